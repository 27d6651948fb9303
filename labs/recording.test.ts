import { expect, test } from 'vitest';
import { twoBooks } from '#components/two-books.ts';
import { recordRun } from './recording.ts';

test('recording: the first page plays what the grader tells today', async () => {
  expect(twoBooks, 'It is stale. Run: node scripts/record-run.ts').toEqual(await recordRun());
});

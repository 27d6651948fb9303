import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nightContents } from './nights.ts';

test('nights: those of the chapter were recorded with the lab as it is', async () => {
  const recorded = ['reference', 'starter'].map((name) => {
    const text = readFileSync(`src/workbench/night/recorded/${name}.json`, 'utf8');
    return [name, (JSON.parse(text) as { readonly content: string }).content];
  });
  expect(Object.fromEntries(recorded), 'Stale. Run: node scripts/record-nights.ts').toEqual(
    await nightContents(),
  );
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labIds } from './prove.ts';

test.each(labIds())('%s has a test file that proves it', (id) => {
  expect(existsSync(join(import.meta.dirname, `${id}.test.ts`))).toBe(true);
});

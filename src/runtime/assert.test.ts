import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BrokenRule, assert, present } from './assert.ts';

test('assert, present: say which rule is broken', () => {
  expect(() => assert(false, 'two is one')).toThrow(BrokenRule);
  expect(() => present(null, 'somebody is there')).toThrow('somebody is there');
  expect(present(0, 'zero is something')).toBe(0);
});

/** Lines that are neither empty nor comment. */
function codeOf(file: string): readonly string[] {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  const lines = text.replaceAll(/\/\*.*?\*\//gs, '').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
}

test('the runtime: holds itself to twenty rules in every thousand lines of code', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.ts') && !/(?:\.test|\.d|^assert|^test-system)\.ts$/.test(file),
  );
  const code = files.flatMap(codeOf);
  const assertions = code.flatMap((line) => line.match(/\b(?:assert|present)\(/g) ?? []);
  expect(files.length).toBeGreaterThan(50);
  expect((assertions.length / code.length) * 1_000).toBeGreaterThan(20);
});

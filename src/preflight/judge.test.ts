import { expect, test } from 'vitest';
import { type Findings, goodWord, judge, wordOf, words } from './judge.ts';

const fine: Findings = {
  worker: true,
  run: { broke: 'E-1', ms: 240, problem: '' },
  runShouldBreak: 'E-1',
  storage: 'indexeddb',
  isPrivate: false,
  memoryGb: 8,
  room: 'live',
  offline: 'course',
};
const wordFor = (change: Partial<Findings>): string => wordOf(judge({ ...fine, ...change }));

test('preflight: where all is well, everybody says the same word, also where a browser keeps things to itself', () => {
  expect(wordFor({})).toBe(goodWord);
  expect(wordFor({ offline: 'all', isPrivate: null, memoryGb: null })).toBe(goodWord);
  expect(wordFor({ room: 'none' })).toBe(goodWord);
  expect(wordFor({ room: 'asking' })).toBe(goodWord);
});

test.each([
  ['worker', { worker: false }],
  ['sandbox', { run: { broke: null, ms: 0, problem: 'The sandbox did not answer.' } }],
  ['sandbox', { run: { broke: 'E-2', ms: 100, problem: 'It broke E-2.' } }],
  ['sandbox', { run: { broke: 'E-1', ms: 20_000, problem: '' } }],
  ['storage', { storage: 'none' }],
  ['private', { isPrivate: true }],
  ['memory', { memoryGb: 1 }],
  ['room', { room: 'silent' }],
  ['offline', { offline: 'none' }],
  ['offline', { offline: 'refused' }],
] as const)('preflight: trouble with %s has its own word and names a remedy', (part, change) => {
  const judged = judge({ ...fine, ...change }).find((one) => one.part === part);
  expect(wordFor(change)).toBe(words[part]);
  expect(judged?.remedy).not.toBe('');
});

test('preflight: of several troubles the most serious one is said', () => {
  expect(wordFor({ offline: 'none', worker: false, storage: 'none' })).toBe(words.worker);
});

test('preflight: no two words are alike', () => {
  expect(new Set([goodWord, ...Object.values(words)]).size).toBe(Object.keys(words).length + 1);
});

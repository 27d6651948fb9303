import { expect, test } from 'vitest';
import type { OfflineState, TierState } from './protocol.ts';
import { obstacle, printSize, stateWords, tierWords } from './words.ts';

const none: TierState = { files: 4, filesKept: 0, bytes: 8_000_000, bytesKept: 0 };
const half: TierState = { ...none, filesKept: 2, bytesKept: 3_000_000 };
const all: TierState = { ...none, filesKept: 4, bytesKept: 8_000_000 };

function stateOf(
  tiers: OfflineState['tiers'],
  more: Partial<Pick<OfflineState, 'filling' | 'problem' | 'isRetired'>> = {},
): OfflineState {
  return {
    kind: 'offline-state',
    version: 'v',
    tiers,
    filling: null,
    problem: null,
    isRetired: false,
    ...more,
  };
}

test('size: printed in the unit a reader knows', () => {
  expect([272, 999_999, 8_363_000].map(printSize)).toEqual(['1 kB', '1000 kB', '8.4 MB']);
});

test('tier: says how far it is', () => {
  expect(tierWords('editor', stateOf({ core: all, editor: none }))).toBe('Not kept');
  expect(tierWords('editor', stateOf({ core: all, editor: half }))).toBe('Begun: 3.0 MB of 8.0 MB');
  expect(tierWords('editor', stateOf({ core: all, editor: half }, { filling: 'editor' }))).toBe(
    'Fetching: 3.0 MB of 8.0 MB',
  );
  expect(tierWords('core', stateOf({ core: all, editor: none }))).toBe('Kept: 8.0 MB');
});

test('state: says what works without network, and why it does not', () => {
  expect(stateWords(stateOf({ core: all, editor: all }))).toBe('Everything works without network.');
  expect(stateWords(stateOf({ core: all, editor: half }))).toContain('plain text field');
  expect(
    stateWords(stateOf({ core: half, editor: none }, { problem: 'The network did not answer.' })),
  ).toBe(
    'The course is not complete yet. The network did not answer. What has come so far is kept.',
  );
  expect(stateWords(stateOf({ core: none, editor: none }, { isRetired: true }))).toContain(
    'Nothing is kept',
  );
});

test('obstacle: plain http and private windows get a remedy each, others none', () => {
  expect(obstacle({ isSecure: true, hasWorkers: true })).toBeNull();
  expect(obstacle({ isSecure: false, hasWorkers: false })).toContain('npm start');
  expect(obstacle({ isSecure: true, hasWorkers: false })).toContain('ordinary window');
});

import { expect, test } from 'vitest';
import { newSession } from '#workshop/session.ts';
import { ago, countdown, span } from './ago.ts';
import { arrange, panelsFor } from './arrange.ts';
import type { Panel } from './desk.ts';
import { nextView, projectedWords } from './projecting.ts';
import { requestsIn } from './requests.ts';
import { keepToken, takeToken, tokenIn } from './token.ts';

const panel = (id: string, place: Panel['place'], audience: Panel['audience']): Panel => ({
  ...{ id, title: id, key: id.slice(0, 1), place, audience },
  View: () => null,
});
const panels = [
  panel('queue', 'hurt', 'everybody'),
  panel('people', 'who', 'everybody'),
  panel('agenda', 'do', 'instructors'),
  panel('locks', 'do', 'instructors'),
];
const ids = (widthRem: number, of = panels): unknown =>
  arrange(of, widthRem).map(({ panels, isTabbed }) => [panels.map(({ id }) => id), isTabbed]);

test('console: columns by width, one at a time behind tabs where they do not fit', () => {
  expect(ids(90)).toEqual([
    [['people'], false],
    [['queue'], false],
    [['agenda', 'locks'], true],
  ]);
  expect(ids(64)).toEqual([
    [['people'], false],
    [['queue', 'agenda', 'locks'], true],
  ]);
  expect(ids(23)).toEqual([[['queue', 'people', 'agenda', 'locks'], true]]);
});

test('console: a helper has what is for everybody', () => {
  expect(panelsFor(panels, 'helper').map(({ id }) => id)).toEqual(['queue', 'people']);
  expect(ids(90, [...panelsFor(panels, 'helper')])).toEqual([
    [['people'], false],
    [['queue'], false],
  ]);
});

test('console: a token is found in a link or alone, kept, and never made up', () => {
  const token = 'ab'.repeat(16);
  expect(tokenIn(`http://127.0.0.1/workshop/console/#token=${token}`)).toBe(token);
  expect(tokenIn(`  ${token.toUpperCase()} `)).toBe(token);
  expect(tokenIn('7KQ2MX')).toBeNull();
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  expect(takeToken({ hash: '' }, store)).toBeNull();
  expect(takeToken({ hash: `#token=${token}` }, store)).toBe(token);
  expect(takeToken({ hash: '' }, store)).toBe(token);
  keepToken('cd'.repeat(16), store);
  expect(takeToken({ hash: '#token=no' }, store)).toBe('cd'.repeat(16));
});

test('console: spans in words', () => {
  const nowMs = 10_000_000;
  expect(ago(0, nowMs)).toBe('');
  expect(ago(nowMs - 10_000, nowMs)).toBe('just now');
  expect(ago(nowMs - 3 * 60_000, nowMs)).toBe('3 min ago');
  expect(span(80 * 60_000)).toBe('1 h 20 min');
  expect(countdown(725_000)).toBe('12:05');
  expect(countdown(-30_000)).toBe('−0:30');
  expect(countdown(3_720_000)).toBe('1:02:00');
});

test('console: the projector in words, and the view after it', () => {
  const session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: 0 });
  const course = { base: '/', labs: [] };
  expect(projectedWords(session, course)).toBe('How to join');
  session.timer = { label: 'Lab', endsAtMs: 1 };
  expect(nextView(session)).toEqual({ view: 'timer' });
  session.projected = { view: 'timer' };
  expect(nextView(session)).toEqual({ view: 'join' });
});

test('console: requests that nobody has taken come first, the longest wait at the top', () => {
  const session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: 0 });
  const asks = { name: '', joinedAtMs: 0, lastAtMs: 0, status: 'help', statusLab: null } as const;
  const rest = { note: '', page: null, lab: null, requested: null, labs: {} };
  const of = (id: string, statusAtMs: number, claimedBy: string | null) => ({
    ...{ ...asks, ...rest, id, statusAtMs, claimedBy, hasLeft: false, isScanned: false },
    consent: { code: false, drafts: false },
  });
  session.participants = { a: of('a', 3, null), b: of('b', 1, 'i-1'), c: of('c', 2, null) };
  expect(requestsIn(session).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

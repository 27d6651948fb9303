import { expect, test } from 'vitest';
import { apply } from '#workshop/apply.ts';
import type { Body } from '#workshop/messages.ts';
import type { Item } from '#workshop/programme.ts';
import { newSession, type Session } from '#workshop/session.ts';
import type { Course, CourseLab } from './desk.ts';
import { cellOf, columnsOf, foundIn, ordered, rowsOf } from './people.ts';

const zeroMs = 1_790_000_000_000;
const minuteMs = 60_000;

function lab(id: string, chapter = id): CourseLab {
  const rungs = ['A question', 'The mechanism', 'The solution'];
  return { id, title: id, mark: '5', step: '', minutes: 20, chapter, rungs, invariants: [] };
}
const course: Course = {
  base: '/',
  labs: [lab('s2-ring'), lab('s2-ring-cut', 's2-ring'), lab('s5-retry'), lab('s6-share')],
};

function say(session: Session, by: string, body: Body, atMs = zeroMs): void {
  apply(session, { seq: session.seq + 1, atMs, by, body });
}

function room(...names: readonly string[]): Session {
  const session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: zeroMs });
  names.forEach((name, index) =>
    say(session, 'server', { kind: 'joined', participant: `p-${index}`, name }),
  );
  return session;
}

function fails(session: Session, by: string, runs: number): void {
  for (let run = 0; run < runs; run += 1)
    say(session, by, {
      kind: 'ran',
      lab: 's5-retry',
      goal: 'grade',
      outcome: 'failed',
      code: 'E-1',
      fingerprint: 'a',
      work: 'w1',
    });
}

const here = { 'p-0': zeroMs + 9 * minuteMs, 'p-1': zeroMs + 9 * minuteMs, 'p-2': 0 };
const given = { course, presence: here, nowMs: zeroMs + 9 * minuteMs };

test('people: columns are the labs of the agenda in which people write, and what somebody has begun', () => {
  const lesson = { kind: 'lesson', title: '', minutes: 20, talk: 0, close: 0, cut: null } as const;
  const items: readonly Item[] = [
    { ...lesson, chapter: 's2-ring', practice: 'cut', lab: 14, isPlanned: false },
    { ...lesson, chapter: 's6-share', practice: 'demo', lab: 3, isPlanned: false },
  ];
  const session = room('Ada');
  expect(columnsOf(session, course, items).map(({ id }) => id)).toEqual(['s2-ring-cut']);
  fails(session, 'p-0', 1);
  say(session, 'p-0', { kind: 'visited', page: '/labs/s99/', lab: 's99' });
  expect(columnsOf(session, course, items).map(({ id }) => id)).toEqual([
    's2-ring-cut',
    's5-retry',
    's99',
  ]);
});

test('people: a cell says in shape and words what somebody has in a lab', () => {
  const session = room('Ada', 'Grace', 'Olga');
  fails(session, 'p-0', 8);
  say(session, 'p-1', { kind: 'visited', page: '/labs/s5-retry/', lab: 's5-retry' });
  const [ada, grace, olga] = rowsOf(session, given).map((row) => cellOf(row, 's5-retry'));
  expect(ada).toMatchObject({ state: 'stuck', text: 'E-1' });
  expect(ada?.words).toContain('the same story 8 times');
  expect(grace).toEqual({ state: 'working', text: '', words: 'begun, not run yet' });
  expect(olga).toEqual({ state: 'none', text: '', words: 'not begun' });
  say(session, 'p-0', {
    kind: 'ran',
    lab: 's5-retry',
    goal: 'grade',
    outcome: 'passed',
    code: null,
    fingerprint: null,
    work: 'w2',
  });
  const [passed] = rowsOf(session, given);
  expect(passed && cellOf(passed, 's5-retry')).toMatchObject({
    state: 'passed',
    words: 'passed after 9 runs',
  });
});

test('people: the stuck come first, and who has left comes last in every order', () => {
  const session = room('Zoë', 'Ada', 'Grace', 'Émile');
  fails(session, 'p-1', 8);
  say(session, 'p-0', { kind: 'left' });
  const rows = rowsOf(session, given);
  const names = (order: 'stuck' | 'name' | 'activity'): string[] =>
    ordered(rows, order).map(({ participant }) => participant.name);
  expect(names('stuck')).toEqual(['Ada', 'Émile', 'Grace', 'Zoë']);
  expect(names('name')).toEqual(['Ada', 'Émile', 'Grace', 'Zoë']);
  expect(names('activity').at(-1)).toBe('Zoë');
});

test('people: somebody is found by part of a name, and by what they are', () => {
  const session = room('Ada', 'Grace', 'Olga');
  fails(session, 'p-0', 8);
  const body = { kind: 'status', status: 'help', lab: 's5-retry', note: '' } as const;
  say(session, 'p-1', body);
  const rows = rowsOf(session, given);
  const found = (text: string, only: Parameters<typeof foundIn>[2]): string[] =>
    foundIn(rows, text, only).map(({ participant }) => participant.name);
  expect(found('GR', 'all')).toEqual(['Grace']);
  expect(found('', 'stuck')).toEqual(['Ada', 'Grace']);
  expect(found('', 'help')).toEqual(['Grace']);
  expect(found('', 'away')).toEqual(['Olga']);
});

test('people: rows of five thousand are made within a look', () => {
  const session = room(...Array.from({ length: 5_000 }, (_, index) => `Person ${index}`));
  for (let index = 0; index < 5_000; index += 1) fails(session, `p-${index}`, index % 9);
  const began = performance.now();
  const rows = ordered(rowsOf(session, given), 'stuck');
  const tookMs = performance.now() - began;
  expect(rows).toHaveLength(5_000);
  // The table looks twice a second; a busy machine is given ten times what it takes here.
  expect(tookMs).toBeLessThan(500);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { whatToCut, whatToTakeUp, toleranceMs } from './agenda-cuts.ts';
import { breaksInWords, paceInWords } from './agenda-words.ts';
import { labRole, nextBreak, paceOf, tasksForTheFast } from './agenda.ts';
import { apply } from './apply.ts';
import type { Body } from './messages.ts';
import { trackFor, type Track } from './programme.ts';
import { trackSource } from './track-source.ts';
import { newSession, type Agenda } from './session.ts';

const minute = 60_000;
const tracks = z
  .array(trackSource)
  .parse(parse(readFileSync('content/agenda.yaml', 'utf8')))
  .map((source) =>
    trackFor(source, {
      titleOf: (chapter) => chapter,
      written: source.items.flatMap((item) =>
        'chapter' in item && item.planned !== true ? [item.chapter] : [],
      ),
    }),
  );

function trackOf(id: string): Track {
  const track = tracks.find((each) => each.id === id);
  if (track === undefined) throw new Error(`There is no track ${id} in agenda.yaml.`);
  return track;
}

/** The agenda as the log makes it: what is said at which minute. */
function agendaAfter(track: string, said: readonly (readonly [number, Body])[]): Agenda {
  const session = newSession({ code: 'ABC234', title: 'Test', createdAtMs: 0 });
  const all = [[0, { kind: 'agenda', track }] as const, ...said];
  all.forEach(([at, body], index) =>
    apply(session, { seq: index + 1, atMs: at * minute, by: 'i-1', body }),
  );
  if (session.agenda === null) throw new Error('The agenda was not started.');
  return session.agenda;
}

const moved = (item: number): Body => ({ kind: 'moved', item });
const cut = (item: number): Body => ({ kind: 'cut', item, isCut: true });

describe('pace', () => {
  const w4 = trackOf('w4');

  test('a class that keeps to the plan is on time at every item', () => {
    let at = 0;
    const said: [number, Body][] = [];
    for (const [index, item] of w4.items.entries()) {
      const pace = paceOf(w4, agendaAfter('w4', said), at * minute);
      expect(pace.behindMs).toBe(0);
      expect(pace.current?.index).toBe(index);
      expect(paceInWords(pace)).toBe('On time.');
      at += item.minutes;
      said.push([at, moved(index + 1)]);
    }
    const end = paceOf(w4, agendaAfter('w4', said), (at + 90) * minute);
    expect([end.current, end.behindMs, paceInWords(end)]).toEqual([null, 0, 'Through, on time.']);
  });

  test('an item that runs over shows only what it runs over', () => {
    const agenda = agendaAfter('w4', []);
    expect(paceOf(w4, agenda, 4 * minute).behindMs).toBe(0);
    const late = paceOf(w4, agenda, 9 * minute);
    expect([late.leftMs, late.behindMs]).toEqual([-4 * minute, 4 * minute]);
    expect(paceInWords(late)).toBe('4 min behind.');
  });

  test('what is left out of coming items is gained at the end and not yet now', () => {
    const index = w4.items.findIndex(({ title }) => title === 's8-blueprint');
    const pace = paceOf(w4, agendaAfter('w4', [[1, cut(index)]]), 11 * minute);
    expect([pace.behindNowMs, pace.behindMs]).toEqual([6 * minute, 2 * minute]);
    expect(paceInWords(pace)).toBe('6 min behind. With what is left out, the end is 2 min behind.');
  });

  test('a break that is passed over is owed until it is given', () => {
    const pause = w4.items.findIndex(({ kind }) => kind === 'break');
    const start = w4.items.slice(0, pause).reduce((sum, { minutes }) => sum + minutes, 0);
    const said: [number, Body][] = [];
    let at = 0;
    for (const [index, { minutes }] of w4.items.slice(0, pause - 1).entries())
      said.push([(at += minutes), moved(index + 1)]);
    said.push([start, moved(pause + 1)]);
    const eaten = paceOf(w4, agendaAfter('w4', said), (start + 5) * minute);
    expect(eaten.behindMs).toBe(0);
    expect(eaten.owed).toEqual([{ index: pause, title: 'Break', ms: 15 * minute }]);
    expect(breaksInWords(eaten)).toEqual([
      'Break: 15 min of it were not given. They are counted as still to come.',
    ]);
    said.push([start + 5, moved(pause)], [start + 20, moved(pause + 1)]);
    const given = paceOf(w4, agendaAfter('w4', said), (start + 20) * minute);
    expect([given.owed, given.behindMs]).toEqual([[], 0]);
    expect(given.current?.spentMs).toBe(5 * minute);
  });

  test('a break is told when it comes late', () => {
    const pace = paceOf(w4, agendaAfter('w4', []), 15 * minute);
    expect(nextBreak(pace)?.plannedAtMs).toBe(80 * minute);
    expect(breaksInWords(pace)).toEqual(['Break comes 10 min later than planned.']);
  });
});

describe('what to cut next', () => {
  test('the order of agenda.yaml, and no more than brings the end back', () => {
    const w3 = trackOf('w3');
    const advice = whatToCut(paceOf(w3, agendaAfter('w3', []), 19 * minute));
    expect(advice.proposals.map(({ title, savesMs }) => [title, savesMs / minute])).toEqual([
      ['s8-blueprint', 6],
      ['s10-oam', 6],
    ]);
    expect(advice.shortMs).toBe(0);
  });

  test('what turns out not to be needed is dropped again', () => {
    const w8 = trackOf('w8');
    const late = paceOf(w8, agendaAfter('w8', []), (10 + 23) * minute);
    // The first saves 10 and the second 9; the third saves 14. 19 are not enough, and with the third the second is spare.
    expect(whatToCut(late).proposals.map(({ title }) => title)).toEqual([
      's3-wire, second half',
      's10-oam',
    ]);
  });

  test('nothing for three minutes, and the rest is said where all that may go is not enough', () => {
    const w4 = trackOf('w4');
    const agenda = agendaAfter('w4', []);
    expect(whatToCut(paceOf(w4, agenda, 8 * minute))).toEqual({ proposals: [], shortMs: 0 });
    const hopeless = whatToCut(paceOf(w4, agenda, 65 * minute));
    const saved = hopeless.proposals.reduce((sum, { savesMs }) => sum + savesMs, 0);
    expect(hopeless.shortMs).toBe(60 * minute - saved);
  });

  test('a class that is early is offered what was cut, the most valuable first', () => {
    const w4 = trackOf('w4');
    const find = (chapter: string): number => w4.items.findIndex(({ title }) => title === chapter);
    const cuts = ['s8-blueprint', 's10-oam', 'capstone'].map(find);
    const agenda = agendaAfter(
      'w4',
      cuts.map((item) => [1, cut(item)] as const),
    );
    const titles = whatToTakeUp(paceOf(w4, agenda, 2 * minute)).map(({ title }) => title);
    expect(titles).toEqual(['capstone', 's10-oam', 's8-blueprint']);
  });
});

describe('for the fast', () => {
  const labs = {
    's2-ring': {
      title: 'Carts',
      filesBeyondCut: ['router.ts'],
      beyond: [{ code: 'R-8', sentence: 'Three racks', bound: 'always' }],
    },
    'b2-mailbox': { title: 'Mailbox', filesBeyondCut: [], beyond: [] },
  };
  const item = (track: string, chapter: string) => {
    const found = trackOf(track).items.find(({ title }) => title === chapter);
    if (found === undefined) throw new Error(`${track} has no ${chapter}.`);
    return found;
  };

  test('first the rest of the lab, then its goal beyond; nothing where nobody writes', () => {
    const tasks = tasksForTheFast({ tracks, labs }, item('w4', 's2-ring'));
    expect(tasks.map(({ kind }) => kind)).toEqual(['whole-lab', 'beyond']);
    expect(tasksForTheFast({ tracks, labs }, item('w4', 's8-blueprint'))).toEqual([]);
    expect(tasksForTheFast({ tracks, labs }, item('beam-w3', 'b2-mailbox'))).toEqual([]);
  });

  test('a lab is core, stretch, shown, or there is none', () => {
    const roles = ['s6-share', 's2-ring', 's1-nodes', 's7-break'].map((chapter) =>
      labRole(item('w4', chapter)),
    );
    expect(roles).toEqual(['stretch', 'core', 'shown', 'none']);
    expect(labRole(item('w8', 's5-retry'))).toBe('core');
  });
});

/** A class that goes through a track somehow: forward, back, beyond the end, cutting and taking up again. */
const somehow = fc.record({
  track: fc.constantFrom(...tracks),
  steps: fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 40 }),
      what: fc.oneof(
        fc.record({ kind: fc.constant('moved' as const), item: fc.nat({ max: 20 }) }),
        fc.record({
          kind: fc.constant('cut' as const),
          item: fc.nat({ max: 20 }),
          isCut: fc.boolean(),
        }),
      ),
    }),
    { maxLength: 25 },
  ),
  wait: fc.integer({ min: 0, max: 90 }),
});

describe('whatever a class does', () => {
  const paceAfter = ({
    track,
    steps,
    wait,
  }: typeof somehow extends fc.Arbitrary<infer T> ? T : never) => {
    let at = 0;
    const said = steps.map(({ after, what }) => [(at += after), what] as const);
    return paceOf(track, agendaAfter(track.id, said), (at + wait) * minute);
  };

  test('the time that passed is the time that the items were given', () => {
    fc.assert(
      fc.property(somehow, (going) => {
        const { rows, nowMs, current } = paceAfter(going);
        const spent = rows.reduce((sum, { spentMs }) => sum + spentMs, 0);
        if (current !== null && going.steps.every(({ what }) => what.item < rows.length))
          expect(spent).toBe(nowMs);
        else expect(spent).toBeLessThanOrEqual(nowMs);
      }),
    );
  });

  test('no break is eaten: those behind were given, or are owed; those ahead keep their minutes', () => {
    fc.assert(
      fc.property(somehow, (going) => {
        const { rows, owed, current } = paceAfter(going);
        for (const row of rows.filter(({ item }) => item.kind === 'break')) {
          expect(row.isCut).toBe(false);
          const missing = row.plannedMs - row.spentMs;
          if (row.index < (current?.index ?? rows.length))
            expect(owed.some(({ index }) => index === row.index)).toBe(missing >= minute);
          if (row.state === 'coming') expect(row.restMs).toBe(Math.max(0, missing));
        }
      }),
    );
  });

  test('the proposed cuts, once made, bring the end to where the advice says; none is spare', () => {
    fc.assert(
      fc.property(somehow, (going) => {
        const before = paceAfter(going);
        const { proposals, shortMs } = whatToCut(before);
        for (const { index } of proposals) {
          const row = before.rows[index];
          expect([row?.item.kind, row?.state, row?.isCut]).toEqual(['lesson', 'coming', false]);
        }
        const after = paceAfter({
          ...going,
          steps: [
            ...going.steps,
            ...proposals.map(({ index }) => ({
              after: 0,
              what: { kind: 'cut' as const, item: index, isCut: true },
            })),
          ],
        });
        const saved = proposals.reduce((sum, { savesMs }) => sum + savesMs, 0);
        expect(after.behindMs).toBe(before.behindMs - saved);
        if (shortMs > 0) expect(after.behindMs).toBe(shortMs);
        else if (proposals.length > 0) expect(after.behindMs).toBeLessThanOrEqual(toleranceMs);
        if (shortMs === 0)
          for (const { savesMs } of proposals)
            expect(after.behindMs + savesMs).toBeGreaterThan(toleranceMs);
        expect(after.behindNowMs).toBe(before.behindNowMs);
      }),
    );
  });

  test('what is taken up again never makes the end late', () => {
    fc.assert(
      fc.property(somehow, (going) => {
        const pace = paceAfter(going);
        const added = whatToTakeUp(pace).reduce((sum, { savesMs }) => sum + savesMs, 0);
        expect(pace.behindMs + added).toBeLessThanOrEqual(Math.max(0, pace.behindMs));
      }),
    );
  });
});

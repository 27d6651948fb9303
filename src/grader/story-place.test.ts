import { describe, expect, test } from 'vitest';
import type { Chronicle, ChronicleProcess } from './chronicle.ts';
import { drop } from './fault.ts';
import {
  breach,
  charged,
  failing,
  line,
  message,
  processes,
  row,
  struckBy,
} from './hand-made-failure.ts';
import type { Found, Invariant } from './invariant.ts';
import type { Failing } from './scene.ts';
import type { Whereabouts } from './sites.ts';
import { tellStory } from './story.ts';

describe('place, hint and fingerprint', () => {
  test('the line is that of the message that caused the effect with which it broke', () => {
    const messages = [message(0, 12), message(1, 98, { to: 'till', toProcess: 3 })];
    expect(tellStory(failing({ messages, observations: [charged(100)] })).story.place).toEqual(
      line(2),
    );
  });

  test('without such an effect, the line that was waiting when it broke', () => {
    const timeouts = [{ atMs: 60, process: 1, tag: 'order-1', place: line(9) }];
    expect(tellStory(failing({ messages: [message(0, 12)], timeouts })).story.place).toEqual(
      line(9),
    );
    expect(tellStory(failing({})).story.place).toBeNull();
  });

  test('who is in the middle of it when it breaks: the line at which that process waits', () => {
    const told = (startMs: number, endMs: number | null): string => {
      const helper = { id: 4, node: 'web', label: 'tell', isNamed: false, parent: 1, place: null };
      const { story } = tellStory(
        failing({
          messages: [message(0, 12)],
          processes: [...processes, { ...helper, startMs, endMs }],
          whereabouts: (process, atMs) => {
            const now = process === 4 ? { at: 31, sinceMs: 40 } : { at: 20, sinceMs: 30 };
            if (atMs < now.sinceMs || process === 2 || process === 3) return null;
            return { place: line(now.at), sinceMs: now.sinceMs, tag: 'order-1' };
          },
        }),
      );
      return `${story.placeIs}, ${story.place?.line ?? 0}`;
    };
    // Of two that wait for one another, who was there first.
    expect(told(12, null)).toBe('The line at which web › carryOut was waiting, 20');
    expect(told(8, null)).toBe('The line at which web › tell was waiting, 31');
    expect(told(8, 60)).toBe('The line at which web › carryOut was waiting, 20');
  });

  test('a server that is back where it takes requests keeps nobody waiting', () => {
    const given = failing({
      messages: [message(0, 12)],
      whereabouts: (process) =>
        process === 2 ? { place: line(40), sinceMs: 14, tag: 'order-1' } : null,
    });
    expect(tellStory(given).story.place).toEqual(line(1));
  });

  test('decided before it showed: the line of what happened then', () => {
    const messages = [message(0, 12), message(1, 30), message(2, 99.5)];
    const late = tellStory(failing({ messages })).story;
    expect(late.place).toEqual(line(3));
    const decided = failing({ messages }, { breach: { ...breach, decidedMs: 30 } });
    expect(tellStory(decided).story).toMatchObject({
      place: line(2),
      placeIs: 'The line that sent it',
    });
  });

  test('a breach that began late: what was before is not told', () => {
    const messages = [message(0, 12), message(1, 30), message(2, 99.5)];
    const instants = (since: Partial<Found>): number[] =>
      tellStory(failing({ messages }, { breach: { ...breach, ...since } })).story.events.map(
        ({ atMs }) => Math.floor(atMs),
      );
    expect(instants({})).toContain(13);
    expect(instants({ sinceMs: 31 })).not.toContain(13);
    expect(instants({ sinceMs: 31 }).at(0)).toBe(31);
  });

  test('the world did it because it was asked to: the line that asked', () => {
    const asked = message(0, 12);
    const server = { ...processes[1], id: 5, parent: 2, startMs: 13, label: 'serve' };
    const done = message(1, 99.5, { from: 'shop-1', fromProcess: 5, toProcess: 3, place: null });
    const blamed = { ...breach, blame: 'effect' as const };
    const given = failing(
      { messages: [asked, done], processes: [...processes, server as ChronicleProcess] },
      { breach: blamed },
    );
    expect(tellStory(given).story).toMatchObject({
      place: line(1),
      placeIs: 'The line that asked for it',
    });
  });

  test('a message that nobody takes out of the mailbox: the line at which its receiver waits', () => {
    const whereabouts = (): Whereabouts => ({ place: line(8), sinceMs: 2, tag: '' });
    const told = (endMs: number | null): Failing =>
      failing({
        messages: [message(0, 12, { place: null })],
        processes: processes.map((one) => (one.id === 2 ? { ...one, endMs } : one)),
        whereabouts: (process) => (process === 2 ? whereabouts() : null),
      });
    expect(tellStory(told(null)).story.placeIs).toBe('The line at which shop-1 › shop was waiting');
    expect(tellStory(told(50)).story.place).toBeNull();
  });

  test('a bound over many: what the whole run had comes first', () => {
    const { events } = tellStory(failing({}, { observedWhole: '162 of 170 (95.29 %)' })).story;
    expect(events.at(-1)?.text).toBe(
      'An order is charged at most once: expected at most 1, observed 162 of 170 (95.29 %) in the whole run, 2 in the part of it told here',
    );
  });

  test('title and hint may hang on the breach', () => {
    const own: Invariant = {
      ...row,
      title: ({ cause }) => `It was ${cause}`,
      hint: ({ cause }) => cause.length,
    };
    expect(tellStory(failing({}, { row: own })).story).toMatchObject({
      title: 'It was twice',
      hint: 5,
    });
  });

  test('the fingerprint does not see names, numbers, lines or retries; it sees effects, faults and the cause', () => {
    const print = (given: Failing): string => tellStory(given).story.fingerprint;
    const lost = (to: string, ordinal: number): Partial<Chronicle> => {
      const gone = message(ordinal, 12, { to, arrivedMs: null, fate: 'lost' });
      const hit = struckBy(drop({ match: {} }), 12, { tag: 'order-1', from: 'web', to, ordinal });
      return { messages: [gone], struck: [hit], observations: [charged(50), charged(100)] };
    };
    const first = print(failing(lost('shop-1', 0)));
    expect(print(failing(lost('shop-2', 5)))).toBe(first);
    const retried = {
      ...lost('shop-1', 0),
      timeouts: [{ atMs: 60, process: 1, tag: 'order-1', place: line(3) }],
    };
    expect(print(failing(retried))).toBe(first);
    expect(print(failing({ observations: [charged(50), charged(100)] }))).not.toBe(first);
    expect(print(failing(lost('shop-1', 0), { breach: { ...breach, cause: 'thrice' } }))).not.toBe(
      first,
    );
  });
});

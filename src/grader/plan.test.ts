import { describe, expect, test } from 'vitest';
import { Draw } from './draw.ts';
import {
  crash,
  delay,
  drop,
  hang,
  hold,
  kill,
  onMessage,
  partition,
  pause,
  reorder,
  signal,
  slow,
  surge,
  type Fault,
} from './fault.ts';
import { scenario } from './mini-lab.ts';
import { concrete, findProblems, numbered, printFault } from './plan.ts';
import type { Struck } from './record.ts';

const plain = scenario(new Draw('plan'));

function problemsOf(fault: Fault): string[] {
  return findProblems({ ...plain, faults: [fault] });
}
function hit(fault: Fault, other: Partial<Struck> = {}): Struck {
  const message = { tag: 'order-7', from: 'shop-1', to: 'web', ordinal: 2 };
  return { atMs: 50, fault, nodes: ['shop-1'], message, phase: 'begins', byMs: null, ...other };
}

describe('a plan', () => {
  test('of a lab: makes sense', () => expect(findProblems(plain)).toEqual([]));

  test.each<[string, Fault]>([
    ["crash: there is no node 'shop-9'", crash({ node: 'shop-9', at: 1 })],
    [
      'F1: its probability is not between 0 and 1',
      drop({ label: 'F1', match: {}, probability: 1.5 }),
    ],
    ['hang: it strikes at 99,000 ms, outside the run', hang({ node: 'web', at: 99_000, forMs: 1 })],
    ['hang: it lasts for no time', hang({ node: 'web', at: 1, forMs: 0 })],
    ['pause: it pauses longer than its period', pause({ node: 'web', everyMs: 10, forMs: 20 })],
    ['partition: a partition has two sides at least', partition({ sides: [['web']], at: 1 })],
    [
      'slow: a factor is more than 0',
      slow({ dependency: { node: 'till', name: 'till' }, factor: 0 }),
    ],
    ['crash: messages count from 1', crash({ node: 'web', at: onMessage('sent', {}, { nth: 0 }) })],
    [
      'crash: only the first message of a match can be lost with its trigger',
      crash({ node: 'web', at: onMessage('sent', {}, { nth: 2, lost: true }) }),
    ],
  ])('%s', (problem, fault) => expect(problemsOf(fault)).toContain(problem));
});

describe('printing', () => {
  test.each<[string, Fault]>([
    [
      'F1: drop reply messages from shop-* with 5 % until 40,000 ms',
      drop({
        label: 'F1',
        match: { from: 'shop-*', carrier: 'reply' },
        probability: 0.05,
        untilMs: 40_000,
      }),
    ],
    [
      'crash shop-2 at 100 ms, back after 2,000 ms',
      crash({ node: 'shop-2', at: 100, backAfterMs: 2000 }),
    ],
    [
      'crash its sender when the first of messages to pay is sent (lost with it)',
      crash({ node: { end: 'sender' }, at: onMessage('sent', { to: 'pay' }, { lost: true }) }),
    ],
    [
      'partition {a} | {b, c} at 10 ms for 20 ms',
      partition({ sides: [['a'], ['b', 'c']], at: 10, forMs: 20 }),
    ],
    [
      'pause shop-2 for 800 ms every 3,000 ms',
      pause({ node: 'shop-2', everyMs: 3000, forMs: 800 }),
    ],
    [
      'kill 20 workers of one at 160 ms',
      kill({ process: { node: 'one', count: 20, spawnedSinceMs: 100, leaves: true }, at: 160 }),
    ],
    [
      'hold messages of order-3 until 4,000 ms after messages to web, 1 at most',
      hold({ match: { tag: 'order-3' }, until: { to: 'web' }, thenMs: 4000, times: 1 }),
    ],
    [
      'slow pay › payhub × 4 from 60,000 ms until 80,000 ms',
      slow({
        dependency: { node: 'pay', name: 'payhub' },
        factor: 4,
        fromMs: 60_000,
        untilMs: 80_000,
      }),
    ],
  ])('%s', (text, fault) => expect(printFault(fault)).toBe(text));
});

describe('a plan made concrete', () => {
  const one = (fault: Fault, ...struck: Struck[]): Fault[] => concrete([fault], struck, 100);
  const identity = { tag: 'order-7', from: 'shop-1', to: 'web', ordinal: 2 };

  test('numbering: keeps what has an id', () => {
    expect(
      numbered([drop({ match: {} }), { ...drop({ match: {} }), id: 'mine' }]).map(({ id }) => id),
    ).toEqual(['drop#0', 'mine']);
  });

  test('a rule becomes one fault for each message it hit, without chance', () => {
    const [rule] = numbered([
      drop({
        label: 'F1',
        match: { from: 'shop-*', body: { fn: 'x' } },
        probability: 0.05,
        times: 9,
        fromMs: 1,
      }),
    ]);
    if (rule === undefined) throw new Error('there is one');
    expect(one(rule, hit(rule))).toEqual([
      { kind: 'drop', id: 'drop#0.0', label: 'F1', match: identity },
    ]);
    expect(one(rule)).toEqual([]);
  });

  test('what struck after the breach is left out, and so is the end of a fault', () => {
    const [rule] = numbered([drop({ match: {} })]);
    if (rule === undefined) throw new Error('there is one');
    expect(one(rule, hit(rule, { atMs: 101 }), hit(rule, { phase: 'ends' }))).toEqual([]);
  });

  test('a reordered message becomes a delay by what it was held up', () => {
    const rule = { ...reorder({ match: {}, withinMs: 200 }), id: 'r' };
    expect(one(rule, hit(rule, { byMs: 73 }))).toEqual([
      { ...delay({ match: identity, byMs: 73 }), id: 'r.0' },
    ]);
  });

  test('pauses become single stops, a surge single operations', () => {
    const stops = { ...pause({ node: 'web', everyMs: 30, forMs: 10 }), id: 'p' };
    expect(one(stops, hit(stops, { atMs: 30 }), hit(stops, { atMs: 60 }))).toEqual([
      { ...hang({ node: 'web', at: 30, forMs: 10 }), id: 'p.0' },
      { ...hang({ node: 'web', at: 60, forMs: 10 }), id: 'p.1' },
    ]);
    const load = { ...surge(plain.workload.slice(0, 3)), id: 's' };
    expect(one(load)).toHaveLength(3);
  });

  test('a fault that waits for a message waits for the very one that it met', () => {
    const trigger = {
      ...crash({
        node: 'web',
        at: onMessage('sent', { body: { fn: 'x' } }, { nth: 3, plusMs: 5 }),
      }),
      id: 'c',
    };
    expect(one(trigger, hit(trigger))).toEqual([
      { ...trigger, at: { on: 'sent', nth: 1, plusMs: 5, lost: false, match: identity } },
    ]);
    const plainOne = {
      ...signal({ process: { node: 'till', name: 'till' }, at: 3, message: 1 }),
      id: 'x',
    };
    expect(one(plainOne, hit(plainOne, { message: null }))).toEqual([plainOne]);
  });
});

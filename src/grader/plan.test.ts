import { describe, expect, test } from 'vitest';
import { Draw } from './draw.ts';
import {
  buggify,
  crash,
  cut,
  delay,
  drop,
  duplicate,
  hang,
  hold,
  impair,
  kill,
  leak,
  loseWrites,
  onMessage,
  partition,
  pause,
  poison,
  reorder,
  ring,
  signal,
  slow,
  surge,
  type Fault,
} from './fault.ts';
import { scenario } from './mini-lab.ts';
import { concrete, numbered, printFault } from './plan.ts';
import { findProblems } from './plan-problems.ts';
import type { Struck } from './record.ts';
import type { Scenario } from './scenario.ts';

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
    ["drop: no node is named 'shp-*'", drop({ match: { from: 'shp-*' } })],
    ["hold: no node is named 'shop-7'", hold({ match: {}, until: { to: 'shop-7' }, thenMs: 1 })],
    ["duplicate: no node is named 'x'", duplicate({ match: {}, withinMs: 1, to: ['web', 'x'] })],
    ["crash: no node is named 'y'", crash({ node: 'web', at: onMessage('sent', { to: 'y' }) })],
    ['delay: its byMs is negative', delay({ match: {}, byMs: -1 })],
    ['leak: its megabytesPerS is no number', leak({ node: 'web', megabytesPerS: Number.NaN })],
    ['crash: its torn is not between 0 and 1', crash({ node: 'web', at: 1, torn: 2 })],
    ['drop: it strikes a whole number of times', drop({ match: {}, times: 0.5 })],
    [
      'drop: its window is empty or outside the run',
      drop({ match: {}, fromMs: 500, untilMs: 400 }),
    ],
    [
      'partition: a node stands on two sides',
      partition({ sides: [['web'], ['web', 'till']], at: 1 }),
    ],
    ['ring: a ring has three nodes at least', ring({ nodes: ['web', 'till'], at: 1 })],
    ["ring: there is no node 'x'", ring({ nodes: ['web', 'till', 'x'], at: 1 })],
    [
      'ring: it reaches a whole number of nodes',
      ring({ nodes: ['web', 'till', 'shop-1'], reach: 0.5, at: 1 }),
    ],
    ['impair: it makes nothing worse', impair({ from: 'web', to: 'shop-*' })],
    ["impair: no node is named 'shp-*'", impair({ from: 'web', to: 'shp-*', addMs: 1 })],
    ['impair: its loss is not between 0 and 1', impair({ from: 'web', to: 'till', loss: 2 })],
    ['impair: a bandwidth is more than 0', impair({ from: 'web', to: 'till', megabytesPerS: 0 })],
    ['cut: a node is never cut off from itself', cut({ from: 'web', to: 'web', at: 1 })],
    [
      'kill: it kills a whole number of processes',
      kill({ process: { node: 'web', count: 0, spawnedSinceMs: 0, leaves: true }, at: 1 }),
    ],
    [
      'signal: forMs and after belong together',
      signal({ process: { node: 'till', name: 'till' }, at: 1, message: 1, forMs: 5 }),
    ],
    ['surge: it brings no operation', surge([])],
    [
      'buggify: its probability is not between 0 and 1',
      buggify({ site: 'slow till', probability: -1 }),
    ],
  ])('%s', (problem, fault) => expect(problemsOf(fault)).toContain(problem));
});

describe('a scenario', () => {
  const [first] = plain.workload;
  if (first === undefined) throw new Error('there is a workload');

  test.each<[string, Partial<Scenario>]>([
    [
      "boot of x: there is no node 'nowhere'",
      { boot: [{ node: 'nowhere', file: 'a.ts', body: 'x' }] },
    ],
    [
      "order-1: there is no node 'n'",
      { workload: [{ ...first, driver: { node: 'n', name: 'web' } }] },
    ],
    ["two operations are called 'order-1'", { workload: [first, first] }],
    ["two operations are called 'order-1'", { faults: [poison(first)] }],
    ['two nodes have one name', { nodes: [...plain.nodes, { name: 'web' }] }],
    ['the run lasts for no time', { untilMs: 0 }],
  ])('%s', (problem, other) => {
    expect(findProblems({ ...plain, ...other })).toContain(problem);
  });

  test('what its world wants to see must be there as well', () => {
    const wire = { requests: { from: 'nobody' } };
    const probes = { load: { of: 'processes', node: 'nothing' } } as const;
    expect(findProblems(plain, { wire, probes })).toEqual([
      "wire 'requests': no node is named 'nobody'",
      "probe 'load': there is no node 'nothing'",
      "probe 'load': it is never read",
    ]);
  });
});

describe('printing', () => {
  test.each<[string, Fault]>([
    [
      "let 'slow till' happen with 25 % until 500 ms",
      buggify({ site: 'slow till', probability: 0.25, untilMs: 500 }),
    ],
    [
      'let the disk of till lose what it calls durable from 100 ms',
      loseWrites({ node: 'till', fromMs: 100 }),
    ],
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
      'leave each of a, b, c its neighbours by 1 at 10 ms for 20 ms',
      ring({ nodes: ['a', 'b', 'c'], reach: 1, at: 10, forMs: 20 }),
    ],
    [
      'impair web → shop-*: +20 ms, 0.5 MB/s, 10 % lost from 5 ms until 50 ms',
      impair({
        ...{ from: 'web', to: 'shop-*', addMs: 20, megabytesPerS: 0.5, loss: 0.1 },
        ...{ fromMs: 5, untilMs: 50 },
      }),
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

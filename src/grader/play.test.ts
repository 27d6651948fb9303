import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, isSame } from './data.ts';
import { Draw } from './draw.ts';
import {
  clockJump,
  crash,
  cut,
  delay,
  drop,
  duplicate,
  fillDisk,
  hang,
  hold,
  kill,
  leak,
  onMessage,
  impair,
  partition,
  pause,
  poison,
  reorder,
  restart,
  ring,
  signal,
  skew,
  slow,
  surge,
  wiretap,
  type Fault,
  type Operation,
  type Scenario,
} from './index.ts';
import { handMade } from './hand-made.ts';
import { world, type World } from './lab.ts';
import { finish, miniWorld, programOf, rightHabits, scenario as miniScenario } from './mini-lab.ts';
import { numbered } from './plan.ts';
import { player, type PlayOptions } from './play.ts';
import type { RunRecord } from './record.ts';
import type { RunEnd } from './run.ts';

/** `a` sends a number every ten milliseconds to `b` and `c`, which tell what they hear and when by their own clock. */
const program = handMade({
  'net.ts': {
    origin: 'world',
    processes: ({ nines, observe, own }) => ({
      *talker() {
        for (let number = 1; ; number++) {
          yield nines.sleep(10);
          for (const node of ['b', 'c']) nines.send({ name: 'ear', node }, { number });
        }
      },
      *ear() {
        observe({ kind: 'booted', pid: nines.self() });
        for (;;) {
          const heard = yield nines.receive();
          observe({ kind: 'heard', heard, clock: nines.now() });
        }
      },
      *nursery() {
        nines.spawn(own('idler'));
        nines.spawn(own('idler'));
        yield nines.sleep(100);
        for (let child = 0; child < 5; child++) nines.spawn(own('idler'));
        yield nines.sleep(Infinity);
      },
      *idler() {
        yield nines.sleep(Infinity);
      },
      *driver() {
        for (;;) {
          const { id } = (yield nines.receive()) as { readonly id: string };
          observe({ kind: 'answered', operation: id, answer: nines.now() });
        }
      },
    }),
  },
});

const plainWorld = world({
  id: 'net',
  scenario: () => scenarioWith([]),
  wire: { numbers: { from: 'a', to: ['b', 'c'] } },
  probes: {
    processes: { of: 'processes', node: 'd', atMs: [50, 150, 250] },
    mailbox: { of: 'mailbox', node: 'b', name: 'ear', everyMs: 100 },
    memory: { of: 'memoryMb', node: 'd', atMs: [10, 490] },
    disk: { of: 'diskPercent', node: 'd', atMs: [10, 490] },
  },
  checks: [],
});

function operation(id: string, atMs: number): Operation {
  return { id, atMs, fn: 'ask', args: null, driver: { node: 'd', name: 'driver' } };
}

function scenarioWith(faults: readonly Fault[], untilMs = 500): Scenario {
  return {
    nodes: ['a', 'b', 'c', 'd'].map((name) => ({ name })),
    network: { lan: { meanMs: 1, spreadMs: 0 }, tickTimeMs: 200 },
    boot: [
      { node: 'b', file: 'net.ts', body: 'ear', as: 'ear' },
      { node: 'c', file: 'net.ts', body: 'ear', as: 'ear' },
      { node: 'a', file: 'net.ts', body: 'talker', as: 'talker' },
      { node: 'd', file: 'net.ts', body: 'nursery', as: 'nursery' },
      { node: 'd', file: 'net.ts', body: 'driver', as: 'driver' },
    ],
    workload: [operation('first', 20)],
    faults: numbered(faults),
    untilMs,
  };
}

function ran(end: RunEnd): RunRecord {
  if (end.kind !== 'ran') throw new Error(end.stopped.message);
  return end.record;
}
function play(faults: readonly Fault[], other: Partial<PlayOptions> = {}, rich = false): RunRecord {
  const options = { program, ...other };
  return ran(
    finish(player(options)({ world: plainWorld, scenario: scenarioWith(faults), seed: 7, rich })),
  );
}

interface Heard {
  readonly heard: { readonly number?: number; readonly kind?: string };
  readonly clock: number;
}
/** The numbers that a node heard, in order. */
function numbers(record: RunRecord, node: string): number[] {
  return record
    .seen<Heard>('heard')
    .filter((seen) => seen.node === node)
    .flatMap(({ heard }) => heard.number ?? []);
}
/** Instants at which a node heard something. */
function instants(record: RunRecord, node: string): number[] {
  return record
    .seen<Heard>('heard')
    .filter((seen) => seen.node === node)
    .map(({ atMs }) => atMs);
}
function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
function without(all: readonly number[], missing: readonly number[]): number[] {
  return all.filter((number) => !missing.includes(number));
}

describe('a run', () => {
  test('without faults: everything is heard, wires and probes see it, the operation is answered', () => {
    const record = play([]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(record.wire('numbers')).toHaveLength(100);
    expect(record.wire('numbers')[0]).toMatchObject({
      from: 'a',
      to: 'b',
      carrier: 'message',
      body: { number: 1 },
      sentMs: 10,
    });
    expect(record.operation('first')).toMatchObject({
      startedMs: 20,
      answer: expect.closeTo(20, 2),
    });
    expect(record.readings('processes').map(({ value }) => value)).toEqual([4, 9, 9]);
    expect(record.readings('mailbox')).toHaveLength(5);
    expect(() => record.wire('nothing')).toThrow("no wire 'nothing'");
  });

  test('the size of the slices and an observer change nothing', () => {
    const faults = [
      drop({ match: { from: 'a' }, probability: 0.3 }),
      hang({ node: 'b', at: 100, forMs: 50 }),
    ];
    const whole = play(faults);
    for (const sliceEvents of [1, 7, 100]) {
      const sliced = play(faults, { sliceEvents });
      expect(sliced.traceHash).toBe(whole.traceHash);
      expect(sliced.observations).toEqual(whole.observations);
    }
    expect(play(faults, {}, true).traceHash).toBe(whole.traceHash);
  });
});

describe('a rich run that is kept from late on', () => {
  test('the same run, and of the chronicle only what comes then', () => {
    const order = { world: plainWorld, scenario: scenarioWith([]), seed: 7, rich: true };
    const whole = finish(player({ program })(order));
    const late = finish(player({ program })({ ...order, sinceMs: 250 }));
    if (whole.kind !== 'ran' || late.kind !== 'ran') throw new Error('both run to their end');
    expect(late.record.traceHash).toBe(whole.record.traceHash);
    const sent = late.chronicle?.messages.map(({ sentMs }) => sentMs) ?? [];
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(250 - 2);
    const all = whole.chronicle?.messages.filter(({ sentMs }) => sentMs > 250) ?? [];
    expect(sent.filter((ms) => ms > 250)).toEqual(all.map(({ sentMs }) => sentMs));
  });
});

describe('a run that is broken off', () => {
  test('it ends soon after the observation, and is judged as what there was', () => {
    const whole = play([]);
    const order = { world: plainWorld, scenario: scenarioWith([]), seed: 7, rich: false };
    const tenth = (seen: { readonly value: unknown }): boolean =>
      isSame(field(field(seen.value, 'heard'), 'number'), 10);
    const short = ran(finish(player({ program, sliceEvents: 10 })({ ...order, breaksOff: tenth })));
    expect(short.untilMs).toBeGreaterThan(100);
    expect(short.untilMs).toBeLessThan(whole.untilMs / 2);
    const { length } = short.observations;
    expect(JSON.stringify(short.observations)).toBe(
      JSON.stringify(whole.observations.slice(0, length)),
    );
  });
});

describe('faults of nodes and processes', () => {
  test('crash: what comes while it is down is lost; back: its boot processes start again', () => {
    const record = play([crash({ node: 'b', at: 105, backAfterMs: 200 })]);
    expect(numbers(record, 'b')).not.toContain(15);
    expect(numbers(record, 'b')).toContain(49);
    expect(record.seen('booted').map(({ node, atMs }) => [node, Math.round(atMs)])).toEqual([
      ['b', 0],
      ['c', 0],
      ['b', 305],
    ]);
    expect(record.struck.map(({ phase, nodes }) => [phase, nodes])).toEqual([
      ['begins', ['b']],
      ['ends', ['b']],
    ]);
  });

  test('crash without a way back: it stays down', () => {
    expect(numbers(play([crash({ node: 'b', at: 105 })]), 'b')).toEqual(upTo(10));
  });

  test('crash without power: the peers notice by tick, not at once', () => {
    const reset = play([crash({ node: 'b', at: 105 })], {}, true);
    const silent = play([crash({ node: 'b', at: 105, silent: true })], {}, true);
    expect(numbers(silent, 'b')).toEqual(numbers(reset, 'b'));
    expect(silent.traceHash).not.toBe(reset.traceHash);
  });

  test('crash when a message is sent, with the message: the receiver never gets it', () => {
    const match = { from: 'a', to: 'b', body: { number: 10 } };
    const record = play([
      crash({ node: { end: 'sender' }, at: onMessage('sent', match, { lost: true }) }),
    ]);
    expect(numbers(record, 'b')).toEqual(upTo(9));
    expect(record.struck[0]?.message).toMatchObject({ from: 'a', to: 'b' });
  });

  test('an action some time after the second message of its kind', () => {
    const at = onMessage(
      'sent',
      { from: 'a', to: 'b', body: { number: { $oneOf: [5, 6] } } },
      { nth: 2, plusMs: 35 },
    );
    expect(play([crash({ node: 'b', at })]).struck[0]?.atMs).toBe(95);
  });

  test('restart: down and up in one instant', () => {
    const record = play([restart({ node: 'b', at: 105 })]);
    expect(record.seen('booted')).toHaveLength(3);
    expect(numbers(record, 'b')).toContain(12);
  });

  test('hang: what came meanwhile is handled when it goes on', () => {
    const record = play([hang({ node: 'b', at: 105, forMs: 50 })]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(instants(record, 'b').filter((atMs) => atMs > 105 && atMs < 155)).toEqual([]);
  });

  test('pause: stands still again and again, inside its window', () => {
    const record = play([pause({ node: 'b', everyMs: 100, forMs: 40, fromMs: 100, untilMs: 350 })]);
    expect(record.struck.filter(({ phase }) => phase === 'begins').map(({ atMs }) => atMs)).toEqual(
      [100, 200, 300],
    );
    expect(instants(record, 'b').filter((atMs) => atMs > 201 && atMs < 240)).toEqual([]);
  });

  test('kill by name: the process is gone, the node is not', () => {
    const record = play([kill({ process: { node: 'b', name: 'ear' }, at: 105 })]);
    expect(numbers(record, 'b')).toEqual(upTo(10));
    expect(numbers(record, 'c')).toEqual(upTo(49));
  });

  test('kill of some that are young and have no children', () => {
    const process = { node: 'd', count: 3, spawnedSinceMs: 60, leaves: true };
    const record = play([kill({ process, at: 200 })]);
    expect(record.readings('processes').map(({ value }) => value)).toEqual([4, 9, 6]);
    expect(record.struck).toHaveLength(3);
  });
});

describe('faults of the network', () => {
  test('partition: what is sent waits for the heal; forMs ends it', () => {
    const record = play([partition({ sides: [['a'], ['b']], at: 105, forMs: 100 })]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(instants(record, 'b').filter((atMs) => atMs > 106 && atMs < 205)).toEqual([]);
    expect(numbers(record, 'c')).toEqual(upTo(49));
  });

  test('overlapping cuts of one direction: healed when the last one ends', () => {
    const record = play([
      cut({ from: 'a', to: 'b', at: 100, forMs: 60 }),
      cut({ from: 'a', to: 'b', at: 120, forMs: 80 }),
    ]);
    expect(instants(record, 'b').filter((atMs) => atMs > 102 && atMs < 200)).toEqual([]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
  });

  test('bridge and ring: who is on no side, or next on the ring, is reached', () => {
    const bridge = play([partition({ sides: [['a'], ['b']], at: 105, forMs: 1_000 })]);
    expect(instants(bridge, 'c').filter((atMs) => atMs > 106 && atMs < 205)).not.toEqual([]);
    const around = play([ring({ nodes: ['a', 'c', 'b', 'd'], reach: 1, at: 105, forMs: 100 })]);
    expect(instants(around, 'b').filter((atMs) => atMs > 106 && atMs < 205)).toEqual([]);
    expect(numbers(around, 'b')).toEqual(upTo(49));
    expect(numbers(around, 'c')).toEqual(upTo(49));
    expect(instants(around, 'c').filter((atMs) => atMs > 106 && atMs < 205)).toHaveLength(10);
  });

  test('impair: later while it lasts, each cause for itself; lost packets are sent again', () => {
    const early = { from: 'a', to: 'b', fromMs: 100 };
    const record = play([
      impair({ ...early, addMs: 30, untilMs: 200 }),
      impair({ ...early, addMs: 50, untilMs: 150 }),
    ]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    const lateness = (arrivals: readonly number[]): readonly number[] =>
      arrivals.map((atMs, index) => Math.round(atMs - index * 10));
    const late = lateness(instants(record, 'b'));
    const [usual = 0] = late;
    expect(late.slice(9, 14).every((ms) => ms >= usual + 49)).toBe(true);
    expect(late.slice(15, 19).every((ms) => ms === usual + 30)).toBe(true);
    expect(late.slice(22).every((ms) => ms <= usual + 1)).toBe(true);
    const lossy = play([impair({ from: '*', to: 'b', loss: 0.2 })]);
    const waited = lateness(instants(lossy, 'b')).filter((ms) => ms > 150);
    expect(waited.length).toBeGreaterThan(2);
    expect(instants(lossy, 'b')).toEqual(instants(lossy, 'b').toSorted((a, b) => a - b));
  });

  test('drop: with certainty, in a window, a number of times, by chance', () => {
    expect(numbers(play([drop({ match: { to: 'b' } })]), 'b')).toEqual([]);
    const inWindow = play([drop({ match: { to: 'b' }, fromMs: 95, untilMs: 125 })]);
    expect(numbers(inWindow, 'b')).toEqual(without(upTo(49), [10, 11, 12]));
    const limited = play([drop({ match: { to: 'b' }, times: 2 })]);
    expect(numbers(limited, 'b')).toEqual(upTo(49, 3));
    const rare = numbers(play([drop({ match: { to: 'b' }, probability: 0.3 })]), 'b').length;
    expect(rare).toBeGreaterThan(20);
    expect(rare).toBeLessThan(45);
  });

  test('times counts over all the names of a match together', () => {
    const record = play([drop({ match: { to: ['b', 'c'] }, times: 3 })]);
    expect(numbers(record, 'b').length + numbers(record, 'c').length).toBe(98 - 3);
  });

  test('delay and reorder: later ones overtake', () => {
    const late = numbers(play([delay({ match: { to: 'b', body: { number: 5 } }, byMs: 25 })]), 'b');
    expect(late.slice(4, 8)).toEqual([6, 7, 5, 8]);
    const mixed = numbers(play([reorder({ match: { to: 'b' }, withinMs: 60 })]), 'b');
    expect(mixed).not.toEqual(mixed.toSorted((left, right) => left - right));
  });

  test('duplicate: twice at the same node, or once more at another', () => {
    const twice = numbers(
      play([duplicate({ match: { to: 'b', body: { number: 5 } }, withinMs: 1 })]),
      'b',
    );
    expect(twice.filter((number) => number === 5)).toHaveLength(2);
    const elsewhere = play([
      duplicate({ match: { to: 'b', body: { number: 5 } }, withinMs: 1, to: ['b', 'c'] }),
    ]);
    expect(numbers(elsewhere, 'b').filter((number) => number === 5)).toHaveLength(1);
    expect(numbers(elsewhere, 'c').filter((number) => number === 5)).toHaveLength(2);
  });

  test('hold: let go so long after another message was delivered', () => {
    const held = hold({
      match: { to: 'b', body: { number: 5 } },
      until: { to: 'b', body: { number: 8 } },
      thenMs: 15,
    });
    expect(numbers(play([held]), 'b').slice(4, 9)).toEqual([6, 7, 8, 9, 5]);
  });

  test('wiretap: a process of the world is shown a copy', () => {
    const record = play([
      wiretap({ match: { to: 'b' }, times: 1, listener: { node: 'c', name: 'ear' }, afterMs: 30 }),
    ]);
    const shown = record.seen<Heard>('heard').find(({ heard }) => heard.kind === 'tapped');
    expect(shown).toMatchObject({
      node: 'c',
      heard: { kind: 'tapped', from: 'a', to: 'b', body: { number: 1 } },
    });
    expect(shown?.atMs).toBeCloseTo(40, 2);
  });
});

describe('faults of services, clocks and machines', () => {
  test('slow and signal: the process is told, and told again at the end', () => {
    const ear = { node: 'b', name: 'ear' };
    const record = play([
      slow({ dependency: ear, factor: 4, fromMs: 100, untilMs: 200 }),
      signal({
        process: ear,
        at: 300,
        message: { kind: 'dim' },
        forMs: 50,
        after: { kind: 'bright' },
      }),
    ]);
    const told = record
      .seen<Heard>('heard')
      .flatMap(({ heard, atMs }) => (heard.kind === undefined ? [] : [[Math.round(atMs), heard]]));
    expect(told).toEqual([
      [100, { kind: 'slow', factor: 4 }],
      [200, { kind: 'slow', factor: 1 }],
      [300, { kind: 'dim' }],
      [350, { kind: 'bright' }],
    ]);
  });

  test('skew and clock jump: only what the node itself reads is off', () => {
    const clocks = (fault: Fault): number[] =>
      play([fault])
        .seen<Heard>('heard')
        .filter(({ node }) => node === 'b')
        .map(({ clock, atMs }) => Math.round(clock - atMs));
    expect(new Set(clocks(skew({ node: 'b', byMs: 300 })))).toEqual(new Set([300]));
    expect(new Set(clocks(clockJump({ node: 'b', at: 200, byMs: 70 })))).toEqual(new Set([0, 70]));
  });

  test('leak and full disk: memory and disk grow', () => {
    const record = play([
      leak({ node: 'd', megabytesPerS: 100 }),
      fillDisk({ node: 'd', percentPerS: 100 }),
    ]);
    const [memoryBefore, memoryAfter] = record.readings('memory').map(({ value }) => value);
    expect((memoryAfter ?? 0) - (memoryBefore ?? 0)).toBeCloseTo(40, 0);
    const [diskBefore, diskAfter] = record.readings('disk').map(({ value }) => value);
    expect((diskAfter ?? 0) - (diskBefore ?? 0)).toBeCloseTo(48, 0);
  });

  test('poison and surge: operations on top of the workload', () => {
    const record = play([
      poison(operation('bad', 200)),
      surge([operation('more-1', 300), operation('more-2', 310)]),
    ]);
    expect(record.operations.map((call) => call.operation.id)).toEqual([
      'first',
      'bad',
      'more-1',
      'more-2',
    ]);
    expect(record.operations.every((call) => call.endedMs !== null)).toBe(true);
  });
});

describe('taking something out moves nothing else', () => {
  const full = (): Scenario => miniScenario(new Draw('independence'));
  const historyOf = (part: Scenario, which: World = miniWorld): Map<string, unknown> => {
    const record = ran(
      finish(
        player({ program: programOf(rightHabits) })({
          world: which,
          scenario: part,
          seed: 3,
          rich: false,
        }),
      ),
    );
    const lines = record.operations.map(({ operation: { id }, endedMs, answer }) => {
      const effects = record.observations
        .filter(({ tag }) => tag === id)
        .map(({ atMs, value }) => ({ atMs, value }));
      return [id, { endedMs, answer, effects }] as const;
    });
    return new Map(lines);
  };

  test('property: whatever operations are left, each goes as it went before', () => {
    const scenario = { ...full(), faults: numbered(full().faults) };
    const whole = historyOf(scenario);
    fc.assert(
      fc.property(fc.subarray([...scenario.workload], { minLength: 1 }), (workload) => {
        const part = historyOf({ ...scenario, workload });
        for (const [id, history] of part) expect(history).toEqual(whole.get(id));
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  test('a fault less: the others strike the same messages', () => {
    const scenario = { ...full(), faults: numbered(full().faults) };
    const struckBy = (faults: readonly Fault[]): string[] => {
      const end = player({ program: programOf(rightHabits) })({
        world: miniWorld,
        scenario: { ...scenario, faults },
        seed: 3,
        rich: false,
      });
      return ran(finish(end))
        .struck.filter(
          ({ fault, message }) =>
            fault.kind === 'drop' && message?.ordinal === 0 && message.from === 'web',
        )
        .map(({ message }) => JSON.stringify(message));
    };
    const [, requests] = scenario.faults;
    if (requests === undefined) throw new Error('there is a second fault');
    const alone = struckBy([requests]);
    expect(alone.length).toBeGreaterThan(3);
    expect(struckBy(scenario.faults)).toEqual(alone);
  });
});

/**
 * The generator of s10-oam's evenings against nodes of the runtime, on a small case: three nodes with an exporter each,
 * read every ten seconds by a fourth. A leak gives the same memory to within a point, and the same death to within one
 * reading; a growing mailbox, a crash with its restart, and a split are the same to within one reading.
 */
import { describe, expect, test } from 'vitest';
import {
  call,
  nodeInfo,
  nodes,
  processInfo,
  receive,
  reply,
  send,
  sleep,
  spawn,
} from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { System } from '#runtime/system.ts';
import { body, type Call } from '#runtime/test-system.ts';
import { observe } from '#runtime/world.ts';
import { Fleet, tickMs } from './s10-oam/world/fleet.ts';
import type { Happening } from './s10-oam/world/plan.ts';
import type { Metric, Sample } from './s10-oam/world/types.ts';

const names = ['node-1', 'node-2', 'node-3'] as const;
/** Memory of a node: the runtime kills it when it is full, the generator at 95 of 100. */
const memoryMB = 95;
const percentBytes = 1_000_000;
const noise = { memory: 0.5, queue: 40 };

type Series = ReadonlyMap<Metric, readonly number[]>;

/** What one gauge of one node shows, reading by reading; a reading that is missing is NaN. */
function seriesOf(samples: readonly Sample[], node: string, forMs: number): Series {
  const series = new Map<Metric, number[]>();
  for (const { metric } of samples) {
    if (!series.has(metric)) series.set(metric, Array<number>(forMs / tickMs).fill(NaN));
  }
  for (const sample of samples) {
    if (sample.node !== node) continue;
    const values = series.get(sample.metric);
    if (values !== undefined) values[Math.round(sample.t / tickMs) - 1] = sample.value;
  }
  return series;
}

interface Case {
  readonly forMs: number;
  readonly atMs: number;
  readonly lastsMs: number;
  readonly what: Happening;
  /** The same on nodes that run. */
  readonly inflict: (system: System) => void;
}

function modelled({ forMs, atMs, lastsMs, what }: Case): Sample[] {
  const fleet = new Fleet({ seed: 7, nodes: names, sawtooth: 'none' });
  const samples: Sample[] = [];
  for (let t = tickMs; t <= forMs; t += tickMs) {
    if (t - tickMs < atMs && atMs <= t) fleet.begin('case', what, atMs, lastsMs);
    fleet.tick(t);
    fleet.read(t, (sample) => samples.push(sample));
  }
  return samples;
}

/** Answers with the gauges of its node: what it uses, the longest mailbox, and whom it has lost. */
const exporter = body(function* (worker: Pid) {
  for (;;) {
    const asked = (yield receive()) as Call;
    const peers = nodes().filter((name) => name.startsWith('node-')).length;
    const { memory } = nodeInfo();
    const queue = processInfo(worker)?.messageQueueLen ?? 0;
    reply(asked.from, { memory, queue, peersLost: names.length - 1 - peers });
  }
});

/** Does not read its mail. */
const worker = body(function* () {
  yield receive({ kind: 'never' });
});

/** What runs on a node from its boot on. It stays in touch with all others, as a cluster does. */
const boot = body(function* () {
  const idle = spawn(worker, undefined, { name: 'worker' });
  spawn(exporter, idle, { name: 'exporter' });
  for (;;) {
    for (const node of names) send({ name: 'nobody', node }, 'hello');
    yield sleep(1_000);
  }
});

/** Reads all exporters at once, every ten seconds. */
const reader = body(function* (forMs: number) {
  for (let t = tickMs; t <= forMs; t += tickMs) {
    yield sleep(tickMs);
    const isUp = new Set(nodes());
    for (const node of names) spawn(readOne, { node, t, isUp: isUp.has(node) });
  }
});

const readOne = body(function* (it: { node: string; t: number; isUp: boolean }) {
  const { node, t } = it;
  observe({ t, node, metric: 'up', value: it.isUp ? 1 : 0 });
  const answer = (yield call({ name: 'exporter', node }, 'read', 5_000)) as {
    readonly kind: string;
    readonly value: { readonly memory: number; readonly queue: number; readonly peersLost: number };
  };
  if (answer.kind !== 'ok') return;
  const { memory, queue, peersLost } = answer.value;
  observe({ t, node, metric: 'memory', value: memory / percentBytes });
  observe({ t, node, metric: 'queue', value: queue });
  observe({ t, node, metric: 'peersLost', value: peersLost });
});

function played({ forMs, inflict }: Case): Sample[] {
  const system = new System({
    seed: 7,
    nodes: [{ name: 'ops' }, ...names.map((name) => ({ name, memoryMB }))],
    trace: false,
  });
  for (const name of names) bootOn(system, name);
  system.spawnOn('ops', reader, forMs, { name: 'reader' });
  inflict(system);
  const result = system.run({ untilMs: forMs + tickMs });
  if (result.kind === 'stopped') throw new Error(result.stop.message);
  const samples = system.observations.map(({ value }) => value as Sample);
  // How old the data are is reckoned by whoever asks for them.
  const answered = new Set(
    samples.filter(({ metric }) => metric === 'memory').map(({ node, t }) => `${node} ${t}`),
  );
  const ages = names.flatMap((node) => {
    let last = 0;
    return Array.from({ length: forMs / tickMs }, (_, index): Sample => {
      const t = (index + 1) * tickMs;
      if (answered.has(`${node} ${t}`)) last = t;
      return { t, node, metric: 'scrapeAge', value: (t - last) / 1000 };
    });
  });
  return [...samples, ...ages];
}

/** Starts what a node runs. */
function bootOn(system: System, name: string): void {
  system.spawnOn(name, boot, undefined, { name: 'boot' });
}

function compare(it: Case, node: string): { readonly model: Series; readonly real: Series } {
  return {
    model: seriesOf(modelled(it), node, it.forMs),
    real: seriesOf(played(it), node, it.forMs),
  };
}

/** The readings at which two series tell different things, NaN being no reading. */
function differing(
  { model, real }: ReturnType<typeof compare>,
  metric: Metric,
  within: (value: number) => number = () => 0,
): number[] {
  const one = model.get(metric) ?? [];
  const other = real.get(metric) ?? [];
  expect(one.length).toBe(other.length);
  return one.flatMap((value, index) => {
    const against = other[index] ?? NaN;
    const isSame = Number.isNaN(value)
      ? Number.isNaN(against)
      : Math.abs(value - against) <= within(value);
    return isSame ? [] : [index];
  });
}

const minute = 60_000;

describe('telemetry', () => {
  test('a leak: memory to a point, and the death within one reading', () => {
    const it: Case = {
      forMs: 60 * minute,
      atMs: 5_000,
      lastsMs: 70 * minute,
      what: { kind: 'leak', node: 'node-1', percentPerMin: 0.8 },
      inflict: (system) => {
        // What it uses on any day, and then the leak.
        system.leak('node-1', 55);
        system.at(1_050, () => system.leak('node-1', 0));
        system.at(5_000, () => system.leak('node-1', 0.8 / 60));
      },
    };
    const both = compare(it, 'node-1');
    const dies = (series: Series): number =>
      (series.get('memory') ?? []).findIndex((value) => Number.isNaN(value));
    expect(dies(both.model)).toBeGreaterThan(0);
    expect(Math.abs(dies(both.model) - dies(both.real))).toBeLessThanOrEqual(1);
    const alive = Math.min(dies(both.model), dies(both.real));
    const unlike = differing(both, 'memory', () => noise.memory + 0.5);
    expect(unlike.filter((index) => index < alive)).toEqual([]);
  });

  test('a mailbox: its length within one reading', () => {
    const feeder = body(function* () {
      for (;;) {
        for (let index = 0; index < 20; index++) send({ name: 'worker', node: 'node-2' }, 'more');
        yield sleep(100);
      }
    });
    const it: Case = {
      forMs: 4 * minute,
      atMs: 5_000,
      lastsMs: 10 * minute,
      what: { kind: 'mailbox', node: 'node-2', perS: 200 },
      inflict: (system) => {
        system.at(5_000, () => system.spawnOn('node-3', feeder, undefined));
      },
    };
    const both = compare(it, 'node-2');
    // A tick of the generator has the arrivals of all its ten seconds.
    const aTick = (tickMs / 1000) * 200;
    const unlike = differing(both, 'queue', (value) => value * 0.01 + aTick + noise.queue);
    expect(unlike).toEqual([]);
    expect(both.real.get('queue')?.at(-1)).toBeGreaterThan(40_000);
  });

  test('a crash and the restart: who is up, and whom the others have lost, within one reading', () => {
    const it: Case = {
      forMs: 8 * minute,
      atMs: 65_000,
      lastsMs: 4 * minute,
      what: { kind: 'crash', node: 'node-3' },
      inflict: (system) => {
        system.at(65_000, () => system.crash('node-3'));
        system.at(65_000 + 4 * minute, () => {
          system.restart('node-3');
          bootOn(system, 'node-3');
        });
      },
    };
    expect(changes(compare(it, 'node-3'), 'up')).toBeLessThanOrEqual(2);
    expect(changes(compare(it, 'node-3'), 'scrapeAge', 10)).toBeLessThanOrEqual(2);
    expect(changes(compare(it, 'node-1'), 'peersLost')).toBeLessThanOrEqual(2);
  });

  test('a split: seen on both sides within one reading, and over when it is healed', () => {
    const far = ['node-2', 'node-3'];
    const it: Case = {
      forMs: 5 * minute,
      atMs: 65_000,
      lastsMs: 90_000,
      what: { kind: 'split', nodes: far },
      inflict: (system) => {
        system.at(65_000, () => void system.partition(['ops', 'node-1'], far));
        system.at(155_000, () => system.heal());
      },
    };
    expect(changes(compare(it, 'node-2'), 'up')).toBeLessThanOrEqual(2);
    expect(changes(compare(it, 'node-2'), 'scrapeAge', 10)).toBeLessThanOrEqual(2);
    expect(changes(compare(it, 'node-1'), 'peersLost')).toBeLessThanOrEqual(2);
  });
});

/** In how many readings the two are not the same: one at the begin and one at the end are the price of a tick. */
function changes(both: ReturnType<typeof compare>, metric: Metric, within = 0): number {
  const values = new Set(both.model.get(metric));
  // Something has to happen in what is compared.
  expect(values.size).toBeGreaterThan(1);
  return differing(both, metric, () => within).length;
}

/**
 * The fluid of s8-blueprint held against the runtime: real processes that keep queues and do work serve the same demand,
 * and what comes of it is compared. The brief says what of this a learner should know.
 */
import { describe, expect, test } from 'vitest';
import { Draw } from '#grader/draw.ts';
import { now, receive, self, send, work } from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { System } from '#runtime/system.ts';
import { body } from '#runtime/test-system.ts';
import { capacity } from './s8-blueprint/plant.ts';
import { Cluster, tiers } from './s8-blueprint/world/cluster.ts';
import type { Counts } from './s8-blueprint/world/types.ts';

const counts: Counts = { web: 3, shop: 6, data: 2 };

/** Three tiers of a small town: calm, busy, too much for `shop`, and calm again. */
const phases = [
  { name: 'calm', rate: 440, seconds: 20 },
  { name: 'busy', rate: 640, seconds: 20 },
  { name: 'too much', rate: 1_000, seconds: 12 },
  { name: 'after', rate: 440, seconds: 18 },
] as const;
type Phase = (typeof phases)[number]['name'];

interface Request {
  readonly at: number;
  /** How long each tier works on it. */
  readonly workMs: readonly number[];
  readonly arrivedMs: number;
}
interface Done {
  readonly at: number;
  readonly ms: number;
}

/** What came of the same demand. */
interface Outcome {
  served: number;
  failed: number;
  /** Second by second, of each phase. */
  readonly p99Ms: Map<Phase, number>;
  readonly queue: Map<Phase, number>;
}

/** A tier: its nodes are processes that work, one request each; the queue before them is bounded. */
function tierOf(
  index: number,
  next: Pid | null,
  log: Log,
): () => Generator<unknown, unknown, unknown> {
  const tier = tiers[index] ?? 'web';
  const n = counts[tier];
  const queueMax = 2 * capacity(tier, n);
  const node = body(function* (boss: Pid) {
    for (;;) {
      const request = (yield receive()) as Request;
      yield work(request.workMs[index] ?? 0);
      if (next === null) log.done.push({ at: request.at, ms: now() - request.arrivedMs });
      else send(next, { request });
      send(boss, { idle: self() });
    }
  });
  return function* () {
    const idle: Pid[] = [];
    const queue: Request[] = [];
    for (let started = 0; started < n; started++)
      idle.push(log.system.spawnOn('town', node, self()));
    for (;;) {
      const { request, idle: pid } = (yield receive()) as { request?: Request; idle?: Pid };
      if (pid !== undefined) idle.push(pid);
      if (request !== undefined) {
        if (queue.length < queueMax) queue.push(request);
        else log.failed.push(request.at);
      }
      const free = queue.length > 0 ? idle.pop() : undefined;
      const first = free === undefined ? undefined : queue.shift();
      if (free !== undefined && first !== undefined) send(free, first);
      log.queues[index] = queue.length;
    }
  };
}

interface Log {
  readonly system: System;
  readonly done: Done[];
  readonly failed: number[];
  readonly queues: number[];
}

function phaseOf(at: number): Phase {
  let until = 0;
  for (const { name, seconds } of phases) {
    until += seconds;
    if (at < until) return name;
  }
  return 'after';
}
const seconds = phases.reduce((all, phase) => all + phase.seconds, 0);
const rateAt = (at: number): number => phases.find(({ name }) => name === phaseOf(at))?.rate ?? 0;

/** The runtime: requests arrive by chance (Poisson), and take as long as chance has it (exponential). */
function played(seed: number): Outcome {
  const system = new System({ seed, nodes: [{ name: 'town', cores: 64 }], trace: false });
  const log: Log = { system, done: [], failed: [], queues: [] };
  let next: Pid | null = null;
  for (const index of [2, 1, 0]) next = system.spawnOn('town', body(tierOf(index, next, log)));
  const first = next;
  const draw = new Draw(`fluid/${seed}`);
  const meanMs = tiers.map((tier) => (1000 * counts[tier]) / capacity(tier, counts[tier]));
  const queues = new Map<Phase, number[]>();
  for (let ms = 0, count = 0; ms < seconds * 1000; count++) {
    const one = draw.of(count);
    ms += one.of('gap').exponential(1000 / rateAt(Math.floor(ms / 1000)));
    const workMs = meanMs.map((mean, index) => one.of(index).exponential(mean));
    const arrivedMs = ms;
    system.at(ms, () => {
      if (first !== null)
        system.send(first, { request: { at: Math.floor(arrivedMs / 1000), workMs, arrivedMs } });
    });
  }
  for (let at = 0; at < seconds; at++) {
    system.at(at * 1000 + 999, () => {
      const known = queues.get(phaseOf(at)) ?? [];
      known.push(log.queues.reduce((all, length) => all + length, 0));
      queues.set(phaseOf(at), known);
    });
  }
  const result = system.run({ untilMs: seconds * 1000 });
  expect(result.kind).not.toBe('stopped');
  const p99Ms = new Map<Phase, number>();
  for (const { name } of phases) {
    const slowest = log.done
      .filter(({ at }) => phaseOf(at) === name)
      .map(({ ms }) => ms)
      .toSorted((a, b) => b - a);
    p99Ms.set(name, slowest[Math.floor(slowest.length / 100)] ?? 0);
  }
  const queue = new Map([...queues].map(([name, lengths]) => [name, mean(lengths)]));
  return { served: log.done.length, failed: log.failed.length, p99Ms, queue };
}

/** The fluid, over the same seconds. */
function flowed(): Outcome {
  const cluster = new Cluster(counts, capacity);
  const outcome: Outcome = { served: 0, failed: 0, p99Ms: new Map(), queue: new Map() };
  for (const [at] of Array.from({ length: seconds }).entries()) {
    const second = cluster.second(at, rateAt(at));
    outcome.failed += second.failed;
    outcome.served += second.cpu.data * capacity('data', counts.data);
    const phase = phaseOf(at);
    outcome.p99Ms.set(phase, Math.max(outcome.p99Ms.get(phase) ?? 0, second.p99Ms));
    const backlog = second.queue.web + second.queue.shop + second.queue.data;
    const length = phases.find(({ name }) => name === phase)?.seconds ?? 1;
    outcome.queue.set(phase, (outcome.queue.get(phase) ?? 0) + backlog / length);
  }
  return outcome;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

describe('the fluid of s8-blueprint, against processes with queues', () => {
  const fluid = flowed();
  const real = [1, 2, 3].map(played);
  /** By how much the fluid differs from the mean of three plays. */
  const off = (of: (outcome: Outcome) => number): number =>
    Math.abs(of(fluid) / mean(real.map(of)) - 1);
  const p99 = (phase: Phase): number => off((outcome) => outcome.p99Ms.get(phase) ?? 0);

  test('served: within 2 %', () => {
    expect(off(({ served }) => served)).toBeLessThan(0.02);
  });

  test('failed: within 15 %, and nothing but in the overload', () => {
    expect(fluid.failed).toBeGreaterThan(1_000);
    expect(off(({ failed }) => failed)).toBeLessThan(0.15);
  });

  test('waiting in the overload: within 10 %', () => {
    expect(off(({ queue }) => queue.get('too much') ?? 0)).toBeLessThan(0.1);
  });

  test('p99: within 15 % in calm and in overload, within a third near the knee, where it is too kind', () => {
    expect(p99('calm')).toBeLessThan(0.15);
    expect(p99('too much')).toBeLessThan(0.15);
    expect(p99('busy')).toBeLessThan(0.33);
  });
});

/**
 * How the cost of one event grows with the number of processes and of nodes. What is n log n in all is log n for one
 * event, and a larger memory is slower to reach; what is quadratic would be a thousand times dearer in the end.
 */
import { random, receive, send } from '#runtime/index.ts';
import { any } from '#runtime/pattern.ts';
import type { Pid } from '#runtime/pid.ts';
import { System } from '#runtime/system.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import type { Measured } from './workloads.ts';

type Body = Generator<unknown, void, unknown>;

/** Longer than any of these runs: the timeouts are there to be taken back. */
const patienceMs = 1_000_000;
/** How far a token jumps: further than caches reach, and around the whole ring. */
const stride = 7_919;

/** Hops that a run has left, and who there is: the bench's own, so that processes need not be told. */
let left = 0;
let everybody: readonly Pid[] = [];

const member = nativeFunction(function* member(index: number): Body {
  const next = (index + stride) % everybody.length;
  for (;;) {
    yield receive(any, patienceMs);
    if (left <= 0) return;
    left -= 1;
    send(everybody[next] as Pid, 'token');
  }
});

/** How many others a node talks to: a mesh in which everybody talks to everybody has n² connections to hold. */
const acquaintances = 16;

const wanderer = nativeFunction(function* wanderer(index: number): Body {
  for (;;) {
    yield receive();
    if (left <= 0) return;
    left -= 1;
    const far = 1 + Math.floor(random() * acquaintances) * stride;
    send(everybody[(index + far) % everybody.length] as Pid, 'token');
  }
});

function runUntil(system: System, hops: number): void {
  for (let over = left - hops; over > 0; over = left - hops) system.run({ eventsMax: over });
}

/** Sends tokens to the first processes, lets them make some hops, and times the hops from then on. */
function hop(system: System, tokens: number, first: number, hops: number): Measured {
  system.run({ untilMs: 1 });
  left = first + hops;
  for (const pid of everybody.slice(0, tokens)) system.send(pid, 'token');
  runUntil(system, hops);
  const count = left;
  const begin = performance.now();
  runUntil(system, 0);
  return { count, ms: performance.now() - begin };
}

/** So many processes of one node; a tenth of them have a token that they hand on, all wait with a timeout. */
export function processes(count: number): Measured {
  const system = new System({ seed: 1, nodes: [{ name: 'a', memoryMB: 1e6 }], trace: false });
  everybody = [];
  const pids = Array.from({ length: count }, (_, index) => system.spawnOn('a', member, index));
  everybody = pids;
  return hop(system, Math.ceil(count / 10), count, Math.max(300_000, count));
}

/** So many nodes with a process each, which sends what it gets to one of some others. */
export function nodes(count: number): Measured {
  const names = Array.from({ length: count }, (_, index) => `n-${index}`);
  const system = new System({ seed: 1, nodes: names.map((name) => ({ name })) });
  everybody = names.map((name, index) => system.spawnOn(name, wanderer, index));
  return hop(system, count, 4 * acquaintances * count, 300_000);
}

export const processCounts = [10, 100, 1_000, 10_000, 100_000, 1_000_000];
export const nodeCounts = [2, 10, 100, 1_000];

/**
 * The power of n with which the cost of one event grows, by least squares over the logarithms. From ten to a million,
 * log n is a power of 0.16; slower memory adds as much again.
 */
export function exponentOf(points: readonly (readonly [n: number, cost: number])[]): number {
  const logs = points.map(([n, cost]) => [Math.log(n), Math.log(cost)] as const);
  const mean = (pick: 0 | 1): number =>
    logs.reduce((sum, point) => sum + point[pick], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** A world for the tests of runs and faults: who talks to whom, what of it was heard, and when. */
import { handMade } from './hand-made.ts';
import type { Fault, Operation, Scenario } from './index.ts';
import { world } from './lab.ts';
import { finish } from './mini-lab.ts';
import { numbered } from './plan.ts';
import { player, type PlayOptions } from './play.ts';
import type { RunRecord } from './record.ts';
import type { RunEnd } from './run.ts';

/** `a` sends a number every ten milliseconds to `b` and `c`, which tell what they hear and when by their own clock. */
export const program = handMade({
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

/** That program under one scenario, with everything measured that a probe can. */
export const plainWorld = world({
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

/** A question to `d`, which answers with its clock. */
export function operation(id: string, atMs: number): Operation {
  return { id, atMs, fn: 'ask', args: null, driver: { node: 'd', name: 'driver' } };
}

/** Half a second without chance but that of the faults. */
export function scenarioWith(faults: readonly Fault[], untilMs = 500): Scenario {
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

/** The record of a run that went to its end; throws if it did not. */
export function ran(end: RunEnd): RunRecord {
  if (end.kind !== 'ran') throw new Error(end.stopped.message);
  return end.record;
}

/** Plays the program under these faults. */
export function play(
  faults: readonly Fault[],
  other: Partial<PlayOptions> = {},
  rich = false,
): RunRecord {
  const options = { program, ...other };
  return ran(
    finish(player(options)({ world: plainWorld, scenario: scenarioWith(faults), seed: 7, rich })),
  );
}

/** What an ear puts on record: the message, and what its node's clock said. */
export interface Heard {
  readonly heard: { readonly number?: number; readonly kind?: string };
  readonly clock: number;
}

/** The numbers that a node heard, in order. */
export function numbers(record: RunRecord, node: string): number[] {
  return record
    .seen<Heard>('heard')
    .filter((seen) => seen.node === node)
    .flatMap(({ heard }) => heard.number ?? []);
}

/** Instants at which a node heard something. */
export function instants(record: RunRecord, node: string): number[] {
  return record
    .seen<Heard>('heard')
    .filter((seen) => seen.node === node)
    .map(({ atMs }) => atMs);
}

/** The numbers from `first` to `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** All but those that are missing. */
export function without(all: readonly number[], missing: readonly number[]): number[] {
  return all.filter((number) => !missing.includes(number));
}

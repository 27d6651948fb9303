/** Supervisors against a model of what OTP's documentation says of them, on programs that nobody has thought of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exit, receive, self, send, sleep, spawnLink, supervisor, trapExit } from './index.ts';
import type { ChildCount } from './supervision.ts';
import type { ChildSpec, Strategy } from './child-spec.ts';
import { isPid, type Pid } from './pid.ts';
import type { System } from './system.ts';
import { body, play } from './test-system.ts';

const strategies: readonly Exclude<Strategy, 'simple_one_for_one'>[] = [
  ...(['one_for_one', 'one_for_all', 'rest_for_one'] as const),
];
const restarts = ['permanent', 'transient', 'temporary'] as const;
const reasons = ['normal', 'shutdown', 'kill', 'broken'] as const;
type Restart = (typeof restarts)[number];

/** What becomes of a family of children, told in a few lines. */
class Model {
  /** How often each child has been started, and whether it runs; null once it is forgotten. */
  readonly children: ({ starts: number; runs: boolean } | null)[];
  readonly #strategy: string;
  readonly #restarts: readonly Restart[];

  constructor(strategy: string, types: readonly Restart[]) {
    this.#strategy = strategy;
    this.#restarts = types;
    this.children = types.map(() => ({ starts: 1, runs: true }));
  }

  end(at: number, reason: string): void {
    const child = this.children[at];
    if (!child?.runs) return;
    child.runs = false;
    const restart = this.#restarts[at];
    const isAbnormal = reason === 'kill' || reason === 'broken';
    if (restart === 'temporary') this.children[at] = null;
    if (restart === 'temporary' || (restart === 'transient' && !isAbnormal)) return;
    for (const index of this.children.keys()) {
      const isIn =
        this.#strategy === 'one_for_all' || (this.#strategy === 'rest_for_one' && index > at);
      if (index === at || isIn) this.#startAgain(index, index === at);
    }
  }

  #startAgain(index: number, isCause: boolean): void {
    const child = this.children[index];
    if (child === null || child === undefined) return;
    if (!isCause && this.#restarts[index] === 'temporary') this.children[index] = null;
    else Object.assign(child, { starts: child.starts + 1, runs: true });
  }
}

/** Starts a child that ends as it is told; notes each start. */
function starterOf(starts: Map<number, number>) {
  const child = body(function* () {
    const reason = yield receive();
    if (reason !== 'normal') exit(reason);
  });
  return body(function* (id: number) {
    starts.set(id, (starts.get(id) ?? 0) + 1);
    yield sleep(0);
    return ['ok', spawnLink(child)];
  });
}

function* pidsOf(pid: Pid): Generator<unknown, Map<unknown, unknown>, unknown> {
  const infos = (yield supervisor.whichChildren(pid)) as { id: unknown; pid: unknown }[];
  return new Map(infos.map((info) => [info.id, info.pid]));
}

function* started(spec: Parameters<typeof supervisor.startLink>[0]) {
  const [how, pid] = (yield supervisor.startLink(spec)) as readonly [string, Pid];
  if (how !== 'ok') throw new Error('the supervisor does not start');
  return pid;
}

describe('supervisor', () => {
  test('any strategy, any kinds of children, any ends: who is started again is who should be', () => {
    const ends = fc.tuple(fc.nat(4), fc.constantFrom(...reasons));
    fc.assert(
      fc.property(
        fc.constantFrom(...strategies),
        fc.array(fc.constantFrom(...restarts), { minLength: 1, maxLength: 5 }),
        fc.array(ends, { maxLength: 12 }),
        (strategy, types, deeds) => {
          const model = new Model(strategy, types);
          const starts = new Map<number, number>();
          const start = starterOf(starts);
          const children = types.map((restart, id): ChildSpec => ({
            id,
            start: [start, id],
            restart,
          }));
          const { system, result } = play(function* () {
            const pid = yield* started({ strategy, intensity: 1_000, children });
            for (const [at, reason] of deeds) {
              const child = (yield* pidsOf(pid)).get(at);
              model.end(at, reason);
              if (isPid(child) && reason === 'kill') exit(child, 'kill');
              else if (isPid(child)) send(child, reason);
              yield sleep(10);
              const pids = yield* pidsOf(pid);
              const known = [...pids].map(([id, own]) => [id, isPid(own), starts.get(Number(id))]);
              const wanted = model.children.flatMap((each, id) =>
                each === null ? [] : [[id, each.runs, each.starts]],
              );
              expect(known.toReversed()).toEqual(wanted);
            }
          });
          expect(result.kind).toBe('idle');
          expect(system.crashes.filter(({ process }) => process.name === 'main')).toEqual([]);
        },
      ),
      { seed: 20_261_121, numRuns: 80 },
    );
  });

  test('intensity: gives up with the first restart too many within the period, bounds included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
        fc.nat(3),
        fc.integer({ min: 10, max: 100 }),
        (gaps, intensity, periodMs) => {
          const times: number[] = [];
          let atMs = 0;
          let survived = gaps.length;
          for (const [index, gap] of gaps.entries()) {
            atMs += gap;
            times.push(atMs);
            const within = times.filter((at) => at >= atMs - periodMs).length;
            if (within > intensity && survived === gaps.length) survived = index;
          }
          let restarted = -1;
          const child = body(function* () {
            yield receive();
          });
          const start = body(function* () {
            restarted += 1;
            yield sleep(0);
            return ['ok', spawnLink(child, undefined, { name: 'victim' })];
          });
          const killAll = (system: System): void => {
            for (const at of times) {
              system.at(100 + at, () => {
                const victim = system.node('a').names.get('victim');
                if (victim !== undefined) system.kill(victim.pid);
              });
            }
          };
          play(
            function* () {
              trapExit(true);
              const children = [{ id: 'a', start: [start] as const }];
              const pid = yield* started({ intensity, periodMs, children });
              yield receive({ kind: 'EXIT', from: pid });
            },
            {},
            killAll,
          );
          expect(restarted).toBe(survived);
        },
      ),
      { seed: 20_261_121, numRuns: 80 },
    );
  });

  test('children of one kind: each that ends is started again, though starts fail in between', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.tuple(fc.nat(7), fc.nat(3)), { maxLength: 10 }),
        (count, deeds) => {
          let failures = 0;
          const child = body(function* () {
            yield receive();
          });
          const start = body(function* () {
            yield sleep(0.2);
            failures -= 1;
            return failures >= 0 ? ['error', 'not yet'] : ['ok', spawnLink(child)];
          });
          const counted: ChildCount[] = [];
          play(function* () {
            const pid = yield* started({
              strategy: 'simple_one_for_one',
              intensity: 1_000,
              children: [{ id: 'each', start: [start] }],
            });
            for (let i = 0; i < count; i += 1) yield supervisor.startChild(pid, []);
            for (const [at, fail] of deeds) {
              const infos = (yield supervisor.whichChildren(pid)) as { pid: Pid }[];
              const victims = [infos[at % infos.length]?.pid, infos[0]?.pid];
              failures = fail;
              for (const victim of victims) if (isPid(victim)) exit(victim, 'kill');
              yield sleep(20);
              counted.push((yield supervisor.countChildren(pid)) as ChildCount);
            }
            expect(isPid(self())).toBe(true);
          });
          const all = { specs: 1, active: count, supervisors: 0, workers: count };
          expect(counted).toEqual(deeds.map(() => all));
        },
      ),
      { seed: 20_261_121, numRuns: 80 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { wait } from '#explorables/wait.ts';
import { call, now, receive, reply, self, sendAfter, sleep } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { baseline, baselineOutcome } from './baseline.ts';
import { chanceOf, Storm, type Happening } from './model.ts';
import { explain, goodput, nameOf, outcomeOf, recoveryOf } from './outcome.ts';
import { scene, type Policy } from './scene.ts';

const seeds = [1, 2, 3];
const naive: Policy = { attempts: 3, jitter: false, budget: false, expiry: false };
const storms = new Map<string, Storm>();
/** A whole storm, played once for all tests that only read it. */
const played = (policy: Policy, seed: number): Storm => {
  const { attempts, jitter, budget, expiry } = policy;
  const key = [attempts, jitter, budget, expiry, seed].join();
  const known = storms.get(key);
  if (known !== undefined) return known;
  const storm = new Storm(policy, chanceOf(seed));
  storm.advance(scene.endMs);
  storms.set(key, storm);
  return storm;
};

const meanRecoveryS = (policy: Policy): number => {
  let total = 0;
  for (const seed of seeds) total += outcomeOf(played(policy, seed)).recoveredAfterS ?? Infinity;
  return total / seeds.length;
};
const requestsOf = (policy: Policy): number[] =>
  played(policy, 3).seconds.map((each) => each.requests);

describe('retry storm: figures of the calibration (three seeds of an independent model)', () => {
  // amplification 1.00, 2.9, 4.8, 2.9, 1.10; recovery after 14 to 30 s, never, or at once
  const table: readonly [string, Policy, number, [number, number] | null][] = [
    ['no retry', { ...naive, attempts: 1 }, 1, [12, 18]],
    ['3 attempts at once', naive, 2.9, null],
    ['5 attempts at once', { ...naive, attempts: 5 }, 4.75, null],
    ['3 with jitter', { ...naive, jitter: true }, 2.9, null],
    ['3 with jitter and budget', { ...naive, jitter: true, budget: true }, 1.1, [20, 31]],
    [
      '3 with jitter, budget and expiry',
      { attempts: 3, jitter: true, budget: true, expiry: true },
      1.1,
      [0, 1],
    ],
    ['3 at once, expiry alone', { ...naive, expiry: true }, 2.9, null],
    ['no retry, expiry', { ...naive, attempts: 1, expiry: true }, 1, [0, 2]],
  ];
  test.each(table)('%s', (...[, policy, amplification, recovery]) => {
    for (const seed of seeds) {
      const outcome = outcomeOf(played(policy, seed));
      expect(outcome.amplification).toBeGreaterThan(amplification - 0.06);
      expect(outcome.amplification).toBeLessThan(amplification + 0.06);
      if (recovery === null) {
        expect(outcome.recoveredAfterS).toBeNull();
        expect(outcome.goodputAfter).toBeLessThan(12);
      } else {
        expect(outcome.recoveredAfterS).toBeGreaterThanOrEqual(recovery[0]);
        expect(outcome.recoveredAfterS).toBeLessThanOrEqual(recovery[1]);
      }
    }
  });
  test('calm goodput without any retry is 92 % of what is asked: e^-2.5 of the services outlast the timeout', () => {
    for (const seed of seeds) {
      const storm = played({ ...naive, attempts: 1 }, seed);
      let requests = 0;
      for (const second of storm.seconds.slice(0, 20)) requests += second.requests;
      const share = (goodput(storm.seconds, 0, 20) * 20) / requests;
      expect(Math.abs(share - 0.918)).toBeLessThan(0.02);
    }
  });
});

describe('retry storm: what the reader is to discover', () => {
  test('jitter alone helps nothing: same amplification, still no recovery', () => {
    for (const seed of seeds) {
      const without = outcomeOf(played(naive, seed));
      const withJitter = outcomeOf(played({ ...naive, jitter: true }, seed));
      expect(withJitter.amplification).toBeCloseTo(without.amplification, 1);
      expect(recoveryOf(without)).toBe('never');
      expect(recoveryOf(withJitter)).toBe('never');
    }
  });
  test('the budget lets it recover, expired work makes it wait, and dropping that ends the wait', () => {
    for (const seed of seeds) {
      const budget = outcomeOf(played({ ...naive, jitter: true, budget: true }, seed));
      const expiry = outcomeOf(
        played({ attempts: 3, jitter: true, budget: true, expiry: true }, seed),
      );
      expect(recoveryOf(budget)).toBe('later');
      expect(recoveryOf(expiry)).toBe('at once');
      expect(budget.wasted).toBeGreaterThan(0.4);
      expect(expiry.wasted).toBe(0);
      expect(expiry.goodputAfter).toBeGreaterThan(180);
    }
  });
  test("the chapter's fluid arithmetic agrees: 15 s of backlog without retries, 26 s with the budget", () => {
    expect(
      Math.abs(meanRecoveryS({ ...naive, attempts: 1 }) - ((200 - 150) * 30) / (300 - 200)),
    ).toBeLessThan(2);
    expect(
      Math.abs(
        meanRecoveryS({ ...naive, jitter: true, budget: true }) - ((220 - 150) * 30) / (300 - 220),
      ),
    ).toBeLessThan(2);
  });
  test('three seconds into the brown-out the answers have stopped coming in time', () => {
    for (const seed of seeds) {
      const { seconds } = played({ ...naive, attempts: 1 }, seed);
      expect(goodput(seconds, 20, 21)).toBeGreaterThan(50);
      expect(goodput(seconds, 23, 50)).toBeLessThan(3);
    }
  });
  test('almost nobody gets an answer in time during the brown-out, even with budget and expiry', () => {
    for (const seed of seeds) {
      const { seconds } = played({ attempts: 3, jitter: true, budget: true, expiry: true }, seed);
      expect(goodput(seconds, 25, 50)).toBeLessThan(20);
    }
  });
});

describe('retry storm: the model', () => {
  test('the same seed and policy give the same run, however it is sliced', () => {
    const whole = played(naive, 7);
    const sliced = new Storm(naive, chanceOf(7));
    for (let ms = 0; ms <= scene.endMs; ms += 333) sliced.advance(ms);
    sliced.advance(scene.endMs);
    expect(sliced.seconds).toEqual(whole.seconds);
  });
  test('the same customers come whatever the policy', () => {
    expect(requestsOf(naive)).toEqual(requestsOf({ ...naive, attempts: 1, expiry: true }));
  });
  test('the run that the page shows first is the run without retries, seed 1', () => {
    const storm = played({ ...naive, attempts: 1 }, 1);
    expect(baseline).toEqual(storm.seconds);
    const outcome = outcomeOf(storm);
    expect(baselineOutcome).toEqual({
      ...outcome,
      wasted: Math.round(outcome.wasted * 1000) / 1000,
    });
  });
  test('every policy has a name and an explanation with its own figures', () => {
    const policy = { ...naive, jitter: true };
    expect(nameOf(policy)).toBe('3 attempts, full jitter');
    expect(explain(policy, outcomeOf(played(policy, 1)))).toContain('577 a second');
  });
});

/** By request, attempt and what happened; each of these happens at most once. */
const inOrder = (happenings: readonly Happening[]): Map<string, number> =>
  new Map(
    happenings
      .map(({ atMs, request, attempt, what }): [string, number] => [
        `attempt ${attempt} of request ${request} ${what}`,
        atMs,
      ])
      .sort(([left], [right]) => left.localeCompare(right)),
  );

describe('retry storm: the model and the runtime tell the same story', () => {
  /** Arrival instants, and the services in the order in which attempts get a slot. */
  interface Script {
    readonly arrivals: readonly number[];
    readonly services: readonly number[];
  }

  function inModel({ arrivals, services }: Script, policy: Policy): Happening[] {
    const lines: Happening[] = [];
    const gaps = [...arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0)), Infinity];
    const left = [...services];
    const storm = new Storm(
      policy,
      {
        gapMs: () => gaps.shift() ?? Infinity,
        serviceMs: () => left.shift() ?? Infinity,
        jitter: () => 0,
      },
      (happening) => lines.push(happening),
    );
    storm.advance(30_000);
    return lines;
  }

  /** The same as processes of one node: customers, and a desk that holds the queue and the slots. */
  function inRuntime(
    { arrivals, services }: Script,
    policy: Policy,
    brownOutFromMs: number,
  ): Happening[] {
    const system = new System({ seed: 1, nodes: [{ name: 'papertrain' }] });
    const lines: Happening[] = [];
    const tell = (request: number, attempt: number, what: Happening['what']): void => {
      lines.push({ atMs: system.nowMs, request, attempt, what });
    };
    interface Ask {
      readonly from: unknown;
      readonly request: {
        readonly request: number;
        readonly attempt: number;
        readonly since: number;
      };
    }
    const left = [...services];
    const desk = function* () {
      const queue: Ask[] = [];
      let busy = 0;
      for (;;) {
        const message = yield* wait<Ask & { readonly kind: 'call' | 'free' }>(receive());
        if (message.kind === 'free') {
          busy--;
          reply(message.from, 'done');
        } else queue.push(message);
        const slots = now() >= brownOutFromMs ? scene.slotsInBrownOut : scene.slots;
        while (busy < slots) {
          const ask = queue.shift();
          if (ask === undefined) break;
          const { request, attempt, since } = ask.request;
          if (policy.expiry && now() - since > scene.attemptTimeoutMs) {
            tell(request, attempt, 'expired');
            continue;
          }
          busy++;
          tell(request, attempt, 'served');
          sendAfter(left.shift() ?? 1e9, self(), { kind: 'free', from: ask.from });
        }
      }
    };
    const customer = function* ({
      request,
      at,
    }: {
      readonly request: number;
      readonly at: number;
    }) {
      yield* wait(sleep(at));
      for (let attempt = 1; attempt <= policy.attempts; attempt++) {
        tell(request, attempt, 'sent');
        const asking = { request, attempt, since: now() };
        const { kind } = yield* wait<{ readonly kind: string }>(
          call('desk', asking, scene.attemptTimeoutMs),
        );
        tell(request, attempt, kind === 'ok' ? 'answered' : 'timed out');
        if (kind === 'ok') return;
      }
    };
    system.spawnOn('papertrain', desk, null, { name: 'desk' });
    arrivals.forEach((at, index) =>
      system.spawnOn('papertrain', customer, { request: index + 1, at }),
    );
    system.run({ untilMs: 30_000 });
    return lines;
  }

  // 160 customers in 0.8 s, from 20 s on, when 30 slots are left; services that differ, none a multiple of another.
  const arrivals = Array.from({ length: 160 }, (_, index) => 20_003 + index * 5.0137);
  const services = Array.from(
    { length: 500 },
    (_, index) => 150.3 + ((index * 67) % 331) * 1.00071,
  );
  test.each([
    ['no retries', { ...naive, attempts: 1 }],
    ['three attempts', naive],
    ['three attempts and expiry', { ...naive, expiry: true }],
  ])('%s: the same attempts are sent, served, expired, answered and given up', (_, policy) => {
    const script = { arrivals, services };
    const model = inOrder(inModel(script, policy));
    const runtime = inOrder(inRuntime(script, policy, scene.brownOutFromMs));
    expect(model.size).toBeGreaterThan(400);
    expect([...runtime.keys()]).toEqual([...model.keys()]);
    // Local messages of the runtime take a microsecond each.
    for (const [what, atMs] of model)
      expect(Math.abs((runtime.get(what) ?? 0) - atMs)).toBeLessThan(0.1);
    if (policy.expiry)
      expect([...model.keys()].some((each) => each.endsWith('expired'))).toBe(true);
  });
});

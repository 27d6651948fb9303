/** The worlds: what comes, what goes wrong, and until when. */
import { operationsAt, slow, type Draw, type Scenario, type TimeWindow } from '#grader/index.ts';
import { arrivals, crashing, home, payment, settling } from './home.ts';

/** A hundred at once, on fifty slots. */
export const burstAtMs = 10;
export const burstCount = 100;

export function burst(draw: Draw): Scenario {
  return home({ attempts: 1, workload: hundred(burstAtMs, draw), untilMs: 3_000 });
}

function hundred(atMs: number, draw: Draw): Scenario['workload'] {
  return operationsAt(
    Array.from({ length: burstCount }, () => atMs),
    draw.of('burst'),
    payment,
  );
}

/** Two at the same instant, again and again, while there is about one slot to be had. */
export function pairs(draw: Draw): Scenario {
  const instants = Array.from({ length: 100 }, (_, index) => 10 + index * 8);
  return home({
    attempts: 1,
    workload: operationsAt(
      instants.flatMap((atMs) => [atMs, atMs]),
      draw.of('pairs'),
      payment,
    ),
    untilMs: 3_000,
  });
}

/** Sixty workers die, one by one, with a slot in their hands. Before and after it, sixty come at once. */
export const crashCount = 60;
const crashes: TimeWindow = { fromMs: 1_000, untilMs: 4_000 };
export const beforeCrashesMs = 10;
export const afterCrashesMs = 5_000;

export function crashesNight(draw: Draw): Scenario {
  const usual = { ratePerS: 150, fromMs: 700, untilMs: crashes.untilMs };
  const gapMs = (crashes.untilMs - crashes.fromMs) / crashCount;
  const every = Array.from({ length: crashCount }, (_, index) => index);
  // The most urgent of all: nobody keeps a slot from them for somebody else.
  const sixty = (kind: string, atMs: number): Scenario['workload'] =>
    every.map((index) => settling(`${kind}-${index + 1}`, atMs));
  return home({
    attempts: 1,
    workload: [
      ...sixty('first', beforeCrashesMs),
      ...arrivals([usual], draw.of('usual')),
      ...every.map((index) => crashing(index, crashes.fromMs + index * gapMs)),
      ...sixty('again', afterCrashesMs),
    ].toSorted((left, right) => left.atMs - right.atMs),
    untilMs: afterCrashesMs + 1_000,
  });
}

/**
 * Vote night, cut short. The rates, the slots and the deadline are those of a night of two minutes, but the surge lasts
 * 1.5 s and not 30: a queue of a thousand is full after 0.6 s of it, and what happens then lasts as long as one looks.
 */
export const surge: TimeWindow = { fromMs: 1_000, untilMs: 2_500 };
/** When every queue has filled, and until those who came last in the surge are through. */
export const inSurge: TimeWindow = { fromMs: 1_750, untilMs: 3_000 };
/** When those who came in the surge and were sent away three times have left. */
export const surgeJudgedMs = 3_500;
/** When the surge is long over, and the last who came in it have tried for the third time. */
export const afterSurge: TimeWindow = { fromMs: 9_500, untilMs: 11_000 };
export const usualPerS = 200;
const surgePerS = 2_000;

export function voteNight(draw: Draw): Scenario {
  const untilMs = afterSurge.untilMs + 500;
  return home({
    attempts: 3,
    workload: arrivals(
      [
        { ratePerS: usualPerS, fromMs: 0, untilMs: surge.fromMs },
        { ratePerS: surgePerS, ...surge },
        { ratePerS: usualPerS, fromMs: surge.untilMs, untilMs },
      ],
      draw.of('votes'),
    ),
    untilMs: untilMs + 1_000,
  });
}

/** PayHub takes four times as long: 62.5 a second, and nobody says so. */
export const slowness: TimeWindow = { fromMs: 1_000, untilMs: 9_000 };
export const slowFactor = 4;
/** From when on every queue that will fill has filled. */
export const inSlowness: TimeWindow = { fromMs: 4_000, untilMs: 9_000 };

export function slowNight(draw: Draw): Scenario {
  return home({
    attempts: 3,
    workload: arrivals(
      [{ ratePerS: usualPerS, fromMs: 0, untilMs: slowness.untilMs }],
      draw.of('usual'),
    ),
    faults: [
      slow({
        label: 'E',
        dependency: { node: 'payhub', name: 'payhub' },
        factor: slowFactor,
        ...slowness,
      }),
    ],
    untilMs: slowness.untilMs + 500,
  });
}

/** The telephone lines open: from 200 a second to 4,000 within half a second. */
export const ramp: TimeWindow = { fromMs: 1_000, untilMs: 1_500 };
const rampPerS = 4_000;
const rampStepMs = 25;
/** It stays there for half a second: by then every line has filled, and a hundred and fifty want to finish a payment. */
export const rampEndsMs = 2_000;

export function rampNight(draw: Draw): Scenario {
  const steps = Array.from({ length: (ramp.untilMs - ramp.fromMs) / rampStepMs }, (_, index) => {
    const fromMs = ramp.fromMs + index * rampStepMs;
    const part = (fromMs + rampStepMs / 2 - ramp.fromMs) / (ramp.untilMs - ramp.fromMs);
    const ratePerS = usualPerS + part * (rampPerS - usualPerS);
    return { ratePerS, fromMs, untilMs: fromMs + rampStepMs };
  });
  return home({
    attempts: 1,
    workload: arrivals(
      [
        { ratePerS: usualPerS, fromMs: 0, untilMs: ramp.fromMs },
        ...steps,
        { ratePerS: rampPerS, fromMs: ramp.untilMs, untilMs: rampEndsMs },
      ],
      draw.of('lines'),
    ),
    untilMs: rampEndsMs + 2_100,
  });
}

/**
 * Nobody has agreed on a number: PayHub takes whatever comes, and beyond fifty all of it gets slower. From the middle on
 * it is four times as slow. The regulator is told that it has a thousand slots.
 */
const unknownSlow: TimeWindow = { fromMs: 4_500, untilMs: 8_000 };
/** When whoever looks for a limit has had time to find it: as it is, and when it has changed. */
export const found: TimeWindow = { fromMs: 3_250, untilMs: 4_500 };
export const foundAgain: TimeWindow = { fromMs: 6_500, untilMs: 8_000 };
const unknownPerS = 600;

export function unknownNight(draw: Draw): Scenario {
  const { untilMs } = unknownSlow;
  return home({
    attempts: 1,
    beyond: 'slower',
    other: { slots: 1_000 },
    workload: arrivals([{ ratePerS: unknownPerS, fromMs: 0, untilMs }], draw.of('unknown')),
    faults: [
      slow({
        label: 'H',
        dependency: { node: 'payhub', name: 'payhub' },
        factor: slowFactor,
        ...unknownSlow,
      }),
    ],
    untilMs,
  });
}

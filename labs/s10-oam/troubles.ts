/** A month of check-outs: six incidents, forty blips, thirty nightly jobs. A seed moves them and draws the noise. */
import type { Draw } from '#grader/index.ts';
import type { Month, Trouble } from './world/plan.ts';

export const dayMin = 1_440;
export const minutes = 30 * dayMin;
export const perMin = 1_000;
export const slo = 0.999;

/** An incident: what it is, and how soon somebody must know. */
export interface Incident {
  readonly id: string;
  readonly words: string;
  /** Before the seed moves it. */
  readonly aboutMin: number;
  readonly forMin: number;
  readonly share: number;
  readonly perMin: number;
  readonly tells: 'page' | 'ticket';
  readonly withinMin: number;
}

/**
 * Over 700 months the reference pages after at most 4 min (I1), 0 (I2), 31 (I3), 306 (I4) and 1 (I6), and writes the
 * ticket for I5 within 19.6 h. The fast rule alone (m04) never sees I4, averages (m12) never see I6. At 0.7 %, I4 took
 * up to 330 min, too near to its six hours.
 */
export const incidents: readonly Incident[] = [
  incident('I1', '20 % fail, for 10 min', { about: 5_000, lasts: 10, share: 0.2, within: 6 }),
  incident('I2', 'everything fails, for 3 min', { about: 12_000, lasts: 3, share: 1, within: 2 }),
  incident('I4', '0.75 % fail, for 12 h', {
    about: 20_000,
    lasts: 720,
    share: 0.0075,
    within: 360,
  }),
  {
    ...incident('I5', '0.3 % fail, for 3 days', {
      about: 30_000,
      lasts: 4_320,
      share: 0.003,
      within: dayMin,
    }),
    tells: 'ticket',
  },
  {
    ...incident('I6', '20 times the traffic for 3 min, 4 % of it fail', {
      about: 36_000,
      lasts: 3,
      share: 0.04,
      within: 3,
    }),
    perMin: 20 * perMin,
  },
  incident('I3', '3 % fail, for 45 min', { about: 38_000, lasts: 45, share: 0.03, within: 40 }),
];

function incident(
  id: string,
  words: string,
  it: {
    readonly about: number;
    readonly lasts: number;
    readonly share: number;
    readonly within: number;
  },
): Incident {
  const { about: aboutMin, lasts: forMin, share, within: withinMin } = it;
  return { id, words, aboutMin, forMin, share, perMin, tells: 'page', withinMin };
}

/** A page within so long after an incident is still about it. */
export const afterMin = 360;
/** Two blips are at least so far apart: three in an hour would be an incident. */
const blipsApartMin = 45;
/** No blip is so near to an incident, I5 apart: what is measured is the incident. */
const clearMin = 60;
const movedMin = 600;

/** The month of a seed. */
export function monthOf(draw: Draw, seed: number): Month {
  const moves = draw.of('incidents');
  const big = incidents.map(
    ({ id, aboutMin, forMin, share, perMin: rate, withinMin }): Trouble => ({
      id,
      fromMin: aboutMin + moves.of(id).integer(-movedMin, movedMin),
      forMin,
      share,
      perMin: rate,
      afterMin,
      readAtMin: withinMin,
    }),
  );
  const small = { perMin, afterMin: 30, readAtMin: -1 };
  const nights = Array.from({ length: 30 }, (_, day): Trouble => ({
    ...small,
    id: `night-${day + 1}`,
    fromMin: day * dayMin + 120,
    forMin: 20,
    share: 0.005,
  }));
  const blips = blipMinutes(draw.of('blips'), big).map((fromMin, index): Trouble => ({
    ...small,
    id: `blip-${index + 1}`,
    fromMin,
    forMin: 1,
    share: 0.3,
  }));
  const troubles = [...big, ...nights, ...blips].sort((one, other) => one.fromMin - other.fromMin);
  return { seed, minutes, perMin, baseline: 0.0002, slo, troubles };
}

function blipMinutes(draw: Draw, big: readonly Trouble[]): number[] {
  const chosen: number[] = [];
  while (chosen.length < 40) {
    const minute = draw.integer(0, minutes - 1);
    const isNear = chosen.some((other) => Math.abs(other - minute) < blipsApartMin);
    const isInside = big.some(
      ({ id, fromMin, forMin }) =>
        id !== 'I5' && minute > fromMin - clearMin && minute < fromMin + forMin + clearMin,
    );
    if (!isNear && !isInside) chosen.push(minute);
  }
  return chosen.sort((one, other) => one - other);
}

/**
 * The vertical axis of a space-time diagram: which instants something is drawn at, and how far apart they stand. The
 * distance grows with the logarithm of the time between them, and long waits become breaks.
 */
import type { SpaceTime } from '#grader/verdict.ts';

/** A wait too long to be drawn to scale. */
export interface Break {
  readonly y: number;
  readonly ms: number;
}

/** An instant of the diagram that something is drawn at. */
export interface Instant {
  readonly ms: number;
  /** At the same instant: what arrives comes before what is done, and that before what is sent. */
  readonly rank: number;
  readonly key: string;
}

/** A message falls by at least so much, so that its direction in time can be seen. */
export const slantMin = 15;
const breakFromMs = 1_000;

/** Pixels for the time between two instants. */
export function gapPx(ms: number): number {
  return ms <= 0 ? 0 : 6 + 13 * Math.log10(1 + ms / 0.05);
}

/** All instants of a diagram, in order. */
export function instantsOf(diagram: SpaceTime): Instant[] {
  const instants: Instant[] = [
    { ms: diagram.fromMs, rank: 0, key: 'top' },
    { ms: diagram.untilMs, rank: 9, key: 'bottom' },
  ];
  diagram.arrows.forEach(({ sentMs, arrivedMs }, index) => {
    instants.push({ ms: sentMs, rank: 3, key: `sent${index}` });
    if (arrivedMs !== null && arrivedMs <= diagram.untilMs) {
      // What takes no time still arrives after it was sent.
      instants.push({ ms: arrivedMs, rank: arrivedMs > sentMs ? 1 : 4, key: `arrived${index}` });
    }
  });
  diagram.marks.forEach(({ kind, atMs, untilMs }, index) => {
    instants.push({ ms: atMs, rank: kind === 'breach' ? 6 : 2, key: `mark${index}` });
    if (untilMs !== null && untilMs <= diagram.untilMs) {
      instants.push({ ms: untilMs, rank: 1, key: `until${index}` });
    }
  });
  diagram.lanes.forEach(({ startMs, endMs }, index) => {
    if (startMs > diagram.fromMs) instants.push({ ms: startMs, rank: 0, key: `start${index}` });
    if (endMs !== null && endMs <= diagram.untilMs) {
      instants.push({ ms: endMs, rank: 5, key: `end${index}` });
    }
  });
  return instants.sort((a, b) => a.ms - b.ms || a.rank - b.rank);
}

/** Y of every instant, with `extra` pixels put in before some of them. */
export function placeInstants(
  instants: readonly Instant[],
  diagram: SpaceTime,
  extra: ReadonlyMap<string, number>,
): Map<string, number> {
  const ys = new Map<string, number>();
  let y = 0;
  let ms = instants[0]?.ms ?? 0;
  for (const instant of instants) {
    y += gapPx(instant.ms - ms) + (extra.get(instant.key) ?? 0);
    ms = instant.ms;
    if (instant.key.startsWith('arrived')) {
      const index = Number(instant.key.slice('arrived'.length));
      const arrow = diagram.arrows[index];
      const slant = arrow && arrow.fromLane === arrow.toLane ? 2 * slantMin : slantMin;
      y = Math.max(y, (ys.get(`sent${index}`) ?? 0) + slant);
    }
    ys.set(instant.key, y);
  }
  return ys;
}

/** The waits that are drawn as a break. */
export function placeBreaks(
  instants: readonly Instant[],
  ys: ReadonlyMap<string, number>,
): Break[] {
  return instants.flatMap((instant, index) => {
    const before = instants[index - 1];
    if (before === undefined || instant.ms - before.ms < breakFromMs) return [];
    const y = ((ys.get(before.key) ?? 0) + (ys.get(instant.key) ?? 0)) / 2;
    return [{ y, ms: instant.ms - before.ms }];
  });
}

/**
 * One signal, and an alarm with two levels and two waits that looks at it every ten seconds.
 *
 *     deskOf(signal(), { raise: 85, clear: 75, raiseForS: 60, clearForS: 60 }).pages;
 *
 * The signal is the memory of a node: garbage collection lets it rise from 68 to 83 % and fall again every 7 min 40 s,
 * with noise on top. At 2 h a leak begins, half a per cent a minute, and when the node is full at 95 % it dies and
 * restarts empty. So everything that the alarm says before 2 h is said without a cause.
 */
import { uniform } from '#explorables/random.ts';

export const stepS = 10;
export const endS = 3 * 3_600;
const periodS = 460;
const [floor, rise] = [68, 15];
export const leakFromS = 2 * 3_600;
const leakPerS = 0.5 / 60;
/** A node that is this full is killed. */
export const fullAt = 95;
const emptyAt = 45;

/** The memory of the node in per cent, at every step. */
export interface Signal {
  readonly levels: readonly number[];
  readonly diesAtS: number;
}

/** The signal; always the same one. */
export function signal(): Signal {
  const draw = uniform(3, 7);
  const levels: number[] = [];
  let diesAtS = endS;
  for (let atS = 0; atS < endS; atS += stepS) {
    const noise = (draw() - draw()) * 1.5;
    const tooth = floor + (rise * (atS % periodS)) / periodS;
    const leaked = Math.max(0, atS - leakFromS) * leakPerS;
    const isDead = atS >= diesAtS;
    // After the restart memory fills again, and the leak with it; the three hours are over before it hurts.
    const level = isDead ? emptyAt + (atS - diesAtS) * leakPerS + noise : tooth + leaked + noise;
    if (!isDead && level >= fullAt) diesAtS = atS;
    levels.push(Math.min(level, fullAt));
  }
  return { levels, diesAtS };
}

export interface Settings {
  readonly raise: number;
  readonly clear: number;
  readonly raiseForS: number;
  readonly clearForS: number;
}

export type State = 'clear' | 'pending' | 'raised' | 'clearing';

/** The state after one more sample, and since when the signal has been on the other side. */
interface Desk {
  readonly state: State;
  readonly sinceS: number;
}

/** One step of the alarm: it is raised after `raiseForS` at or above one level, cleared after `clearForS` below the other. */
export function step(
  { state, sinceS }: Desk,
  at: { atS: number; level: number },
  set: Settings,
): Desk {
  const { atS, level } = at;
  const isUp = state === 'raised' || state === 'clearing';
  const leans = isUp ? level < set.clear : level >= set.raise;
  if (!leans) return { state: isUp ? 'raised' : 'clear', sinceS: atS };
  const leansSinceS = state === 'pending' || state === 'clearing' ? sinceS : atS;
  const waitS = isUp ? set.clearForS : set.raiseForS;
  if (atS - leansSinceS >= waitS) return { state: isUp ? 'clear' : 'raised', sinceS: atS };
  return { state: isUp ? 'clearing' : 'pending', sinceS: leansSinceS };
}

export interface Raised {
  readonly fromS: number;
  /** Null: it was still raised at the end. */
  readonly untilS: number | null;
}

export interface Shift {
  readonly raised: readonly Raised[];
  /** Of these: raised before anything was wrong. */
  readonly causeless: number;
  /** Seconds between the page for the leak and the death of the node; null if nobody was paged for it. */
  readonly noticeS: number | null;
  /** The alarm was already raised, for nothing, when the leak began, so nobody was told of it. */
  readonly isDeaf: boolean;
}

/** What the alarm did in three hours. */
export function deskOf({ levels, diesAtS }: Signal, settings: Settings): Shift {
  const raised: { fromS: number; untilS: number | null }[] = [];
  let desk: Desk = { state: 'clear', sinceS: 0 };
  for (const [index, level] of levels.entries()) {
    const atS = index * stepS;
    const was = desk.state === 'raised' || desk.state === 'clearing';
    desk = step(desk, { atS, level }, settings);
    const is = desk.state === 'raised' || desk.state === 'clearing';
    const last = raised.at(-1);
    if (is && !was) raised.push({ fromS: atS, untilS: null });
    if (was && !is && last !== undefined) last.untilS = atS;
  }
  const page = raised.find(({ fromS }) => fromS >= leakFromS && fromS < diesAtS);
  return {
    raised,
    causeless: raised.filter(({ fromS }) => fromS < leakFromS).length,
    noticeS: page === undefined ? null : diesAtS - page.fromS,
    isDeaf: raised.some(
      ({ fromS, untilS }) => fromS < leakFromS && (untilS === null || untilS >= diesAtS),
    ),
  };
}

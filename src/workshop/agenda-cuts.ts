/**
 * What to leave out when a class is late, and what to take up again when it is not. The policy is data: `cut` in
 * `content/agenda.yaml` says what may go, in which order, and what is kept of it. What is core is never proposed, nor is
 * a break, nor anything that has begun.
 */
import type { Pace, Row } from './agenda.ts';

/** An end that is later than planned by so much is no reason to cut. */
export const toleranceMs = 3 * 60_000;

export interface Proposal {
  /** Of the item. */
  readonly index: number;
  readonly title: string;
  readonly savesMs: number;
  /** What goes and what stays. */
  readonly how: string;
}

export interface CutAdvice {
  /** In the order in which to cut; together they bring the end back, or as near as anything may. */
  readonly proposals: readonly Proposal[];
  /** How late the end is when all of them are cut; 0 if it is then within the tolerance. */
  readonly shortMs: number;
}

/** A row that may be cut or is cut, with what that saves. */
interface Option extends Proposal {
  readonly order: number;
  readonly isCut: boolean;
}

function optionOf({ item, index, isCut, plannedMs, spentMs, state }: Row): Option[] {
  if (item.kind !== 'lesson' || item.cut === null || state !== 'coming' || spentMs > 0) return [];
  const { order, keep, how } = item.cut;
  const savesMs = plannedMs - keep * 60_000;
  return savesMs > 0 ? [{ index, title: item.title, savesMs, how, order, isCut }] : [];
}

function optionsOf({ rows }: Pace): Option[] {
  return rows.flatMap(optionOf).toSorted((a, b) => a.order - b.order || a.index - b.index);
}

function proposal({ index, title, savesMs, how }: Option): Proposal {
  return { index, title, savesMs, how };
}

/**
 * What to cut next. Takes the items in their order until the end is within the tolerance; then drops again what turned
 * out not to be needed because a later one saves enough.
 */
export function whatToCut(pace: Pace): CutAdvice {
  let lateMs = pace.behindMs;
  let chosen: Option[] = [];
  for (const option of optionsOf(pace)) {
    if (lateMs <= toleranceMs) break;
    if (option.isCut) continue;
    chosen.push(option);
    lateMs -= option.savesMs;
  }
  for (const option of [...chosen]) {
    if (lateMs > toleranceMs || lateMs + option.savesMs > toleranceMs) continue;
    chosen = chosen.filter((other) => other !== option);
    lateMs += option.savesMs;
  }
  return { proposals: chosen.map(proposal), shortMs: lateMs > toleranceMs ? lateMs : 0 };
}

/** What was cut, has not begun, and fits again before the planned end: the most valuable, which went last, first. */
export function whatToTakeUp(pace: Pace): readonly Proposal[] {
  let earlyMs = -pace.behindMs;
  const fitting: Proposal[] = [];
  for (const option of optionsOf(pace).toReversed()) {
    if (!option.isCut || option.savesMs > earlyMs) continue;
    fitting.push(proposal(option));
    earlyMs -= option.savesMs;
  }
  return fitting;
}

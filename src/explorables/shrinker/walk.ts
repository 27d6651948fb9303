/** Some of the events as a run that can be walked through. */
import { traceEventKinds, type TraceEventKind } from '#grader/walk.ts';
import { FigureWalk } from '#explorables/walk.ts';
import { describe, program } from './model.ts';
import type { Kept } from './schedule.ts';

const troubles: ReadonlySet<TraceEventKind> = new Set(['dropped', 'nodeChanged', 'timedOut']);
const isTrouble = traceEventKinds.map((kind) => troubles.has(kind));

/** Plays them for the time machine, and says at which event to look first: where something goes wrong. */
export function walkOf(kept: Kept): { readonly walk: FigureWalk; readonly event: number } {
  const opened = FigureWalk.open({ program, run: describe(kept) });
  if (opened.kind === 'stopped') throw new Error(opened.stopped.message);
  const { events } = opened.walk.trace;
  const event = Math.max(
    0,
    events.kind.findIndex((kind) => isTrouble[kind] === true),
  );
  return { walk: opened.walk, event };
}

/** A history as a real run: three nodes, one copy on each, and the line as a partition of the network. */
import { FigureWalk, programOf } from '#explorables/walk.ts';
import { traceEventKinds, type RunDescription, type RunTrace } from '#grader/walk.ts';
import type { System } from '#runtime/system.ts';
import { replicas, type MergeName } from './merges.ts';
import { deedEveryMs, instantOf, sidesOf, type Deed } from './model.ts';
import { copy } from './processes.ts';

/** What is played. */
export interface History {
  readonly name: MergeName;
  readonly deeds: readonly Deed[];
  readonly skewMs: number;
}

/** All that the last deed leads to has happened by then. */
export const endOf = (deeds: readonly Deed[]): number =>
  instantOf(deeds.length - 1) + deedEveryMs - 1;

/** Puts deeds and clocks in place. */
export function arrange(system: System, { deeds, skewMs }: History): void {
  system.skew('B', skewMs);
  for (const [index, deed] of deeds.entries()) {
    system.at(instantOf(index), () => {
      if (deed.kind === 'cut') {
        system.heal();
        const sides = sidesOf(deed.line);
        if (sides.length > 1) system.partition(...sides);
      } else {
        const { kind, item, at } = deed;
        system.send({ name: 'copy', node: at }, { kind, item }, `${kind} ${item} at ${at}`);
      }
    });
  }
}

const file = 'three-copies';
const program = programOf(file, { copy });
const dropped = traceEventKinds.indexOf('dropped');

/** The first change that does not get through; else the first message that is lost, or the beginning. */
function firstLoss({ events, messages, texts }: RunTrace): number {
  const isLoss = (_: unknown, event: number): boolean => events.kind[event] === dropped;
  const isChange = (message: number): boolean =>
    texts[messages.phrase[message] ?? -1] === 'changed';
  const change = events.message.findIndex(
    (message, event) => isLoss(message, event) && isChange(message),
  );
  return Math.max(0, change < 0 ? events.kind.findIndex(isLoss) : change);
}

/** Plays the history for the time machine, and says at which event to look first. */
export function walkHistory(history: History): {
  readonly walk: FigureWalk;
  readonly event: number;
} {
  const { name, deeds } = history;
  const run: RunDescription = {
    subject: {
      kind: 'play',
      seed: 1,
      scenario: {
        nodes: replicas.map((node) => ({ name: node })),
        boot: replicas.map((me) => {
          return { node: me, file, body: 'copy', arg: { name, me }, as: 'copy', again: false };
        }),
        workload: [],
        faults: [],
        untilMs: endOf(deeds),
      },
    },
    forks: [],
  };
  const opened = FigureWalk.open({ program, run, arrange: (system) => arrange(system, history) });
  if (opened.kind === 'stopped') throw new Error(opened.stopped.message);
  return { walk: opened.walk, event: firstLoss(opened.walk.trace) };
}

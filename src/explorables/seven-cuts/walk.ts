/** A trip as a run that can be walked through: the same processes, the same cuts, the same instants. */
import {
  traceEventKinds,
  type RunDescription,
  type RunTrace,
  type TraceEventKind,
} from '#grader/walk.ts';
import type { Boot } from '#grader/scenario.ts';
import { FigureWalk, programOf } from '#explorables/walk.ts';
import { cutAndWatch } from './model.ts';
import { ledger, reconciler, shop, warehouse, web } from './processes.ts';
import { endMs, nodeNames, shopNodes, type Setup } from './setup.ts';

const file = 'seven-cuts';
const program = programOf(file, { ledger, reconciler, shop, warehouse, web });

/** What runs from the start, in the order in which the model starts it. */
function bootsOf({ strategy, timeoutMs }: Setup): Boot[] {
  const boot = (node: string, body: string, arg: Boot['arg'] = null): Boot => {
    return { node, file, body, arg, again: false };
  };
  return [
    ...shopNodes.map((node) => ({ ...boot(node, 'shop', { strategy, node }), as: 'shop' })),
    { ...boot('warehouse', 'warehouse'), as: 'warehouse' },
    { ...boot('ledger', 'ledger'), as: 'ledger' },
    ...(strategy === 'exactly-once effect' ? [boot('ledger', 'reconciler')] : []),
    boot('web', 'web', { strategy, timeoutMs }),
  ];
}

const troubles: ReadonlySet<TraceEventKind> = new Set(['dropped', 'nodeChanged', 'timedOut']);
const isTrouble = traceEventKinds.map((kind) => troubles.has(kind));

/** The first event at which something goes wrong; the first of all if nothing does. */
function firstTrouble({ events }: RunTrace): number {
  return Math.max(
    0,
    events.kind.findIndex((kind) => isTrouble[kind] === true),
  );
}

/** Plays the trip for the time machine, and says at which event to look first. */
export function walkTrip(setup: Setup): { readonly walk: FigureWalk; readonly event: number } {
  const run: RunDescription = {
    subject: {
      kind: 'play',
      seed: 1,
      scenario: {
        nodes: nodeNames.map((name) => ({ name })),
        boot: bootsOf(setup),
        workload: [],
        faults: [],
        untilMs: endMs,
      },
    },
    forks: [],
  };
  const arrange = (system: Parameters<typeof cutAndWatch>[0]): void =>
    void cutAndWatch(system, setup);
  const opened = FigureWalk.open({ program, run, arrange });
  if (opened.kind === 'stopped') throw new Error(opened.stopped.message);
  return { walk: opened.walk, event: firstTrouble(opened.walk.trace) };
}

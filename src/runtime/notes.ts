/** What happened, noted in the trace and told to whoever observes the run. */
import { assert } from './assert.ts';
import type { Path } from './path.ts';
import type { Process } from './process.ts';
import { eventKind } from './trace.ts';

/** A wait has ended by its timeout. */
export function noteTimedOut(process: Process, waitedFor: 'message' | 'response'): void {
  const { site, node } = process;
  const { trace, views, observer } = node.system;
  assert(process.alive, 'only the living wait');
  trace.add(eventKind.timedOut, process.id, waitedFor === 'message' ? 0 : 1, 0, site);
  if (observer === undefined) return;
  views.tell({ kind: 'timedOut', process: views.process(process), waitedFor, site });
}

/** One side of a connection believes it up or down from now on. */
export function noteConnection(path: Path, up: boolean): void {
  const { from, to } = path;
  const { trace, views, observer } = from.system;
  trace.add(eventKind.connection, from.index, to.index, up ? 1 : 0, 0);
  if (observer !== undefined) {
    views.tell({ kind: 'connection', node: from.name, peer: to.name, up });
  }
}

/** Holds the run that is on, and does what is ordered: in the worker, or in the page where there is none. */
import { QueueRun } from './run.ts';
import type { Order, Second } from './scene.ts';

let run: QueueRun | null = null;

/** The seconds that are new. */
export function answer(order: Order): readonly Second[] {
  if (order.kind === 'start') run = new QueueRun(order.setting, order.seed);
  if (run === null) return [];
  if (order.kind === 'turn') run.setting = order.setting;
  const known = run.seconds.length;
  if (order.kind === 'advance') run.advance(order.untilMs);
  return run.seconds.slice(known);
}

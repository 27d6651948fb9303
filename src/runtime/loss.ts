/** What becomes of a signal that never arrives: messages vanish, links and monitors hear `noconnection`. */
import { assert } from './assert.ts';
import { takeDown, takeExit, type Monitor } from './links.ts';
import { Signal, dueKind, isPayload } from './signal.ts';
import type { System } from './system.ts';

/** Why something was lost; the position is the number in the trace. */
export const losses = [
  'rule',
  'node-down',
  'connection-closed',
  'unreachable',
  'process-dead',
  'late-reply',
] as const;
export type Loss = (typeof losses)[number];

/** A signal is lost. */
export function announceLoss(system: System, signal: Signal, loss: Loss): void {
  assert(losses.includes(loss), 'a loss has a number in the trace');
  system.noteLost(signal, loss);
  const { from, to } = signal;
  if (isPayload(signal.kind)) return;
  if (signal.kind === dueKind.spawn && to !== null) system.endEmbryo(to);
  if (from === null || !from.alive) return;
  if (signal.kind === dueKind.monitor) takeDown(signal.extra as Monitor, 'noconnection');
  if (signal.kind === dueKind.link && to !== null && from.ties?.links?.get(to) === 0) {
    from.ties.links.delete(to);
    takeExit(from, to, 'noconnection', true);
  }
}

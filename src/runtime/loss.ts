/** What becomes of a signal that never arrives: messages vanish, links and monitors hear `noconnection`. */
import { assert } from './assert.ts';
import { takeDown, takeExit } from './links.ts';
import type { Monitor } from './ties.ts';
import { Signal, dueKind, isPayload } from './signal.ts';
import type { System } from './system.ts';
import { eventKind } from './trace.ts';

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

/** Notes that a signal will never arrive. */
export function noteLost(system: System, signal: Signal, why: Loss): void {
  const from = signal.from === null ? 0 : signal.from.id;
  const to = signal.to === null ? 0 : signal.to.id;
  system.trace.add(eventKind.dropped, from, to, losses.indexOf(why), signal.site);
  if (system.observer !== undefined && signal.kind <= dueKind.reply)
    system.views.lost(signal, why, null);
}

/** A signal is lost. */
export function announceLoss(system: System, signal: Signal, loss: Loss): void {
  assert(losses.includes(loss), 'a loss has a number in the trace');
  noteLost(system, signal, loss);
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

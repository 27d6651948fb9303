/** Messages under way in a fixed order, on both sides of a border. */
import type { FlyingMessage } from './moment.ts';

/** The next to arrive first; equal instants in a fixed order, so that the same messages make the same list. */
export function byDue(left: FlyingMessage, right: FlyingMessage): number {
  const { dueMs: leftMs } = left;
  const { dueMs: rightMs } = right;
  if (leftMs !== rightMs) return (leftMs ?? Infinity) - (rightMs ?? Infinity);
  return keyOfFlying(left) < keyOfFlying(right) ? -1 : 1;
}

/** Names a message under way as it stands. */
export function keyOfFlying({ tag, from, to, ordinal, carries, dueMs }: FlyingMessage): string {
  return `${from} ${to} ${ordinal} ${carries} ${dueMs} ${tag}`;
}

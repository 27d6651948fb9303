/** Which alarm explains which: of what falls together, one is told. */
import type { Alarm, AlarmId } from './types.ts';

/** What falls within this long of the first has fallen with it. */
const togetherMs = 60_000;

/** A connection has two ends: whoever lost a peer, on whichever node, has lost the same one. */
const acrossNodes: readonly AlarmId[] = ['node_down', 'peers_lost'];

/**
 * The alarm that explains this one, if an active one does: a kind that it depends on, on its own node, or anywhere if it
 * is about connections. Of several nodes that are lost together the first stands for all.
 */
export function rootOf(
  alarm: Alarm,
  dependsOn: readonly AlarmId[],
  active: readonly Alarm[],
): Alarm | null {
  let root: Alarm | null = null;
  for (const other of active) {
    if (!explains(other, alarm, dependsOn)) continue;
    if (root === null || other.since < root.since) root = other;
  }
  return root;
}

function explains(other: Alarm, alarm: Alarm, dependsOn: readonly AlarmId[]): boolean {
  if (other.alarm === alarm.alarm) {
    const isEarlier =
      other.since < alarm.since || (other.since === alarm.since && other.node < alarm.node);
    return (
      acrossNodes.includes(alarm.alarm) &&
      other.node !== alarm.node &&
      isEarlier &&
      alarm.since - other.since <= togetherMs
    );
  }
  if (!dependsOn.includes(other.alarm)) return false;
  return other.node === alarm.node || acrossNodes.includes(alarm.alarm);
}

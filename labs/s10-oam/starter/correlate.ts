import type { Alarm, AlarmId } from './types.ts';

/** The active alarm that explains this one, so that nobody need be woken for it; null if it stands for itself. */
export function rootOf(
  _alarm: Alarm,
  _dependsOn: readonly AlarmId[],
  _active: readonly Alarm[],
): Alarm | null {
  return null;
}

/** Why a process ended, in the words of a record. */
import type { CrashReport } from '#runtime/events.ts';
import { isErrorReason } from '#runtime/exit-reason.ts';
import { show } from '#runtime/print.ts';

/** `TypeError`, `Error: no stock`, or what was thrown. */
export function reasonText({ reason }: CrashReport): string {
  if (!isErrorReason(reason)) return show(reason);
  return reason.message === '' ? reason.name : `${reason.name}: ${reason.message}`;
}

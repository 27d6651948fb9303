/** Operations and faults at other instants, and instants that are round. */
import type { Fault } from './fault.ts';
import type { Operation } from './workload.ts';

/** The operation that much later, at a whole millisecond. */
export function movedOperation(operation: Operation, byMs: number): Operation {
  return { ...operation, atMs: wholeMs(operation.atMs + byMs) };
}

/** The fault that much later, if it has an instant of its own. */
export function movedFault(fault: Fault, byMs: number): Fault {
  if (fault.kind === 'poison')
    return { ...fault, operation: movedOperation(fault.operation, byMs) };
  if (!('at' in fault) || typeof fault.at !== 'number') return fault;
  return { ...fault, at: wholeMs(fault.at + byMs) };
}

function wholeMs(ms: number): number {
  return Math.max(0, Math.round(ms));
}

/** To tenths of a second, or to whole milliseconds where that would be nothing. */
export function rounded(ms: number): number {
  const tenths = Math.round(ms / 100) * 100;
  return tenths > 0 ? tenths : Math.max(1, Math.round(ms));
}

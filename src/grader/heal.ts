/**
 * When the faults of a run are over, and how to see to it that they are.
 *
 * A system must be safe while things go wrong, and come right once they stop. The second can be asked only of a run
 * in which they do stop: partitions are healed, crashed nodes are back, messages pass. `healed` makes such a plan of
 * any other; `healedMs` says from when on a run was without faults, which is when the time of
 * `eventually({ afterHeal: true })` begins to count.
 */
import type { Fault, FaultPlan } from './fault.ts';
import type { Struck } from './record.ts';

/**
 * The plan with everything over at `atMs`. What cannot be healed is left out: a clock that is wrong, a leak, a disk
 * that fills up, a message to the world that nothing takes back.
 */
export function healed(plan: FaultPlan, atMs: number): Fault[] {
  return plan.flatMap((fault) => healedOne(fault, atMs) ?? []);
}

/** The instant after which no fault of the plan acts any more; null if one goes on to the end. */
export function healedMs(plan: FaultPlan, struck: readonly Struck[]): number | null {
  let lastMs = 0;
  for (const fault of plan) {
    const endMs = endOf(fault, struck);
    if (endMs === null) return null;
    lastMs = Math.max(lastMs, endMs);
  }
  return lastMs;
}

/** How long a fault that a message triggers lasts in a healed plan: its instant is not known beforehand. */
const shareOfTriggered = 0.25;

function healedOne(fault: Fault, atMs: number): Fault | null {
  switch (fault.kind) {
    case 'crash': {
      const leftMs = leftOf(fault.at, atMs);
      if (leftMs <= 0) return null;
      return { ...fault, backAfterMs: Math.min(fault.backAfterMs ?? leftMs, leftMs) };
    }
    case 'hang': {
      const leftMs = leftOf(fault.at, atMs);
      return leftMs <= 0 ? null : { ...fault, forMs: Math.min(fault.forMs, leftMs) };
    }
    case 'partition':
    case 'ring':
    case 'cut': {
      const leftMs = leftOf(fault.at, atMs);
      return leftMs <= 0 ? null : { ...fault, forMs: Math.min(fault.forMs ?? leftMs, leftMs) };
    }
    case 'restart':
    case 'kill': {
      return leftOf(fault.at, atMs) <= 0 ? null : fault;
    }
    case 'signal': {
      const leftMs = leftOf(fault.at, atMs);
      if (fault.forMs === undefined || leftMs <= 0) return null;
      return { ...fault, forMs: Math.min(fault.forMs, leftMs) };
    }
    case 'poison': {
      return fault.operation.atMs < atMs ? fault : null;
    }
    case 'surge': {
      const operations = fault.operations.filter((operation) => operation.atMs < atMs);
      return operations.length === 0 ? null : { ...fault, operations };
    }
    case 'skew':
    case 'clockJump':
    case 'leak':
    case 'fillDisk': {
      return null;
    }
    default: {
      if ((fault.fromMs ?? 0) >= atMs) return null;
      return { ...fault, untilMs: Math.min(fault.untilMs ?? atMs, atMs) };
    }
  }
}

function leftOf(at: Extract<Fault, { kind: 'crash' }>['at'], atMs: number): number {
  return typeof at === 'number' ? atMs - at : atMs * shareOfTriggered;
}

/** When a fault is over; null if it never is. */
function endOf(fault: Fault, struck: readonly Struck[]): number | null {
  switch (fault.kind) {
    case 'crash': {
      return lasting(fault, fault.backAfterMs, struck);
    }
    case 'hang':
    case 'partition':
    case 'ring':
    case 'cut': {
      return lasting(fault, fault.forMs, struck);
    }
    case 'restart':
    case 'kill': {
      return lasting(fault, 0, struck);
    }
    case 'signal': {
      return lasting(fault, fault.forMs, struck);
    }
    case 'poison': {
      return fault.operation.atMs;
    }
    case 'surge': {
      return Math.max(0, ...fault.operations.map((operation) => operation.atMs));
    }
    case 'skew':
    case 'clockJump':
    case 'leak':
    case 'fillDisk': {
      return null;
    }
    case 'wiretap': {
      return 0;
    }
    case 'delay': {
      return fault.untilMs === undefined ? null : fault.untilMs + fault.byMs;
    }
    case 'reorder':
    case 'duplicate': {
      return fault.untilMs === undefined ? null : fault.untilMs + fault.withinMs;
    }
    default: {
      return fault.untilMs ?? null;
    }
  }
}

/** End of a fault with a beginning. One that a message triggers, and that never struck, has not begun. */
function lasting(
  fault: Extract<Fault, { readonly at: unknown }>,
  forMs: number | undefined,
  struck: readonly Struck[],
): number | null {
  const beginsMs =
    typeof fault.at === 'number'
      ? [fault.at]
      : struck
          .filter((hit) => hit.fault.id === fault.id && hit.phase === 'begins')
          .map((hit) => hit.atMs);
  if (beginsMs.length === 0) return 0;
  return forMs === undefined ? null : Math.max(...beginsMs) + forMs;
}

/** Faults that stand between nodes, and those that make the ways between them worse, as the runtime knows them. */
import type { Barrier } from '#runtime/barrier.ts';
import { fitsName, type Impairment } from '#runtime/network-spec.ts';
import type { System } from '#runtime/system.ts';
import type { Cut, Impair, Partition, Ring } from './fault.ts';

export type BarrierFault = Partition | Ring | Cut;

export function isBarrier(fault: { readonly kind: string }): fault is BarrierFault {
  return fault.kind === 'partition' || fault.kind === 'ring' || fault.kind === 'cut';
}

/** The nodes that a barrier is about. */
export function nodesAt(fault: BarrierFault): readonly string[] {
  if (fault.kind === 'cut') return [fault.from, fault.to];
  return fault.kind === 'ring' ? fault.nodes : fault.sides.flat();
}

/** Puts a barrier up. It stands by itself: where two stand, both must go before a message passes. */
export function putUp(system: System, fault: BarrierFault): Barrier {
  if (fault.kind === 'cut') return system.cut(fault.from, fault.to);
  if (fault.kind === 'partition') return system.partition(...fault.sides);
  return fault.reach === undefined
    ? system.ring(fault.nodes)
    : system.ring(fault.nodes, fault.reach);
}

/** The nodes at either end of the ways that get worse. */
export function endsOf(system: System, { from, to }: Impair): readonly string[] {
  const names = system.nodes.map(({ name }) => name);
  return names.filter((name) => fitsName(from, name) || fitsName(to, name));
}

/** What is wrong with those ways. */
export function impairmentOf({ addMs, loss, megabytesPerS }: Impair): Impairment {
  return {
    ...(addMs !== undefined && { addMs }),
    ...(loss !== undefined && { loss }),
    ...(megabytesPerS !== undefined && { megabytesPerSecond: megabytesPerS }),
  };
}

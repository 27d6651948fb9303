/** Does to a running system what a list of faults says. */
import type { System } from '#runtime/system.ts';
import type { Fault } from './world/types.ts';

/** A fault on any nodes. */
export type AnyFault = Fault<string, string>;

/** What the ends of a fault need to know. */
interface Ground {
  readonly system: System;
  readonly endMs: number;
  /** Told when a node dies or boots. */
  readonly changed: (node: string, is: 'down' | 'up') => void;
  readonly reboot: (node: string) => void;
  /** Names of front ends and shops, as message rules take them. */
  readonly fronts: string;
  readonly shops: string;
}

/** Sees to it that the fault begins and ends when its time comes. Call it before the run begins. */
export function inflict(fault: AnyFault, ground: Ground): void {
  const { system } = ground;
  const { at } = fault;
  const untilMs = Math.min(endOf(fault), ground.endMs);
  if (at >= ground.endMs) return;
  switch (fault.kind) {
    case 'crash':
      crash(fault.node, { at, untilMs, ground });
      return;
    case 'hang':
      system.at(at, () => system.hang(fault.node, untilMs - at));
      return;
    case 'pause':
      system.at(at, () => system.pause(fault.node, fault.every, fault.each, untilMs));
      return;
    case 'partition':
      system.at(at, () => {
        const barrier = system.partition(...fault.groups);
        system.at(untilMs, () => system.network.unblock(barrier));
      });
      return;
    case 'cut':
      system.at(at, () => {
        const barrier = system.cut(fault.from, fault.to);
        system.at(untilMs, () => system.network.unblock(barrier));
      });
      return;
    case 'skew':
      system.at(at, () => system.skew(fault.node, fault.ms));
      system.at(untilMs, () => system.skew(fault.node, 0));
      return;
    default:
      strike(fault, ground);
  }
}

/** When a fault is over; Infinity if it lasts. */
export function endOf(fault: AnyFault): number {
  return fault.at + (fault.for ?? Infinity);
}

function crash(
  node: string,
  {
    at,
    untilMs,
    ground,
  }: { readonly at: number; readonly untilMs: number; readonly ground: Ground },
): void {
  const { system, endMs, changed, reboot } = ground;
  system.at(at, () => {
    if (!system.node(node).up) return;
    system.crash(node);
    changed(node, 'down');
    if (untilMs >= endMs) return;
    system.at(untilMs, () => {
      if (system.node(node).up) return;
      system.restart(node);
      changed(node, 'up');
      reboot(node);
    });
  });
}

type MessageFault = Extract<AnyFault, { readonly kind: 'drop' | 'delay' | 'duplicate' }>;

/** Its chance hangs on what the fault says and on the message, so no other fault has a part in it. */
function strike(fault: MessageFault, { system, fronts, shops, endMs }: Ground): void {
  const { kind, way, probability = 1, node = shops, at } = fault;
  const isRequest = way === 'request';
  system.addRule({
    id: JSON.stringify(fault),
    match: {
      from: isRequest ? fronts : node,
      to: isRequest ? node : fronts,
      ...(isRequest ? { carries: ['call', 'cast'] as const } : { carries: 'reply' as const }),
    },
    action:
      kind === 'drop'
        ? { kind }
        : kind === 'delay'
          ? { kind, ms: fault.ms }
          : { kind, afterMs: fault.after },
    probability,
    fromMs: at,
    untilMs: Math.min(endOf(fault), endMs + 1),
  });
}

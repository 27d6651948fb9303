/** A learner's plan as faults of the grader: these can be shrunk, told and walked through like those of any lab. */
import {
  clockJump,
  crash,
  cut,
  delay,
  drop,
  duplicate,
  hang,
  partition,
  pause,
  type Fault as GraderFault,
  type Match,
} from '#grader/index.ts';
import type { AnyFault } from './inflict.ts';

/** A run is over then. */
export const endMs = 35_000;

/** The plan, fault by fault; the first one is `F1`. */
export function graderFaults(plan: readonly AnyFault[]): GraderFault[] {
  const known = new Map<string, number>();
  return plan.flatMap((fault, index) => {
    // Chance hangs on what a fault says: it stays when others are left out.
    const text = JSON.stringify(fault);
    const twins = known.get(text) ?? 0;
    known.set(text, twins + 1);
    return inflicted(fault, { id: `${text}#${twins}`, label: `F${index + 1}` });
  });
}

interface Named {
  readonly id: string;
  readonly label: string;
}

function inflicted(fault: AnyFault, named: Named): GraderFault[] {
  const { at, for: lasts } = fault;
  const forMs = lasts === undefined || at + lasts >= endMs ? null : lasts;
  const untilEnd = endMs - at;
  const window = { fromMs: at, untilMs: forMs === null ? endMs : at + forMs };
  switch (fault.kind) {
    case 'crash':
      return [
        crash({ ...named, node: fault.node, at, ...(forMs !== null && { backAfterMs: forMs }) }),
      ];
    case 'hang':
      return [hang({ ...named, node: fault.node, at, forMs: forMs ?? untilEnd })];
    case 'pause':
      return [
        pause({ ...named, ...window, node: fault.node, everyMs: fault.every, forMs: fault.each }),
      ];
    case 'partition':
      return [partition({ ...named, sides: fault.groups, at, ...(forMs !== null && { forMs }) })];
    case 'cut':
      return [
        cut({ ...named, from: fault.from, to: fault.to, at, ...(forMs !== null && { forMs }) }),
      ];
    case 'skew': {
      const { node, ms } = fault;
      const jump = clockJump({ ...named, node, at, byMs: ms });
      const back = { ...named, id: `${named.id} ends`, node, at: window.untilMs, byMs: -ms };
      return forMs === null ? [jump] : [jump, clockJump(back)];
    }
    case 'drop':
      return [drop({ ...named, ...window, ...strikes(fault) })];
    case 'delay':
      return [delay({ ...named, ...window, ...strikes(fault), byMs: fault.ms })];
    case 'duplicate':
      return [duplicate({ ...named, ...window, ...strikes(fault), withinMs: fault.after })];
  }
}

type MessageFault = Extract<AnyFault, { readonly kind: 'drop' | 'delay' | 'duplicate' }>;

function strikes({ way, node, probability = 1 }: MessageFault): {
  readonly match: Match;
  readonly probability: number;
} {
  const shop = node ?? 'shop-*';
  const match: Match =
    way === 'request'
      ? { from: 'web*', to: shop, carrier: 'call' }
      : { from: shop, to: 'web*', carrier: 'reply' };
  return { match, probability };
}

/** When the last of these faults is over; Infinity if one lasts to the end of the run, 0 if there is none. */
export function healedMs(faults: readonly GraderFault[]): number {
  const ends = faults.map((fault) => endOf(fault));
  return Math.max(0, ...ends.map((end) => (end >= endMs ? Infinity : end)));
}

function endOf(fault: GraderFault): number {
  switch (fault.kind) {
    case 'crash':
      return Number(fault.at) + (fault.backAfterMs ?? Infinity);
    case 'hang':
    case 'partition':
    case 'cut':
      return Number(fault.at) + (fault.forMs ?? Infinity);
    case 'clockJump':
      return Number(fault.at);
    case 'pause':
    case 'drop':
    case 'delay':
    case 'duplicate':
      return fault.untilMs ?? Infinity;
    default:
      return 0;
  }
}

/** The usual words for faults, one sentence each without its end. A lab may replace any of them. */
import { formatMeasure, formatNumber } from './format.ts';
import { printImpairment } from './plan.ts';
import type { Struck } from './record.ts';

/** The fault as a sentence, or null for one that is not worth telling. `noun` names the message it struck. */
export function tellFault(struck: Struck, noun: string | undefined): string | null {
  if (struck.message !== null && 'match' in struck.fault)
    return tellRule(struck, noun ?? fallback(struck));
  const { fault, phase } = struck;
  const nodes = struck.nodes.join(' and ');
  if (phase === 'ends') return tellEnd(struck, nodes);
  switch (fault.kind) {
    case 'crash': {
      const taken =
        typeof fault.at !== 'number' && fault.at.lost
          ? `, and ${noun ?? 'what it had just sent'} with it`
          : '';
      return `${nodes} crashes${taken}`;
    }
    case 'restart': {
      return `${nodes} restarts with empty memory`;
    }
    case 'hang': {
      return `${nodes} stands still for ${formatMeasure(fault.forMs, 'ms')}`;
    }
    case 'pause': {
      return `${nodes} stands still for ${formatMeasure(fault.forMs, 'ms')}`;
    }
    case 'kill': {
      return `A process on ${nodes} is killed`;
    }
    case 'partition': {
      return `The network splits: ${fault.sides.map((side) => side.join(', ')).join(' | ')}`;
    }
    case 'ring': {
      return `The network leaves each of ${fault.nodes.join(', ')} its neighbours alone`;
    }
    case 'impair': {
      return `The way from ${fault.from} to ${fault.to} gets worse: ${printImpairment(fault)}`;
    }
    case 'cut': {
      return `Nothing passes from ${fault.from} to ${fault.to} any more`;
    }
    case 'slow': {
      return `${fault.dependency.name} becomes ${formatNumber(fault.factor)} times as slow`;
    }
    case 'signal': {
      return `${fault.process.name} on ${fault.process.node} is told ${JSON.stringify(fault.message)}`;
    }
    case 'skew': {
      return `The clock of ${nodes} is ${formatMeasure(Math.abs(fault.byMs), 'ms')} ${fault.byMs < 0 ? 'behind' : 'ahead'}`;
    }
    case 'clockJump': {
      return `The clock of ${nodes} jumps by ${formatMeasure(fault.byMs, 'ms')}`;
    }
    case 'leak': {
      return `${nodes} leaks ${formatMeasure(fault.megabytesPerS, 'MB/s')}`;
    }
    case 'fillDisk': {
      return `The disk of ${nodes} fills up`;
    }
    case 'loseWrites': {
      return `The disk of ${nodes} calls writes durable that are not`;
    }
    case 'buggify': {
      return `The world misbehaves: ${fault.site}`;
    }
    default: {
      // Poison and surge show as the operations they are.
      return null;
    }
  }
}

function tellEnd({ fault }: Struck, nodes: string): string | null {
  switch (fault.kind) {
    case 'crash': {
      return `${nodes} starts again with empty memory`;
    }
    case 'hang':
    case 'pause': {
      return `${nodes} goes on where it stood`;
    }
    case 'impair': {
      return `The way from ${fault.from} to ${fault.to} is as good as before`;
    }
    case 'ring':
    case 'partition': {
      return 'The network is whole again';
    }
    case 'cut': {
      return `Messages pass from ${fault.from} to ${fault.to} again`;
    }
    case 'slow': {
      return `${fault.dependency.name} is as fast as before`;
    }
    case 'loseWrites': {
      return `The disk of ${nodes} has written everything out`;
    }
    default: {
      return null;
    }
  }
}

function tellRule({ fault, byMs }: Struck, noun: string): string | null {
  const time = formatMeasure(byMs ?? 0, 'ms');
  switch (fault.kind) {
    case 'drop': {
      return `The network loses ${noun}`;
    }
    case 'delay':
    case 'reorder': {
      return `The network holds up ${noun} for ${time}`;
    }
    case 'hold': {
      return `The network holds back ${noun}`;
    }
    case 'duplicate': {
      return `The network doubles ${noun}`;
    }
    default: {
      // A wiretap is the grader's own ear; what the listener does with it is told as its effects.
      return null;
    }
  }
}

function fallback({ message }: Struck): string {
  return message === null ? 'a message' : `a message from ${message.from} to ${message.to}`;
}

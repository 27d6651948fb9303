/**
 * Simpler parameters of a fault, for shrinking: options left out, durations and shares shorter and rounder. Each
 * parameter has its own list, from the simplest on; the first with which the failure stays is taken.
 */
import type { Fault } from './fault.ts';

/**
 * One parameter at a time: what the fault may be instead, from the simplest on. The list of parameters is the same
 * for every fault; what a fault does not have has no ways.
 */
export function simplerBy(fault: Fault): readonly (readonly Fault[])[] {
  return [
    ...options.map((name) =>
      valueOf(fault, name) === undefined ? [] : [withValue(fault, name, undefined)],
    ),
    unhealed(fault),
    ...numbers.map((name) => {
      const value = valueOf(fault, name);
      return typeof value !== 'number'
        ? []
        : simplerNumbers(value).map((simpler) => withValue(fault, name, simpler));
    }),
    simplerMoments(fault),
    simplerTargets(fault),
  ];
}

/** Options that a fault can do without: what is left is one event less to tell, or one number less to read. */
const options = [
  'backAfterMs',
  'silent',
  'torn',
  'driftPpm',
  'probability',
  'fromMs',
  'untilMs',
] as const;

/** A cut that never heals is plainer than one that does; a node that hangs for ever would be another fault, a crash. */
function unhealed(fault: Fault): Fault[] {
  if (fault.kind !== 'partition' && fault.kind !== 'ring' && fault.kind !== 'cut') return [];
  return fault.forMs === undefined ? [] : [withValue(fault, 'forMs', undefined)];
}

const numbers = [
  'forMs',
  'byMs',
  'thenMs',
  'withinMs',
  'afterMs',
  'backAfterMs',
  'factor',
  'megabytesPerS',
  'percentPerS',
  'addMs',
  'loss',
  'probability',
] as const;

/** A hundredth, a tenth, a half, or all of it, each with one digit that counts. */
export function simplerNumbers(value: number): number[] {
  const near = [100, 10, 2, 1].map((by) => oneDigit(value / by));
  return [...new Set(near)].filter((one) => one !== value && Math.abs(one) >= 0.01);
}

/** The nearest number with one digit that counts: 4,350 becomes 4,000. */
function oneDigit(value: number): number {
  if (value === 0) return 0;
  let unit = 1;
  while (Math.abs(value) >= unit * 10) unit *= 10;
  while (Math.abs(value) < unit) unit /= 10;
  return Math.round(Math.round(value / unit) * unit * 1e6) / 1e6;
}

/** An instant is simple if it is round, a moment if it is at once. */
function simplerMoments(fault: Fault): Fault[] {
  if (!('at' in fault)) return [];
  const { at } = fault;
  if (typeof at !== 'number') {
    return [0, ...simplerNumbers(at.plusMs)]
      .filter((plusMs) => plusMs < at.plusMs)
      .map((plusMs) => ({ ...fault, at: { ...at, plusMs } }));
  }
  return [1_000, 100]
    .map((unit) => Math.round(at / unit) * unit)
    .filter((rounded) => rounded > 0 && rounded !== at)
    .map((rounded) => ({ ...fault, at: rounded }));
}

function simplerTargets(fault: Fault): Fault[] {
  if (fault.kind !== 'kill' || !('count' in fault.process) || fault.process.count === 1) return [];
  return [{ ...fault, process: { ...fault.process, count: 1 } }];
}

function valueOf(fault: Fault, name: string): unknown {
  return (fault as unknown as { readonly [name: string]: unknown })[name];
}

/** The fault with another value, or without one. Only names that the fault has are asked for. */
function withValue(fault: Fault, name: string, value: number | undefined): Fault {
  const { [name]: _, ...rest } = fault as unknown as { readonly [name: string]: unknown };
  return (value === undefined ? rest : { ...rest, [name]: value }) as unknown as Fault;
}

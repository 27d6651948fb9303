/** 'nines': operations that wait. */
import { durationNs } from './device.ts';
import { isRaised as isRaisedValue, type Raised } from './exit-reason.ts';
import { begin, guarded, here, machine, operationKind } from './machine.ts';
import { any, fits } from './pattern.ts';
import { forEverNs } from './limits.ts';

/** An operation, as the learner sees it. */
export function awaitable<T>(operation: unknown): Promise<T> {
  return operation as Promise<T>;
}

export function receive(match: unknown = any, afterMs?: number): Promise<unknown> {
  here();
  const ns = afterMs === undefined ? -1 : durationNs(afterMs, 'the timeout of receive');
  const operation = begin(operationKind.receive);
  machine.match = match;
  machine.ns = ns;
  return awaitable(operation);
}

export function matches(value: unknown, pattern: unknown): boolean {
  if (machine.process === null) return fits(pattern, value);
  return guarded('in a predicate of matches', () => fits(pattern, value));
}

function hasKind(message: unknown, kind: string): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    (message as { readonly kind?: unknown }).kind === kind
  );
}

export function isDown(message: unknown): boolean {
  return hasKind(message, 'DOWN');
}

export function isExit(message: unknown): boolean {
  return hasKind(message, 'EXIT');
}

export function isRaised(error: unknown): error is Raised {
  return isRaisedValue(error);
}

function device(kind: number, ms: number, what: string): Promise<void> {
  here();
  const ns = durationNs(ms, what);
  const operation = begin(kind);
  machine.ns = ns === -1 ? forEverNs : ns;
  return awaitable(operation);
}

export function sleep(ms: number): Promise<void> {
  if (ms === Infinity) return awaitable(receive(never));
  return device(operationKind.sleep, ms, 'the duration of sleep');
}

const never = (): boolean => false;

export function work(ms: number): Promise<void> {
  return device(operationKind.work, ms, 'the duration of work');
}

export function nif(ms: number): Promise<void> {
  return device(operationKind.nif, ms, 'the duration of nif');
}

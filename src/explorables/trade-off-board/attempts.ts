/** The reader's attempts, kept in this browser so that they are still on the plot tomorrow. */
import type { Figures, Measured } from './figures.ts';
import { functions, retries, sharings, type Decision, type Ledger } from './ledger.ts';
import { anomalies } from './promises.ts';

export interface Attempt {
  readonly ledger: Ledger;
  readonly measured: Measured;
}

const key = 'nines:trade-off-board';
/** Goes up when the campaign changes: figures of another campaign are no comparison. */
const edition = 1;
export const attemptsMax = 12;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isDecision(value: unknown): value is Decision {
  return (
    isRecord(value) &&
    retries.some((retry) => retry === value['retry']) &&
    sharings.some((sharing) => sharing === value['sharing'])
  );
}

const numbers = [
  'operations',
  'answeredInCut',
  'answeredElse',
  'kept',
  'medianMs',
  'p99Ms',
  'messages',
  'storedBytes',
] as const satisfies readonly (keyof Figures)[];

function isFigures(value: unknown): value is Figures {
  if (!isRecord(value)) return false;
  const { counts } = value;
  return (
    isRecord(counts) &&
    numbers.every((name) => typeof value[name] === 'number') &&
    anomalies.every((name) => typeof counts[name] === 'number')
  );
}

function isAttempt(value: unknown): value is Attempt {
  if (!isRecord(value)) return false;
  const { ledger, measured } = value;
  if (!isRecord(ledger) || !isRecord(measured)) return false;
  const { total, byFunction } = measured;
  return (
    isFigures(total) &&
    isRecord(byFunction) &&
    functions.every((fn) => isDecision(ledger[fn]) && isFigures(byFunction[fn]))
  );
}

/** What an earlier visit has left; nothing where it cannot be read. */
export function loadAttempts(): readonly Attempt[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (!isRecord(saved) || saved['edition'] !== edition) return [];
    const { attempts } = saved;
    return Array.isArray(attempts) ? attempts.filter(isAttempt).slice(-attemptsMax) : [];
  } catch {
    return [];
  }
}

export function saveAttempts(attempts: readonly Attempt[]): void {
  try {
    localStorage.setItem(key, JSON.stringify({ edition, attempts }));
  } catch {
    // The attempts last as long as the page.
  }
}

/** One attempt more; the oldest but the first make room. */
export function withAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  const [first, ...others] = [...attempts, attempt];
  return first === undefined ? [] : [first, ...others.slice(1 - attemptsMax)];
}

/** The calls of a night: read from the flat rows that the world puts on record, and counted as the promises say. */
import { deploy, final, isWithin, patienceMs, zone2Excused } from './clock.ts';
import type { History } from './night-types.ts';
import { callColumns, fns, outcomes, type Fn, type Outcome } from './world/observed.ts';

/** One request of a person, and what came of it. */
export interface Call {
  readonly fn: Fn;
  readonly key: number;
  readonly zone: number;
  readonly askedMs: number;
  /** Null if the person was told nothing. */
  readonly answeredMs: number | null;
  readonly outcome: Outcome;
  readonly attempts: number;
  /** When it was put on record: from then on it is known. */
  readonly knownMs: number;
}

/** All calls, in the order in which they became known. */
export function callsOf(observed: History['observed']): Call[] {
  const calls: Call[] = [];
  const width = callColumns.length;
  for (const { atMs, value } of observed) {
    if (value.kind !== 'calls') continue;
    const { rows } = value;
    for (let at = 0; at + width <= rows.length; at += width) {
      const answeredMs = rows[at + 4] ?? -1;
      calls.push({
        fn: fns[rows[at] ?? 0] ?? 'browse',
        key: rows[at + 1] ?? 0,
        zone: rows[at + 2] ?? 1,
        askedMs: rows[at + 3] ?? 0,
        answeredMs: answeredMs < 0 ? null : answeredMs,
        outcome: outcomes[rows[at + 5] ?? outcomes.length] ?? 'silent',
        attempts: rows[at + 6] ?? 1,
        knownMs: atMs,
      });
    }
  }
  return calls;
}

/** How long the person waited; infinite without an answer. */
export function waitedMs({ askedMs, answeredMs }: Call): number {
  return answeredMs === null ? Number.POSITIVE_INFINITY : answeredMs - askedMs;
}

/**
 * Whether a call counts at all. An order that enters through zone 2 while that is cut off or gone does not: its refusal is
 * a decision of the ledger.
 */
export function isCounted({ fn, zone, askedMs }: Call): boolean {
  return fn !== 'order' || zone !== 2 || !zone2Excused.some((span) => isWithin(askedMs, span));
}

/** The answers that count as service, for each function. */
const good: { readonly [fn in Fn]: readonly Outcome[] } = {
  browse: ['ok'],
  cart: ['ok'],
  order: ['ok', 'sold_out', 'price_changed'],
  chat: ['ok'],
  presence: ['ok'],
  vote: ['ok'],
};

/** Whether the person was served: a good answer within two seconds. In the final a vote may be refused, in time. */
export function isServed(call: Call): boolean {
  if (waitedMs(call) > patienceMs) return false;
  if (good[call.fn].includes(call.outcome)) return true;
  return isRefusalInTheFinal(call);
}

function isRefusalInTheFinal({ fn, outcome, askedMs }: Call): boolean {
  return fn === 'vote' && outcome === 'rejected' && isWithin(askedMs, final);
}

export function isInFinal({ fn, askedMs }: Call): boolean {
  return fn === 'vote' && isWithin(askedMs, final);
}

export function isInDeploy({ askedMs }: Call): boolean {
  return isWithin(askedMs, deploy);
}

const nouns: { readonly [fn in Fn]: string } = {
  browse: 'page',
  cart: 'cart request',
  order: 'order',
  chat: 'message',
  presence: 'presence',
  vote: 'vote',
};

/** `order 311`, for a sentence. */
export function nameOf({ fn, key }: Pick<Call, 'fn' | 'key'>): string {
  return `${nouns[fn]} ${key}`;
}

const said: { readonly [outcome in Outcome]: string } = {
  ok: 'was served',
  rejected: 'was refused',
  sold_out: 'was told that it is sold out',
  price_changed: 'was told another price',
  unavailable: 'was told “unavailable”',
  unknown: 'was told that nobody knows',
  silent: 'was told nothing',
};

/** `order 311 was told nothing` or `… was served after 4.1 s`. */
export function sayEnd(call: Call): string {
  const waited = waitedMs(call);
  const late = waited > patienceMs && call.answeredMs !== null;
  return `${nameOf(call)} ${said[call.outcome]}${late ? ` after ${(waited / 1000).toFixed(1)} s` : ''}`;
}

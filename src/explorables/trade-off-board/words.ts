/** Decisions, anomalies and changes, put into words. */
import {
  keepsPromise,
  promisesKept,
  sortedAnomalies,
  scales,
  type Figures,
  type Measured,
} from './figures.ts';
import { changed, functions, type Fn, type Ledger } from './ledger.ts';
import { anomalies, promised, type Anomaly } from './promises.ts';

/** A function's name, and what its data set is. */
export const named: Readonly<Record<Fn, { readonly name: string; readonly data: string }>> = {
  order: { name: 'Orders', data: 'books and stock' },
  cart: { name: 'Cart', data: 'what is in it' },
  session: { name: 'Session', data: 'who is logged in' },
  chat: { name: 'Chat', data: 'the inbox' },
  presence: { name: 'Presence', data: 'who is online' },
  vote: { name: 'Votes', data: 'the tally' },
};

const anomalyWords: Readonly<Record<Anomaly, string>> = {
  repeated: 'repeated',
  lost: 'lost after “ok”',
  oversold: 'oversold',
  returned: 'back in the cart',
  stale: 'stale reads',
};

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What was counted of a function: “79 repeated, 12 oversold”. */
export function sayAnomalies({ counts }: Figures, which: readonly Anomaly[] = anomalies): string {
  const found = which.filter((anomaly) => counts[anomaly] > 0);
  if (found.length === 0) return 'none';
  return found.map((anomaly) => `${counts[anomaly]} ${anomalyWords[anomaly]}`).join(', ');
}

/** Whether a function keeps its promise, and if not, where it breaks. */
export function sayPromise(fn: Fn, figures: Figures): string {
  if (keepsPromise(fn, figures)) return 'kept';
  const { allows, answeredInCut, answeredElse } = promised[fn];
  const parts: string[] = [];
  if (sortedAnomalies(fn, figures).broken > 0) {
    const forbidden = anomalies.filter((anomaly) => !allows.includes(anomaly));
    parts.push(sayAnomalies(figures, forbidden));
  }
  if (figures.answeredInCut < answeredInCut)
    parts.push(
      `${percent(figures.answeredInCut)} answered in the cut, of ${percent(answeredInCut)}`,
    );
  if (figures.answeredElse < answeredElse)
    parts.push(`${percent(figures.answeredElse)} answered, of ${percent(answeredElse)}`);
  return `broken: ${parts.join('; ')}`;
}

/** How many promises hold. */
export const saysOfPromises = (measured: Measured): string =>
  `${promisesKept(measured)} of ${functions.length} promises kept.`;

/** The names of the functions that were decided differently. */
export function sayChanged(before: Ledger, after: Ledger): string {
  const names = changed(before, after).map((fn) => named[fn].name);
  return names.length === functions.length ? 'everything' : names.join(', ');
}

/** What somebody has decided differently, function by function. */
export function sayChanges(before: Ledger, after: Ledger): string {
  const parts = changed(before, after).map((fn) => {
    const moves = (['retry', 'sharing'] as const)
      .filter((column) => before[fn][column] !== after[fn][column])
      .map((column) => `${before[fn][column]} → ${after[fn][column]}`);
    return `${named[fn].name}: ${moves.join(', ')}`;
  });
  return parts.length === 0 ? 'Nothing was changed.' : `${parts.join('. ')}.`;
}

export interface Moved {
  readonly better: readonly string[];
  readonly worse: readonly string[];
}

/** Which scales moved from one measurement to the next, and in which direction. */
export function moved(before: Measured, after: Measured): Moved {
  const better: string[] = [];
  const worse: string[] = [];
  for (const { short, of, say, ends } of scales) {
    const [from, to] = [of(before), of(after)];
    if (say(from) === say(to)) continue;
    const isBetter = to > from === ends[1] > ends[0];
    (isBetter ? better : worse).push(`${short} ${say(from)} → ${say(to)}`);
  }
  return { better, worse };
}

/** The functions that have begun to break their promise, or to keep it. */
export function promisesMoved(before: Measured, after: Measured): string {
  const flipped = functions.filter(
    (fn) => keepsPromise(fn, before.byFunction[fn]) !== keepsPromise(fn, after.byFunction[fn]),
  );
  return flipped
    .map((fn) => {
      const figures = after.byFunction[fn];
      const { name } = named[fn];
      return keepsPromise(fn, figures)
        ? `${name}: the promise is kept now.`
        : `${name}: the promise is ${sayPromise(fn, figures)}.`;
    })
    .join(' ');
}

/** Over a run that is walked through. */
export const sayWitness = (
  fn: Fn,
  {
    anomaly,
    outcome,
    seed,
  }: {
    readonly anomaly: Anomaly;
    readonly outcome: { readonly request: { readonly id: string } };
    readonly seed: number;
  },
): string => `${named[fn].name}, seed ${seed}: ${outcome.request.id}, ${anomalyWords[anomaly]}`;

/** It takes several items or users to show it. */
export const nothingToWalk =
  'No short run shows it: what was counted needs more than one item or user at a time.';

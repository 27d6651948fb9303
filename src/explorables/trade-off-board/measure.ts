/** What a ledger comes to, counted over all runs of the campaign. */
import type { Book } from './book.ts';
import { campaign } from './campaign.ts';
import type { Figures, Measured } from './figures.ts';
import { judge } from './judge.ts';
import { functions, type Fn, type Ledger } from './ledger.ts';
import { everyFault, play, type Faults, type Played } from './play.ts';
import { anomalies, type Anomaly } from './promises.ts';

/** Plays all seeds, one after the other, and measures. */
export function measure(
  ledger: Ledger,
  faults: Faults = everyFault,
  seeds: readonly number[] = campaign.seeds,
): Measured {
  const runs = seeds.map((seed) => play(ledger, seed, { faults }));
  const byFunction = functions.map((fn): [Fn, Tally] => {
    const tally = emptyTally();
    for (const run of runs) for (const played of run) if (played.fn === fn) count(played, tally);
    return [fn, tally];
  });
  const total = byFunction.reduce((sum, [, tally]) => add(sum, tally), emptyTally());
  return {
    total: figuresOf(total),
    // Each function is there once.
    byFunction: Object.fromEntries(
      byFunction.map(([fn, tally]) => [fn, figuresOf(tally)]),
    ) as Record<Fn, Figures>,
  };
}

interface Tally {
  operations: number;
  readonly counts: Record<Anomaly, number>;
  askedInCut: number;
  answeredInCut: number;
  askedElse: number;
  answeredElse: number;
  held: number;
  kept: number;
  tookMs: number[];
  messages: number;
  storedBytes: number;
}

const emptyTally = (): Tally => ({
  operations: 0,
  counts: { repeated: 0, lost: 0, oversold: 0, returned: 0, stale: 0 },
  askedInCut: 0,
  answeredInCut: 0,
  askedElse: 0,
  answeredElse: 0,
  held: 0,
  kept: 0,
  tookMs: [],
  messages: 0,
  storedBytes: 0,
});

function add(one: Tally, other: Tally): Tally {
  const sum = emptyTally();
  for (const { counts } of [one, other])
    for (const anomaly of anomalies) sum.counts[anomaly] += counts[anomaly];
  for (const tally of [one, other]) {
    sum.operations += tally.operations;
    sum.askedInCut += tally.askedInCut;
    sum.answeredInCut += tally.answeredInCut;
    sum.askedElse += tally.askedElse;
    sum.answeredElse += tally.answeredElse;
    sum.held += tally.held;
    sum.kept += tally.kept;
    sum.tookMs = [...sum.tookMs, ...tally.tookMs];
    sum.messages += tally.messages;
    sum.storedBytes += tally.storedBytes;
  }
  return sum;
}

function figuresOf(tally: Tally): Figures {
  const { operations, askedInCut, answeredInCut, held, kept, messages, storedBytes } = tally;
  const sorted = tally.tookMs.toSorted((one, other) => one - other);
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return {
    operations,
    counts: tally.counts,
    answeredInCut: answeredInCut / askedInCut,
    answeredElse: tally.answeredElse / tally.askedElse,
    kept: held === 0 ? 1 : kept / held,
    medianMs: round(quantile(0.5)),
    p99Ms: round(quantile(0.99)),
    messages: round(messages / operations),
    storedBytes: Math.round(storedBytes / operations),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function count(played: Played, tally: Tally): void {
  const { outcomes, messages, reports } = played;
  const { found, held, kept } = judge(played);
  for (const anomaly of anomalies) tally.counts[anomaly] += found[anomaly].length;
  tally.held += held;
  tally.kept += kept;

  tally.operations += outcomes.length;
  for (const { atMs, answeredMs } of outcomes) {
    const tookMs = answeredMs - atMs;
    const isAnswered = tookMs <= campaign.deadlineMs;
    if (isAnswered) tally.tookMs.push(tookMs);
    const one = isAnswered ? 1 : 0;
    if (atMs >= campaign.cutFromMs && atMs + campaign.deadlineMs <= campaign.cutUntilMs) {
      tally.askedInCut++;
      tally.answeredInCut += one;
    } else if (atMs + campaign.deadlineMs <= campaign.cutFromMs || atMs >= campaign.cutUntilMs) {
      tally.askedElse++;
      tally.answeredElse += one;
    }
  }
  tally.messages += messages;
  for (const { label, books } of reports)
    if (label === 'before') tally.storedBytes += bytesOf(books);
}

/** Bytes of a book as JSON: entries, removals, and the record of ids. */
function bytesOf(books: Readonly<Record<string, Book>>): number {
  return JSON.stringify(books).length;
}

/**
 * What a ledger comes to, counted over all runs. The yardstick is one copy that never fails and answers in an instant:
 * each way of falling short of it is counted, whether or not the ledger allows it.
 */
import { live, merge, emptyBook, stockOf, type Book } from './book.ts';
import { campaign } from './campaign.ts';
import { functions, type Fn, type Ledger } from './ledger.ts';
import { anomalies, type Anomaly } from './promises.ts';
import {
  booksOf,
  everyFault,
  play,
  type Faults,
  type Look,
  type Outcome,
  type Played,
} from './play.ts';
import type { Figures, Measured } from './figures.ts';

/** Plays all seeds, one after the other, and measures. */
export function measure(
  ledger: Ledger,
  faults: Faults = everyFault,
  seeds: readonly number[] = campaign.seeds,
): Measured {
  const runs = seeds.map((seed) => play(ledger, seed, faults));
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

/** The state of every subject at a look, all living copies taken together. */
function viewOf(played: Played, look: Look): (subject: string) => Book {
  const views = new Map<string, Book>();
  return (subject) => {
    const known =
      views.get(subject) ??
      booksOf(played, look, subject).reduce(
        (one, other) => merge(played.fn, one, other),
        emptyBook,
      );
    views.set(subject, known);
    return known;
  };
}

/** True if the effect of an acknowledged write is there, or something newer in its place. */
function holds(fn: Fn, book: Book, { request }: Outcome): boolean {
  if (fn === 'session' || fn === 'presence')
    return Object.values(book.entries).some(({ version }) => version >= request.version);
  return Object.values(book.entries).some(({ intent }) => intent === request.id);
}

function count(played: Played, tally: Tally): void {
  const { fn, outcomes, messages, reports } = played;
  const before = viewOf(played, 'before');
  const after = viewOf(played, 'after');
  const end = viewOf(played, 'end');
  const written = outcomes.filter(
    ({ request, answer }) => request.kind === 'add' && answer === 'ok',
  );
  const early = written.filter(({ answeredMs }) => answeredMs < campaign.crashMs - 100);
  const late = written.filter(({ atMs }) => atMs > campaign.crashMs + 100);
  const heldEarly = early.filter((each) => holds(fn, before(each.request.subject), each));
  const kept = heldEarly.filter((each) => holds(fn, after(each.request.subject), each));
  const lateKept = late.filter((each) => holds(fn, end(each.request.subject), each));

  tally.held += heldEarly.length;
  tally.kept += kept.length;
  tally.counts.lost += early.length - kept.length + late.length - lateKept.length;
  tally.counts.repeated += repeated(played, before, end);
  if (fn === 'order') tally.counts.oversold += oversold(outcomes);
  if (fn === 'cart') tally.counts.returned += returned(outcomes, written, end);
  tally.counts.stale += stale(fn, outcomes, [...kept, ...lateKept]);

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

/** Orders shipped more than once; texts and votes that count more than once. */
function repeated(
  { fn, outcomes }: Played,
  ...views: readonly ((subject: string) => Book)[]
): number {
  if (fn !== 'order' && fn !== 'chat' && fn !== 'vote') return 0;
  let more = 0;
  for (const { request, acted } of outcomes) {
    if (request.kind !== 'add') continue;
    // A parcel cannot be merged away: what counts is how often a shop has acted.
    const times =
      fn === 'order' ? acted : Math.max(...views.map((view) => entriesOf(view, request)));
    more += Math.max(0, times - 1);
  }
  return more;
}

function entriesOf(
  view: (subject: string) => Book,
  { subject, id }: { readonly subject: string; readonly id: string },
): number {
  return Object.values(view(subject).entries).filter(({ intent }) => intent === id).length;
}

/** Customers who were sold a copy that was not there. */
function oversold(outcomes: readonly Outcome[]): number {
  const sold = new Map<string, number>();
  for (const { request, acted } of outcomes)
    if (acted > 0) sold.set(request.subject, (sold.get(request.subject) ?? 0) + 1);
  let over = 0;
  for (const [subject, customers] of sold) over += Math.max(0, customers - stockOf(subject));
  return over;
}

/** Things that a customer has put in and taken out again, both acknowledged, and that are in the cart at the end. */
function returned(
  outcomes: readonly Outcome[],
  written: readonly Outcome[],
  end: (subject: string) => Book,
): number {
  const removed = outcomes.filter(
    ({ request, answer }) => request.kind === 'remove' && answer === 'ok',
  );
  return removed.filter(({ atMs, request: { subject, item } }) => {
    const put = written.find(({ request }) => request.item === item);
    if (put === undefined || put.answeredMs > atMs) return false;
    const book = end(subject);
    return live(book).some((entry) => book.entries[entry]?.item === item);
  }).length;
}

/** Reads that lacked a write which had been acknowledged before they were asked, and which still exists. */
function stale(fn: Fn, outcomes: readonly Outcome[], written: readonly Outcome[]): number {
  const versions = new Map(outcomes.map(({ request }) => [request.id, request.version]));
  return outcomes.filter(({ atMs, answer, request: { subject } }) => {
    if (answer === null || typeof answer === 'string') return false;
    const seen = new Set(answer.seen);
    const newest = Math.max(0, ...answer.seen.map((id) => versions.get(id) ?? 0));
    return written.some(({ answeredMs, request }) => {
      if (request.subject !== subject || answeredMs >= atMs) return false;
      return fn === 'session' || fn === 'presence'
        ? request.version > newest
        : !seen.has(request.id);
    });
  }).length;
}

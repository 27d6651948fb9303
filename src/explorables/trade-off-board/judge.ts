/**
 * What a run did that one copy would not have done: the yardstick is one copy that never fails and answers in an
 * instant. Each way of falling short of it is found, whether or not a promise allows it.
 */
import { emptyBook, live, merge, stockOf, type Book, type Request } from './book.ts';
import { campaign } from './campaign.ts';
import type { Fn } from './ledger.ts';
import { booksOf, type Look, type Outcome, type Played } from './play.ts';
import type { Anomaly } from './promises.ts';

export interface Judged {
  /** The operations at which it showed; one that was carried out three times is there twice. */
  readonly found: Readonly<Record<Anomaly, readonly Outcome[]>>;
  /** Acknowledged writes that were there just before the crash, and how many of them were there after it. */
  readonly held: number;
  readonly kept: number;
}

/** Copies of a subject, all living ones taken together. */
type View = (subject: string) => Book;

function viewOf(played: Played, look: Look): View {
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

/** Judges one function's part of a run. */
export function judge(played: Played): Judged {
  const { fn, outcomes } = played;
  const before = viewOf(played, 'before');
  const after = viewOf(played, 'after');
  const end = viewOf(played, 'end');
  const isIn = (view: View) => (each: Outcome) => holds(fn, view(each.request.subject), each);
  const written = outcomes.filter(
    ({ request, answer }) => request.kind === 'add' && answer === 'ok',
  );
  const early = written.filter(({ answeredMs }) => answeredMs < campaign.crashMs - 100);
  const late = written.filter(({ atMs }) => atMs > campaign.crashMs + 100);
  const held = early.filter(isIn(before));
  const kept = held.filter(isIn(after));
  const lateKept = late.filter(isIn(end));
  const remaining = new Set([...kept, ...lateKept]);
  return {
    held: held.length,
    kept: kept.length,
    found: {
      repeated: repeated(played, [before, end]),
      lost: [...early, ...late].filter((each) => !remaining.has(each)),
      oversold: fn === 'order' ? oversold(outcomes) : [],
      returned: fn === 'cart' ? returned(outcomes, written, end) : [],
      stale: stale(fn, outcomes, [...remaining]),
    },
  };
}

/** True if the effect of an acknowledged write is there, or something newer in its place. */
function holds(fn: Fn, book: Book, { request }: Outcome): boolean {
  if (fn === 'session' || fn === 'presence')
    return Object.values(book.entries).some(({ version }) => version >= request.version);
  return Object.values(book.entries).some(({ intent }) => intent === request.id);
}

/** Orders shipped more than once; texts and votes that count more than once. */
function repeated({ fn, outcomes }: Played, views: readonly View[]): readonly Outcome[] {
  if (fn !== 'order' && fn !== 'chat' && fn !== 'vote') return [];
  return outcomes.flatMap((outcome) => {
    const { request, acted } = outcome;
    // A parcel cannot be merged away: what counts is how often a shop has acted.
    const times =
      fn === 'order' ? acted : Math.max(...views.map((view) => entriesOf(view, request)));
    return Array.from({ length: Math.max(0, times - 1) }, () => outcome);
  });
}

function entriesOf(view: View, { subject, id }: Request): number {
  return Object.values(view(subject).entries).filter(({ intent }) => intent === id).length;
}

/** The customers who were sold a copy that was not there. */
function oversold(outcomes: readonly Outcome[]): readonly Outcome[] {
  const sold = new Map<string, number>();
  return outcomes.filter(({ request: { subject }, acted }) => {
    if (acted === 0) return false;
    const copies = (sold.get(subject) ?? 0) + 1;
    sold.set(subject, copies);
    return copies > stockOf(subject);
  });
}

/** Removals of things that had been put in, both acknowledged, and that are in the cart at the end. */
function returned(
  outcomes: readonly Outcome[],
  written: readonly Outcome[],
  end: View,
): readonly Outcome[] {
  const removals = outcomes.filter(
    ({ request, answer }) => request.kind === 'remove' && answer === 'ok',
  );
  return removals.filter(({ atMs, request: { subject, item } }) => {
    const put = written.find(({ request }) => request.item === item);
    if (put === undefined || put.answeredMs > atMs) return false;
    const book = end(subject);
    return live(book).some((entry) => book.entries[entry]?.item === item);
  });
}

/** Reads that lacked a write which had been acknowledged before they were asked, and which still exists. */
function stale(
  fn: Fn,
  outcomes: readonly Outcome[],
  written: readonly Outcome[],
): readonly Outcome[] {
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
  });
}

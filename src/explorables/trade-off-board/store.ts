/**
 * A shop's copies of one data set. Under `majority` it is an acceptor: it promises and accepts, and never decides by
 * itself. Under all the others it decides alone, answers, and sends what came of it to the other copies.
 */
import { cast, node, receive, reply, send } from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import { apply, emptyBook, merge, type Answer, type Book, type Request } from './book.ts';
import type { Observed } from './client.ts';
import type { Decision, Fn } from './ledger.ts';
import { holders } from './route.ts';

/** One copy, and how far a majority has got with it. */
interface Copy {
  book: Book;
  /** The number up to which older proposals are refused. */
  promised: number;
  /** The number under which the book was accepted. */
  accepted: number;
}

/** What a proposer asks of an acceptor. */
export type Ask =
  | { readonly kind: 'prepare'; readonly number: number }
  | { readonly kind: 'accept'; readonly number: number; readonly book: Book };

/** What the acceptor answers; `number` is the proposal's, so that late answers are told apart. */
export interface Vote {
  readonly kind: 'vote';
  readonly phase: Ask['kind'];
  readonly number: number;
  readonly isYes: boolean;
  readonly promised: number;
  readonly accepted: number;
  readonly book: Book;
}

/** A copy as it is put on record. */
export interface Report {
  readonly kind: 'report';
  readonly label: string;
  readonly fn: Fn;
  readonly books: Readonly<Record<string, Book>>;
  /** Numbers under which the books were accepted; zero where nobody votes. */
  readonly accepted: Readonly<Record<string, number>>;
}

type Message =
  | { readonly kind: 'call'; readonly from: unknown; readonly request: Request }
  | {
      readonly kind: 'cast';
      readonly request: { readonly subject: string; readonly book: Book };
    }
  | { readonly kind: 'ask'; readonly from: Pid; readonly subject: string; readonly ask: Ask }
  | { readonly kind: 'report'; readonly label: string };

/** The process that keeps them. */
export function* store({ fn, decision }: { readonly fn: Fn; readonly decision: Decision }) {
  const copies = new Map<string, Copy>();
  const copyOf = (subject: string): Copy => {
    const known = copies.get(subject) ?? { book: emptyBook, promised: 0, accepted: 0 };
    copies.set(subject, known);
    return known;
  };
  let executions = 0;
  for (;;) {
    const message = yield* wait<Message>(receive());
    if (message.kind === 'report') observe(reportOf(message.label, fn, copies));
    else if (message.kind === 'ask') vote(copyOf(message.subject), message);
    else if (message.kind === 'cast') {
      const copy = copyOf(message.request.subject);
      copy.book = merge(fn, copy.book, message.request.book);
    } else {
      executions++;
      const { request, from } = message;
      const copy = copyOf(request.subject);
      const { answer, isNew } = execute(copy, request, { decision, executions });
      if (isNew) tell(request, copy.book, decision);
      reply(from, answer);
    }
  }
}

/** Carries a request out on this copy, on nobody's authority but its own. */
function execute(
  copy: Copy,
  request: Request,
  { decision, executions }: { readonly decision: Decision; readonly executions: number },
): { readonly answer: Answer; readonly isNew: boolean } {
  const keepsRecord = decision.retry === 'exactly-once effect';
  const entry = keepsRecord ? request.id : `${request.id}@${node()}.${executions}`;
  const { book, answer, acted } = apply(copy.book, request, { entry, keepsRecord });
  if (acted) observe({ kind: 'acted', id: request.id } satisfies Observed);
  const isNew = book !== copy.book;
  copy.book = book;
  return { answer, isNew };
}

/** Sends the copy to all others, at once; nobody waits until it is there. */
function tell({ fn, subject }: Request, book: Book, { sharing }: Decision): void {
  for (const peer of holders(sharing, subject))
    if (peer !== node()) cast({ name: fn, node: peer }, { subject, book });
}

function vote(copy: Copy, message: Message & { readonly kind: 'ask' }): void {
  const { ask } = message;
  const isYes = ask.kind === 'prepare' ? ask.number > copy.promised : ask.number >= copy.promised;
  if (isYes) copy.promised = ask.number;
  if (isYes && ask.kind === 'accept') {
    copy.book = ask.book;
    copy.accepted = ask.number;
  }
  const { promised, accepted, book } = copy;
  const phase = ask.kind;
  const own: Vote = { kind: 'vote', phase, number: ask.number, isYes, promised, accepted, book };
  send(message.from, own);
}

function reportOf(label: string, fn: Fn, copies: ReadonlyMap<string, Copy>): Report {
  const all = [...copies];
  return {
    kind: 'report',
    label,
    fn,
    books: Object.fromEntries(all.map(([subject, { book }]) => [subject, book])),
    accepted: Object.fromEntries(all.map(([subject, { accepted }]) => [subject, accepted])),
  };
}

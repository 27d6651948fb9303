/**
 * A shop's way of deciding by majority: a register for each subject, agreed on by two of three (CASPaxos). It has a
 * number promised by two, takes the newest book that either has accepted, carries the request out on it, and has the
 * result accepted by two. Who reaches one copy only is told `unavailable`, because somebody else may be deciding.
 */
import { any, node, random, receive, reply, self, send, sleep, timeout } from '#runtime/index.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import { apply, emptyBook, type Request } from './book.ts';
import type { Observed } from './client.ts';
import type { Decision, Fn } from './ledger.ts';
import { shops } from './route.ts';
import type { Ask, Vote } from './store.ts';

const quorum = 2;
/** Two ways between data centres, and some patience. */
const phaseTimeoutMs = 40;
const roundsMax = 4;

interface Incoming {
  readonly kind: 'call';
  readonly from: unknown;
  readonly request: Request;
}

/** The process that decides for one data set, one request after the other. */
export function* decider({ fn, decision }: { readonly fn: Fn; readonly decision: Decision }) {
  let highest = 0;
  for (let executions = 0; ; executions++) {
    const { from, request } = yield* wait<Incoming>(receive({ kind: 'call' }));
    const keepsRecord = decision.retry === 'exactly-once effect';
    const entry = keepsRecord ? request.id : `${request.id}@${node()}.${executions}`;
    const act = { request, entry, keepsRecord };
    let isCertain = true;
    for (let round = 1; round <= roundsMax; round++) {
      const number = next(highest);
      highest = number;
      const outcome = yield* propose(fn, number, act);
      highest = Math.max(highest, outcome.promised);
      if (outcome.kind === 'decided') {
        reply(from, outcome.answer);
        break;
      }
      if (outcome.kind === 'refused') yield* wait(sleep(random() * 8 * round));
      else {
        if (isCertain && outcome.phase === 'prepare') reply(from, 'unavailable');
        break;
      }
      // Somebody has been asked to accept, so whether it was done is unknown, and unknown is answered by silence.
      if (outcome.phase === 'accept') isCertain = false;
    }
  }
}

/** The next number of this shop; no two shops have one in common. */
function next(highest: number): number {
  const own = shops.findIndex((shop) => shop === node());
  return (Math.floor(highest / shops.length) + 1) * shops.length + own;
}

interface Act {
  readonly request: Request;
  readonly entry: string;
  readonly keepsRecord: boolean;
}

function* propose(fn: Fn, number: number, { request, entry, keepsRecord }: Act) {
  const { subject, id } = request;
  const promises = yield* gather(fn, subject, { kind: 'prepare', number });
  if (promises.kind !== 'agreed') return { ...promises, phase: 'prepare' as const };
  const newest = promises.votes.reduce((one, other) =>
    other.accepted > one.accepted ? other : one,
  );
  const start = newest.accepted === 0 ? emptyBook : newest.book;
  const { book, answer, acted } = apply(start, request, { entry, keepsRecord });
  const accepts = yield* gather(fn, subject, { kind: 'accept', number, book });
  if (accepts.kind !== 'agreed') return { ...accepts, phase: 'accept' as const };
  if (acted) observe({ kind: 'acted', id } satisfies Observed);
  return { kind: 'decided' as const, answer, promised: 0 };
}

/** Asks all acceptors, and waits for two that agree. */
function* gather(fn: Fn, subject: string, ask: Ask) {
  for (const shop of shops)
    send({ name: fn, node: shop }, { kind: 'ask', from: self(), subject, ask });
  const { number, kind: phase } = ask;
  const votes: Vote[] = [];
  let refusals = 0;
  let promised = 0;
  for (;;) {
    const vote = yield* wait<Vote | typeof timeout>(
      receive({ kind: 'vote', phase, number, isYes: any }, phaseTimeoutMs),
    );
    if (vote === timeout) return { kind: 'alone' as const, promised };
    promised = Math.max(promised, vote.promised);
    if (vote.isYes) votes.push(vote);
    else refusals++;
    if (votes.length >= quorum) return { kind: 'agreed' as const, votes, promised };
    if (refusals >= quorum) return { kind: 'refused' as const, promised };
  }
}

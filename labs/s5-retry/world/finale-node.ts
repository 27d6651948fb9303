/** What runs on the node `ledger` on the night of the finale: a ledger that takes its time for a vote. */
import { random, receive, reply, self, send, sendAfter, type Call } from 'nines';
import { conversation, observe } from 'nines/world';
import { Answers, type Due } from './answer-later.ts';
import { carryOut, isVote, Rows, type Operation } from './ledger-node.ts';

interface Finale {
  /** A vote takes so long on average. Its times are exponential: one in twelve takes more than two and a half of it. */
  readonly meanMs: number;
  /** So many votes of one shop are worked on at once; the others wait, first come, first served. */
  readonly lines: number;
  readonly shops: readonly string[];
}
/** Each shop has so many lines from now on. */
interface LinesAre {
  readonly kind: 'lines';
  readonly count: number;
}
/** A vote has had its time. */
interface Worked {
  readonly kind: 'worked';
  readonly number: number;
}

const otherMs = 5;

/** The everyday ledger, except that votes take their time. */
export async function finaleLedger({ meanMs, lines, shops }: Finale): Promise<void> {
  const rows = new Rows();
  const answers = new Answers();
  const desk = new VoteDesk(meanMs, lines);
  for (;;) {
    const message = await receive<Call<Operation> | Due | LinesAre | Worked>();
    switch (message.kind) {
      case 'due':
        answers.give(message);
        break;
      case 'worked':
        desk.finish(message, rows);
        break;
      case 'lines':
        for (const shop of shops) send({ name: 'lines', node: shop }, { count: message.count });
        desk.resize(message.count);
        observe({ kind: 'linesAre', count: message.count });
        break;
      default:
        if (message.request.op === 'putIfAbsent' && isVote(message.request.key)) desk.add(message);
        else answers.later(otherMs, message.from, answerTo(rows, message.request));
    }
  }
}

function answerTo(rows: Rows, request: Operation): unknown {
  const value = carryOut(rows, request);
  return { op: request.op, isFound: value !== undefined, value };
}

/** The votes that are being worked on, and those that wait for a line of their shop. */
class VoteDesk {
  readonly #meanMs: number;
  #lines: number;
  #last = 0;
  readonly #inHand = new Map<number, Call<Operation>>();
  readonly #busy = new Map<string, number>();
  readonly #waiting = new Map<string, Call<Operation>[]>();

  constructor(meanMs: number, lines: number) {
    this.#meanMs = meanMs;
    this.#lines = lines;
  }

  add(vote: Call<Operation>): void {
    const shop = vote.from.pid.node;
    const waiting = this.#waiting.get(shop) ?? [];
    this.#waiting.set(shop, waiting);
    waiting.push(vote);
    this.#goOn(shop);
  }

  finish({ number }: Worked, rows: Rows): void {
    const vote = this.#inHand.get(number);
    if (vote === undefined) return;
    this.#inHand.delete(number);
    reply(vote.from, answerTo(rows, vote.request));
    const shop = vote.from.pid.node;
    this.#busy.set(shop, this.#busyOf(shop) - 1);
    this.#goOn(shop);
  }

  resize(lines: number): void {
    this.#lines = lines;
    for (const shop of this.#waiting.keys()) this.#goOn(shop);
  }

  #goOn(shop: string): void {
    const waiting = this.#waiting.get(shop) ?? [];
    while (this.#busyOf(shop) < this.#lines) {
      const vote = waiting.shift();
      if (vote === undefined) return;
      this.#begin(shop, vote);
    }
  }

  #begin(shop: string, vote: Call<Operation>): void {
    this.#busy.set(shop, this.#busyOf(shop) + 1);
    this.#last += 1;
    this.#inHand.set(this.#last, vote);
    // Whatever made room for it belonged to another vote.
    if (vote.request.op === 'putIfAbsent') conversation(String(vote.request.record.id));
    observe({ kind: 'begun' });
    const takesMs = -Math.log(1 - random()) * this.#meanMs;
    sendAfter(takesMs, self(), { kind: 'worked', number: this.#last });
  }

  #busyOf(shop: string): number {
    return this.#busy.get(shop) ?? 0;
  }
}

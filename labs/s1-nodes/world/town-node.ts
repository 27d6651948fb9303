/** The town: browsers, the queue of invoices, and the box of uploaded pictures. */
import { call, now, receive, sleep, spawn } from 'nines';
import { observe } from 'nines/world';
import { priceOf } from './functions.ts';
import { inTurn, isUp, watch } from './machines.ts';
import type { PdfRequest, Req, Res, ThumbRequest } from './types.ts';

/** A browser gives up after this. */
const deadlineMs = 1_000;
/** Between the books and the checkout. */
const thinkMs = 2_000;
/** Invoices and pictures are not waited for by anybody in person. */
const patienceMs = 10_000;

type Operation = { readonly id: string } & (
  | {
      readonly fn: 'visit';
      readonly args: { readonly turn: number; readonly books: readonly string[] };
    }
  | { readonly fn: 'search'; readonly args: { readonly turn: number; readonly words: string } }
  | {
      readonly fn: 'print' | 'printFour';
      readonly args: { readonly turn: number; readonly title: string };
    }
  | { readonly fn: 'shrink'; readonly args: { readonly turn: number; readonly picture: string } }
);

/** Starts a process for every operation, so that a slow one holds up nobody else. */
export async function town(): Promise<void> {
  spawn(watch, undefined, { name: 'machine' });
  for (;;) {
    spawn(carryOut, await receive<Operation>());
  }
}

async function carryOut(operation: Operation): Promise<void> {
  const { id, fn, args } = operation;
  switch (fn) {
    case 'visit':
      return await visit(id, args);
    case 'search': {
      const web = inTurn('web.render', args.turn);
      const answer = await browse(web, { fn, words: args.words });
      return answered(id, { ok: answer.kind === 'found', web });
    }
    case 'print':
      return await post(id, 'pdf', args.turn, { fn, title: args.title });
    case 'printFour':
      for (let copy = 1; copy < 4; copy++) {
        spawn(another, { id, turn: args.turn + copy, title: args.title });
      }
      return await post(id, 'pdf', args.turn, { fn: 'print', title: args.title });
    case 'shrink':
      return await post(id, 'thumb', args.turn, { fn, picture: args.picture });
  }
}

/** Puts books into the cart, thinks, and checks out. Nothing is asked twice: that would hide what is broken. */
async function visit(
  id: string,
  { turn, books }: { readonly turn: number; readonly books: readonly string[] },
): Promise<void> {
  const startedMs = now();
  const first = inTurn('web.render', turn);
  const cart = await browse(first, { fn: 'add', session: id, books });
  const isAdded = cart.kind === 'cart' && priceOf(cart.books) === priceOf(books);
  observe({ kind: 'added', ok: isAdded, web: first, count: books.length });
  await sleep(startedMs + thinkMs - now());
  // A browser keeps its connection; if it was reset, the next request is dealt anew.
  const web = isUp(first) ? first : inTurn('web.render', turn);
  const beganMs = now();
  const answer = await browse(web, { fn: 'checkout', session: id });
  const why = problemOf(answer, isAdded ? priceOf(books) : null);
  const tookMs = now() - beganMs;
  observe({ kind: 'checkedOut', ok: why === '', why, web, first, isAdded, beganMs, tookMs });
  answered(id, { ok: why === '', why });
}

/** What is wrong with the answer to a checkout; who was not told that the books are in the cart takes any answer. */
function problemOf(answer: Res, cents: number | null): string {
  if (answer.kind === 'ordered') {
    return cents === null || answer.cents === cents ? '' : 'another cart was ordered';
  }
  const error = answer.kind === 'error' ? answer.error : 'no order';
  return cents === null && error === 'the cart is empty' ? '' : error;
}

/** One request of a browser to a web machine. */
async function browse(web: string, request: Req): Promise<Res> {
  const result = await call<Res>({ name: 'web.render', node: web }, request, deadlineMs);
  if (result.kind === 'ok') return result.value;
  const error =
    result.kind === 'timeout' ? `no answer within ${deadlineMs} ms` : 'connection reset';
  return { kind: 'error', error };
}

/** One piece of work for a machine that does no more than this. */
async function post(
  id: string,
  app: 'pdf' | 'thumb',
  turn: number,
  request: PdfRequest | ThumbRequest,
): Promise<void> {
  const machine = inTurn(app, turn);
  const result = await call({ name: app, node: machine }, request, patienceMs);
  answered(id, { ok: result.kind === 'ok', machine });
}

async function another(copy: { id: string; turn: number; title: string }): Promise<void> {
  await post(copy.id, 'pdf', copy.turn, { fn: 'print', title: copy.title });
}

function answered(operation: string, answer: unknown): void {
  observe({ kind: 'answered', operation, answer });
}

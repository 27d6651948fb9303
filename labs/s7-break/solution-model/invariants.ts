// Differs: keeps a model of what the ledger allows and replays the run against it, in place of one rule for each promise.
import type { Answer, History, Ledger, Op, Violation } from './types.ts';

/** One thing that came to pass, whatever list it stands in. */
interface Line {
  readonly at: number;
  readonly op: string;
  readonly book: 'payhub' | 'warehouse' | 'bills' | 'answer';
  readonly result?: Answer['result'];
}

/** What the model knows of an operation: how often each book has it, and what the customer was told. */
interface State {
  readonly op: Op;
  readonly counts: Record<Line['book'], number>;
  result: Answer['result'] | null;
}

/** Steps through the run and stops at the first line that the model does not allow. */
export function safety(history: History, ledger: Ledger): Violation[] {
  const states = statesOf(history);
  const left = new Map(Object.entries(ledger.copies));
  for (const line of linesOf(history)) {
    const state = states.get(line.op);
    if (state === undefined) continue;
    const broken = step(state, line, ledger) ?? taken(state, line, left);
    if (broken !== null) return [{ ...broken, at: line.at, op: line.op }];
  }
  return [];
}

/** The state that the model is in at the end is compared with that of the shops. */
export function eventually(history: History, ledger: Ledger): Violation[] {
  const lastMs = Math.max(history.healedMs, ...history.ops.map(({ at }) => at));
  if (lastMs + ledger.settledMs > history.endMs) return [];
  const states = statesOf(history);
  for (const line of linesOf(history)) {
    const state = states.get(line.op);
    if (state !== undefined) step(state, line, ledger);
  }
  const found = [...states.values()].flatMap((state) => ended(state, history));
  return [...found, ...cartsAt(history, states)].map((one) => ({ ...one, at: history.endMs }));
}

type Broken = Omit<Violation, 'at'>;

function step(state: State, { book, result }: Line, { functions }: Ledger): Broken | null {
  const { id, fn } = state.op;
  state.counts[book] += 1;
  if (book === 'answer') {
    state.result = result ?? null;
    const isForbidden = result === 'unavailable' && !functions[fn].mayRefuse;
    return isForbidden ? { code: 'refused', text: `${fn} may not be refused` } : null;
  }
  if (state.counts[book] > functions[fn].effectsMax) {
    return { code: `${book} twice`, text: `${id} is in the book ${state.counts[book]} times` };
  }
  const isRefused = state.result === 'unavailable' || state.result === 'sold_out';
  return isRefused ? { code: `${book} after a refusal`, text: `${id} was refused` } : null;
}

/** The model's own stock: a parcel takes a copy away. */
function taken({ op }: State, { book }: Line, left: Map<string, number>): Broken | null {
  if (book !== 'warehouse' || op.fn !== 'order.place') return null;
  const copies = (left.get(op.args.title) ?? 0) - 1;
  left.set(op.args.title, copies);
  return copies < 0 ? { code: 'oversold', text: `no copy of ${op.args.title} is left` } : null;
}

function statesOf({ ops }: History): Map<string, State> {
  return new Map(
    ops.map((op) => {
      const counts = { payhub: 0, warehouse: 0, bills: 0, answer: 0 };
      return [op.id, { op, counts, result: null }];
    }),
  );
}

function linesOf({ payhub, warehouse, bills, answers }: History): Line[] {
  const lines: Line[] = [
    ...payhub.map(({ at, op }): Line => ({ at, op, book: 'payhub' })),
    ...warehouse.map(({ at, op }): Line => ({ at, op, book: 'warehouse' })),
    ...bills.map(({ at, op }): Line => ({ at, op, book: 'bills' })),
    ...answers.map(({ at, op, result }): Line => ({ at, op, book: 'answer', result })),
  ];
  return lines.sort((one, other) => one.at - other.at);
}

function ended({ op, counts, result }: State, history: History): Broken[] {
  const { id } = op;
  switch (op.fn) {
    case 'order.place': {
      const isHalf = counts.payhub !== counts.warehouse;
      if (!isHalf && (counts.payhub > 0 || result !== 'ok')) return [];
      return [
        { code: 'order', op: id, text: `${id}: ${counts.payhub} paid, ${counts.warehouse} sent` },
      ];
    }
    case 'chat.send': {
      const isShown = history.inboxes.some((line) => line.op === id);
      return isShown || result !== 'ok' ? [] : [{ code: 'chat', op: id, text: `${id} is lost` }];
    }
    case 'vote.send': {
      if (result !== 'ok') return [];
      const counted = new Map<string, number>();
      for (const { node, choice, votes } of history.tallies)
        if (choice === op.args.choice) counted.set(node, votes);
      const isCounted = counted.size > 0 && [...counted.values()].every((votes) => votes > 0);
      return isCounted ? [] : [{ code: 'vote', op: id, text: `${id} is not counted everywhere` }];
    }
    default:
      return [];
  }
}

/** Every copy of a cart is what the answers allow. */
function cartsAt({ carts }: History, states: ReadonlyMap<string, State>): Broken[] {
  const copies = new Map<string, { cart: string; items: readonly string[] }>();
  for (const { node, cart, items } of carts) copies.set(`${node} ${cart}`, { cart, items });
  const first = new Map<string, string>();
  return [...copies.values()].flatMap(({ cart, items }): Broken[] => {
    const text = `[${items.join(', ')}] in the cart of ${cart}`;
    const other = first.get(cart) ?? items.join();
    first.set(cart, other);
    if (other !== items.join()) return [{ code: 'cart copies', text }];
    for (const [item, isIn] of wanted(cart, states)) {
      if (items.includes(item) !== isIn) return [{ code: isIn ? 'cart lost' : 'cart back', text }];
    }
    return [];
  });
}

/** What the customer may rely on: the last word on each item, if it was answered with ok. */
function wanted(cart: string, states: ReadonlyMap<string, State>): Map<string, boolean> {
  const items = new Map<string, boolean>();
  for (const { op, result } of states.values()) {
    if ((op.fn !== 'cart.add' && op.fn !== 'cart.remove') || op.args.cart !== cart) continue;
    if (result === 'ok') items.set(op.args.item, op.fn === 'cart.add');
    else items.delete(op.args.item);
  }
  return items;
}

/** The house's judge: compares the books and the shops with what the ledger allows. */
import type { Answer, History, Ledger, Op, Violation } from './world/types.ts';

/** What may never happen, whenever one looks. */
export function safetyOf(history: History, ledger: Ledger): Violation[] {
  const found: Violation[] = [];
  const { payhub, warehouse, bills } = history;
  found.push(
    ...repeated(payhub, 'charged-twice', 'PayHub charged twice for'),
    ...repeated(warehouse, 'shipped-twice', 'the warehouse shipped twice for'),
    ...repeated(bills, 'billed-twice', 'the carrier billed twice for'),
  );
  const shipped = new Map<string, number>();
  for (const { at, op, title } of warehouse) {
    const count = (shipped.get(title) ?? 0) + 1;
    shipped.set(title, count);
    if (count > (ledger.copies[title] ?? 0)) {
      found.push({ code: 'oversold', at, op, text: `copy ${count} of ${title} was shipped` });
    }
  }
  for (const { at, op, result } of history.answers) {
    const fn = history.ops.find(({ id }) => id === op)?.fn;
    const isRefused = result === 'unavailable' || result === 'sold_out';
    if (fn !== undefined && isRefused && !ledger.functions[fn].mayRefuse) {
      found.push({ code: 'refused', at, op, text: `${fn} was refused` });
    }
  }
  return found;
}

function repeated(
  book: readonly { readonly at: number; readonly op: string }[],
  code: string,
  text: string,
): Violation[] {
  const seen = new Set<string>();
  return book.flatMap(({ at, op }) => {
    const isFirst = !seen.has(op);
    seen.add(op);
    return isFirst ? [] : [{ code, at, op, text: `${text} ${op}` }];
  });
}

/** The shops that hold copies. */
export interface Holders {
  readonly carts: readonly string[];
  readonly votes: readonly string[];
}

const allShops = ['shop-1', 'shop-2', 'shop-3'];

/** What has come true when the faults have been over for long enough. Nothing is said of a run that ends before. */
export function eventuallyOf(
  history: History,
  ledger: Ledger,
  holders: Holders = { carts: allShops, votes: allShops },
): Violation[] {
  const lastMs = Math.max(history.healedMs, ...history.ops.map(({ at }) => at));
  if (lastMs + ledger.settledMs > history.endMs) return [];
  return [
    ...orderViolations(history),
    ...cartViolations(history, holders.carts),
    ...chatViolations(history),
    ...voteViolations(history, holders.votes),
  ];
}

function orderViolations({ ops, answers, payhub, warehouse, endMs: at }: History): Violation[] {
  return ops.flatMap((operation) => {
    if (operation.fn !== 'order.place') return [];
    const op = operation.id;
    const result = resultOf(answers, op);
    const charges = payhub.filter((line) => line.op === op).length;
    const parcels = warehouse.filter((line) => line.op === op).length;
    const say = (code: string, text: string): Violation[] => [{ code, at, op, text }];
    if (charges > 0 !== parcels > 0) return say('half-done', `${op} is charged or shipped alone`);
    if (result === 'ok' && charges === 0) return say('lost', `${op} was confirmed and is gone`);
    const isRefused = result === 'sold_out' || result === 'unavailable';
    if (isRefused && charges > 0) return say('refused-charged', `${op} was refused and charged`);
    return [];
  });
}

function cartViolations(
  { ops, answers, carts, endMs: at }: History,
  holders: readonly string[],
): Violation[] {
  const found: Violation[] = [];
  const last = new Map<string, readonly string[]>();
  for (const { node, cart, items } of carts) last.set(`${cart}@${node}`, items);
  for (const cart of new Set(carts.map((change) => change.cart))) {
    const copies = holders.map((node) => last.get(`${cart}@${node}`) ?? []);
    if (new Set(copies.map((items) => items.join())).size > 1) {
      found.push({ code: 'carts-differ', at, text: `the shops differ over the cart of ${cart}` });
    }
    for (const [item, { add, remove }] of changesOf(ops, cart)) {
      const wasAdded = resultOf(answers, add) === 'ok';
      const wasRemoved = remove !== undefined && resultOf(answers, remove) === 'ok';
      const isThere = copies.some((items) => items.includes(item));
      if (wasAdded && remove === undefined && !isThere) {
        found.push({ code: 'cart-lost', at, op: add, text: `${item} is gone from ${cart}’s cart` });
      }
      if (wasRemoved && isThere) {
        found.push({
          code: 'resurrected',
          at,
          op: remove,
          text: `${item} is back in ${cart}’s cart`,
        });
      }
    }
  }
  return found;
}

/** Item -> the operations that added and removed it. */
function changesOf(
  ops: readonly Op[],
  cart: string,
): Map<string, { add: string; remove?: string }> {
  const changes = new Map<string, { add: string; remove?: string }>();
  for (const op of ops) {
    if (op.fn === 'cart.add' && op.args.cart === cart) changes.set(op.args.item, { add: op.id });
    if (op.fn !== 'cart.remove' || op.args.cart !== cart) continue;
    const change = changes.get(op.args.item);
    if (change !== undefined) change.remove = op.id;
  }
  return changes;
}

function chatViolations({ ops, answers, inboxes, endMs: at }: History): Violation[] {
  return ops.flatMap(({ id, fn }): Violation[] => {
    const isLost = fn === 'chat.send' && resultOf(answers, id) === 'ok';
    if (!isLost || inboxes.some(({ op }) => op === id)) return [];
    return [{ code: 'chat-lost', at, op: id, text: `${id} was never shown` }];
  });
}

function voteViolations(
  { ops, answers, tallies, bills, endMs: at }: History,
  holders: readonly string[],
): Violation[] {
  const votes = ops.filter((op) => op.fn === 'vote.send');
  const last = new Map<string, number>();
  for (const { node, choice, votes: count } of tallies) last.set(`${choice}@${node}`, count);
  return [...new Set(votes.map((op) => op.args.choice))].flatMap((choice) => {
    const found: Violation[] = [];
    const cast = votes.filter((op) => op.args.choice === choice);
    const billed = cast.filter(({ id }) => bills.some(({ op }) => op === id)).length;
    const sure = cast.filter(({ id }) => resultOf(answers, id) === 'ok').length;
    for (const node of holders) {
      const count = last.get(`${choice}@${node}`) ?? 0;
      if (count < sure || count > cast.length || count !== billed) {
        const text = `${node} counts ${count} votes for ${choice}; ${sure} to ${cast.length} were cast, ${billed} billed`;
        found.push({ code: 'miscounted', at, text });
      }
    }
    return found;
  });
}

function resultOf(answers: readonly Answer[], op: string): Answer['result'] | undefined {
  return answers.find((answer) => answer.op === op)?.result;
}

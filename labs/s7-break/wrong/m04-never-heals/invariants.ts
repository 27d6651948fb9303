import type { CartChange, Fn, History, Ledger, Op, TallyChange, Violation } from './types.ts';

/** What may never happen, whatever is at fault: judged by the books, effect by effect. */
export function safety(history: History, ledger: Ledger): Violation[] {
  return [
    ...repeated(history, ledger),
    ...oversold(history, ledger),
    ...refusedAndDone(history),
    ...refusals(history, ledger),
  ];
}

/** What must have come true once nothing is at fault any more and everything has had its time. */
export function eventually(history: History, ledger: Ledger): Violation[] {
  return [
    ...unsettled(history),
    ...unshown(history, ledger),
    ...tallies(history, ledger),
    ...carts(history, ledger),
  ];
}

function repeated({ ops, payhub, warehouse, bills }: History, { functions }: Ledger): Violation[] {
  const books = [
    { code: 'charged-twice', lines: payhub },
    { code: 'shipped-twice', lines: warehouse },
    { code: 'billed-twice', lines: bills },
  ];
  return books.flatMap(({ code, lines }) =>
    ops.flatMap((op): Violation[] => {
      const max = functions[op.fn].effectsMax;
      const over = lines.filter((line) => line.op === op.id)[max];
      if (over === undefined) return [];
      return [{ code, at: over.at, op: op.id, text: `${op.id}: ${code.replace('-', ' ')}` }];
    }),
  );
}

function oversold({ warehouse }: History, { copies }: Ledger): Violation[] {
  return Object.entries(copies).flatMap(([title, left]): Violation[] => {
    const over = warehouse.filter((line) => line.title === title)[left];
    if (over === undefined) return [];
    const text = `${title}: more than ${left} shipped`;
    return [{ code: 'oversold', at: over.at, op: over.op, text }];
  });
}

/** A refusal says that nothing has happened, and nothing will. */
function refusedAndDone({ answers, payhub, warehouse }: History): Violation[] {
  const refused = new Set(
    answers
      .filter(({ result }) => result === 'sold_out' || result === 'unavailable')
      .map(({ op }) => op),
  );
  return [...payhub, ...warehouse]
    .filter(({ op }) => refused.has(op))
    .map(({ op, at }) => ({
      code: 'refused-and-done',
      at,
      op,
      text: `${op} was refused, and done`,
    }));
}

/** To be unavailable is a decision: the ledger says for what. */
function refusals({ ops, answers }: History, { functions }: Ledger): Violation[] {
  return answers.flatMap(({ op, at, result }): Violation[] => {
    const asked = ops.find(({ id }) => id === op);
    if (result !== 'unavailable' || asked === undefined || functions[asked.fn].mayRefuse) return [];
    return [{ code: 'refused', at, op, text: `${asked.fn} may not be refused` }];
  });
}

/** Told ok: charged and shipped. Told unknown: both or neither. */
function unsettled({ ops, answers, payhub, warehouse, endMs }: History): Violation[] {
  return ops.flatMap(({ id, fn }): Violation[] => {
    if (fn !== 'order.place') return [];
    const charged = payhub.some(({ op }) => op === id);
    const shipped = warehouse.some(({ op }) => op === id);
    const isOk = answers.some(({ op, result }) => op === id && result === 'ok');
    if (charged === shipped && (charged || !isOk)) return [];
    const text = `${id}: ${charged ? '' : 'not '}charged, ${shipped ? '' : 'not '}shipped`;
    return [{ code: 'unsettled', at: endMs, op: id, text }];
  });
}

function unshown({ ops, answers, inboxes, endMs }: History, { functions }: Ledger): Violation[] {
  return kept(ops, answers, 'chat.send', functions['chat.send'].okIsKept)
    .filter(({ id }) => !inboxes.some(({ op }) => op === id))
    .map(({ id }) => ({ code: 'chat-lost', at: endMs, op: id, text: `${id} was never shown` }));
}

function tallies(history: History, { functions }: Ledger): Violation[] {
  const { ops, answers, tallies: changes, endMs } = history;
  const votes = ops.filter((op) => op.fn === 'vote.send');
  const sure = kept(ops, answers, 'vote.send', functions['vote.send'].okIsKept);
  const choices = new Set(votes.map(({ args }) => args.choice));
  return [...choices].flatMap((choice): Violation[] => {
    const of = (op: Op): boolean => op.fn === 'vote.send' && op.args.choice === choice;
    const counts = lastOf(changes.filter((change) => change.choice === choice)).map(
      (change: TallyChange) => change.votes,
    );
    const least = Math.min(...(counts.length > 0 ? counts : [0]));
    const most = Math.max(0, ...counts);
    if (least === most && most >= sure.filter(of).length && most <= votes.filter(of).length)
      return [];
    return [{ code: 'tally', at: endMs, text: `${choice} has ${counts.join(', ')} votes` }];
  });
}

/** Carts agree, hold what was added, and do not hold what was removed. */
function carts(
  { ops, answers, carts: changes, endMs }: History,
  { functions }: Ledger,
): Violation[] {
  if (functions['cart.add'].staleMs === null) return [];
  const names = new Set(changes.map(({ cart }) => cart));
  return [...names].flatMap((cart): Violation[] => {
    const copies = lastOf(changes.filter((change) => change.cart === cart)).map(
      (change: CartChange) => change.items,
    );
    const expected = expectedItems(cart, ops, answers);
    const text = `${cart}: ${copies.map((items) => `[${items.join(', ')}]`).join(' ')}`;
    const differ = copies.some((items) => items.join() !== copies[0]?.join());
    if (differ) return [{ code: 'carts-differ', at: endMs, text }];
    const items = copies[0] ?? [];
    if ([...expected].some(([item, is]) => is === 'in' && !items.includes(item)))
      return [{ code: 'cart-lost', at: endMs, text }];
    if ([...expected].some(([item, is]) => is === 'out' && items.includes(item)))
      return [{ code: 'cart-resurrected', at: endMs, text }];
    return [];
  });
}

/** What the customer was told last of each item; nothing of those where that was `unknown`. */
function expectedItems(
  cart: string,
  ops: History['ops'],
  answers: History['answers'],
): Map<string, 'in' | 'out'> {
  const expected = new Map<string, 'in' | 'out'>();
  for (const op of ops) {
    if ((op.fn !== 'cart.add' && op.fn !== 'cart.remove') || op.args.cart !== cart) continue;
    const isOk = answers.some((answer) => answer.op === op.id && answer.result === 'ok');
    if (isOk) expected.set(op.args.item, op.fn === 'cart.add' ? 'in' : 'out');
    else expected.delete(op.args.item);
  }
  return expected;
}

/** Operations that were answered ok, if the ledger says that they are kept then. */
function kept(ops: History['ops'], answers: History['answers'], fn: Fn, isKept: boolean): Op[] {
  if (!isKept) return [];
  const ok = new Set(answers.filter(({ result }) => result === 'ok').map(({ op }) => op));
  return ops.filter((op) => op.fn === fn && ok.has(op.id));
}

/** The last change on each node. */
function lastOf<Change extends { readonly node: string }>(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.node, change])).values()];
}

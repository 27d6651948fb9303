import type { History, Ledger, Violation } from './types.ts';

/** What customers may never be told. */
export function safety({ ops, answers }: History, { functions, copies }: Ledger): Violation[] {
  const refused = answers.flatMap(({ op, at, result }): Violation[] => {
    const asked = ops.find(({ id }) => id === op);
    if (result !== 'unavailable' || asked === undefined || functions[asked.fn].mayRefuse) return [];
    return [{ code: 'refused', at, op, text: `${asked.fn} may not be refused` }];
  });
  const oversold = Object.entries(copies).flatMap(([title, left]): Violation[] => {
    const told = answers.filter(({ op, result }) => {
      const asked = ops.find(({ id }) => id === op);
      return asked?.fn === 'order.place' && asked.args.title === title && result === 'ok';
    });
    const over = told[left];
    if (over === undefined) return [];
    return [{ code: 'oversold', at: over.at, op: over.op, text: `more than ${left} of ${title}` }];
  });
  return [...refused, ...oversold];
}

/** What customers are told in the end. */
export function eventually({ ops, answers, endMs }: History): Violation[] {
  // The last answer about a cart shows everything that was put into it.
  return ops.flatMap((op): Violation[] => {
    if (op.fn !== 'cart.remove') return [];
    const later = answers.filter(({ items, op: other }) => {
      const asked = ops.find(({ id }) => id === other);
      return items !== undefined && asked?.fn === 'cart.add' && asked.args.cart === op.args.cart;
    });
    const removed = answers.find((answer) => answer.op === op.id && answer.result === 'ok');
    const seen = later.some(
      ({ at, items }) =>
        removed !== undefined && at > removed.at + 12_000 && items?.includes(op.args.item),
    );
    return seen
      ? [{ code: 'resurrected', at: endMs, op: op.id, text: `${op.args.item} is back` }]
      : [];
  });
}

/** N-1, on an evening without crashes: what a checkout does about money and about the order. */
import { always, field, type Check, type Instance, type RunRecord } from '#grader/index.ts';
import { checkouts, type Checkout } from './news.ts';

/** What the evening's wires have to be called. */
export const orderWires = {
  charges: { carrier: 'call', body: { fn: 'charge' } },
  keeps: { carrier: 'call', body: { fn: 'keep' } },
} as const;

/**
 * A checkout asks for one charge, and who is told that the books are ordered has been charged and has an order. No
 * machine crashes on this evening, so nothing excuses a second charge.
 */
export const settled: Check = always({
  code: 'N-1',
  as: 'not charged once, or not kept',
  expected: 'one charge and one order kept for each checkout',
  of: function* (record): Generator<Instance> {
    const charges = instantsOf(record, 'charges');
    const orders = instantsOf(record, 'keeps');
    // A program may collect its work and do it outside any conversation: then nobody can say whose it was.
    if (charges === null || orders === null) return;
    for (const one of checkouts(record)) {
      if (!one.isAdded) continue;
      yield judged(one, charges.get(one.tag) ?? [], orders.get(one.tag) ?? []);
    }
  },
});

function judged(
  { ok, atMs, tag, name }: Checkout,
  charges: readonly number[],
  orders: readonly number[],
): Instance {
  const checkout = { atMs, operation: `the checkout of ${name}`, tags: [tag] };
  const [, again] = charges;
  if (again !== undefined) {
    const observed = `pay.gw is asked ${charges.length} times`;
    return { ...checkout, ok: false, observed, cause: 'charged twice', decidedMs: again };
  }
  const base = { ...checkout, blame: 'answer' as const };
  if (ok && charges.length === 0) {
    return { ...base, ok: false, observed: 'pay.gw is never asked', cause: 'not charged' };
  }
  if (ok && orders.length === 0) {
    return { ...base, ok: false, observed: 'the order is not kept', cause: 'not kept' };
  }
  return { ...base, ok: true, observed: 'as it should be', cause: 'settled' };
}

/** When each visit asks for a charge, or for an order to be kept; null if one of them belongs to no visit. */
function instantsOf(
  record: RunRecord,
  wire: keyof typeof orderWires,
): Map<string, number[]> | null {
  const instants = new Map<string, number[]>();
  for (const { tag, body, sentMs } of record.wire(wire)) {
    if (!tag.startsWith('visit-')) return null;
    // What is kept under the session’s own name is its cart.
    if (wire === 'keeps' && field(body, 'key') === tag) continue;
    instants.set(tag, [...(instants.get(tag) ?? []), sentMs]);
  }
  return instants;
}

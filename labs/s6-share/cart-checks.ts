/** D-2, D-3, D-4, D-7 and D-11: carts that crash, are cut off, lose messages and start anew. */
import {
  always,
  formatMeasure,
  percentile,
  type CallRecord,
  type Check,
  type Instance,
  type RunRecord,
} from '#grader/index.ts';
import { lastChangeMs, membersOf, type Membered } from './cart-model.ts';
import { settledMs } from './cart-worlds.ts';
import { answerText, isOpen, nameOf, nodeOf, setOf, tagsOf, textOf, waitedMs } from './news.ts';
import { overMs, stretches } from './timeline.ts';

/** Which of the items that are not as they must be a check tells, and how. */
interface Told {
  readonly cause: string;
  readonly observed: string;
}
type Teller = (wrong: Membered) => Told;

interface View {
  readonly look: string;
  readonly cartId: string;
  readonly shop: string;
  readonly atMs: number;
  /** Null if no list came. */
  readonly items: readonly string[] | null;
  readonly members: readonly Membered[];
}

/** On clean links a change is everywhere after one period of half a second; the customers in Sb wait for a whole one. */
const cleanSpreadMs = 900;
/** Under loss a change is judged by whether the bound of D-7 is met, so it has as long to spread. */
const lossySpreadMs = settledMs;

/**
 * What each look showed, beside what must be there. A look at a node that is down says nothing, and neither does one
 * that comes too early: less than `afterMs` after the last change, the heal, or the restart.
 */
function* views(
  record: RunRecord,
  { spreadMs, afterMs }: { readonly spreadMs: number; readonly afterMs: number },
): Generator<View> {
  const known = new Map<string, readonly Membered[]>();
  const downs = stretches(record, 'crash');
  const healMs = overMs(record, 'partition');
  for (const call of record.asked('look')) {
    const { operation, startedMs, endedMs, answer } = call;
    if (isOpen(call, record)) continue;
    const shop = textOf(operation, 'node');
    const cartId = textOf(operation, 'cartId');
    const isUp = downs.every(
      ({ nodes, fromMs, untilMs }) =>
        !nodes.includes(shop) || startedMs < fromMs || startedMs >= untilMs + afterMs,
    );
    const readyMs = Math.max(healMs, lastChangeMs(record, cartId)) + afterMs;
    if (!isUp || startedMs < readyMs) continue;
    const members = known.get(cartId) ?? membersOf(record, cartId, spreadMs);
    known.set(cartId, members);
    const items = Array.isArray(answer) ? answer.map(String) : null;
    yield { look: operation.id, cartId, shop, atMs: endedMs ?? record.untilMs, items, members };
  }
}

/** The instance of one look: right, or wrong about the first item that a teller finds. */
function instance(view: View, tell: Teller, only?: 'in'): Instance {
  const { look, shop, cartId, items, atMs, members } = view;
  const wrong = members.find(({ item, is }) => {
    if (is === 'maybe' || (only === 'in' && is !== 'in')) return false;
    return items === null || items.includes(item) !== (is === 'in');
  });
  const must = members.filter(({ is }) => is === 'in').map(({ item }) => item);
  const maybe = members.filter(({ is }) => is === 'maybe').map(({ item }) => item);
  const told = wrong === undefined || items === null ? null : tell(wrong);
  const seen = items === null ? 'no answer' : setOf(items);
  return {
    ok: wrong === undefined && items !== null,
    atMs,
    operation: `${cartId.replace('-', ' ')} on ${shop}`,
    tags: [look, ...(wrong?.tags ?? members.flatMap(({ tags }) => tags))],
    expected: `${setOf(must)}${maybe.length > 0 ? `, perhaps with ${maybe.join(' and ')}` : ''}`,
    observed: told === null ? seen : `${seen}: ${told.observed}`,
    cause: told?.cause ?? 'no answer',
    blame: 'answer',
  };
}

/** By how much the clock of a node is behind that of whoever else changed the item, in words. */
function behind(record: RunRecord, { decider, others }: Membered): string {
  if (decider === null) return '';
  const lags = others.map((node): [string, number] => {
    return [node, offsetOf(record, node) - offsetOf(record, decider.node)];
  });
  const [most] = lags.toSorted(([, left], [, right]) => right - left);
  if (most === undefined || most[1] <= 0) return '';
  return `; the clock of ${decider.node} is ${formatMeasure(most[1], 'ms')} behind that of ${most[0]}`;
}

function offsetOf({ scenario }: RunRecord, node: string): number {
  const skews = scenario.faults.filter((fault) => fault.kind === 'skew');
  return skews.find((fault) => fault.node === node)?.byMs ?? 0;
}

/** D-2: nobody's add is lost because a clock is behind. */
export const checkedOut: Check = always({
  code: 'D-2',
  as: 'wrong carts',
  expected: '{book, train set}',
  of: function* (record): Generator<Instance> {
    const timing = { spreadMs: cleanSpreadMs, afterMs: 1_000 };
    for (const view of views(record, timing)) {
      const found = instance(view, (wrong) => withoutFault(record, 'crash', lost(record, wrong)));
      yield { ...found, tags: [view.look, ...view.members.flatMap(({ tags }) => tags)] };
    }
  },
});

function lost(record: RunRecord, wrong: Membered): Told {
  const { item, decider } = wrong;
  const observed = `the ${item} that was added at ${decider?.node ?? '?'} is lost${behind(record, wrong)}`;
  return { cause: 'lost', observed };
}

/** What is told says so if a run that was cut down breaks without the fault that the invariant speaks of. */
function withoutFault({ scenario }: RunRecord, kind: 'crash' | 'partition', told: Told): Told {
  if (scenario.faults.some((fault) => fault.kind === kind)) return told;
  return { ...told, observed: `${told.observed}. It breaks even without the ${kind}` };
}

function resurfaced({ item, decider }: Membered): Told {
  const observed = `the ${item} that was removed at ${decider?.node ?? '?'} is back, from the copy of a node that still had it`;
  return { cause: 'resurfaced', observed };
}

/** D-3: what was removed stays out, what was added again is in. */
export const healed: Check = always({
  code: 'D-3',
  as: 'wrong carts',
  expected: 'what add-wins says',
  of: function* (record): Generator<Instance> {
    const tell: Teller = (wrong) => {
      if (wrong.is === 'out') return resurfaced(wrong);
      if (wrong.decider?.id !== 'add-3') return lost(record, wrong);
      const observed = `what was removed once cannot be added again, not at ${wrong.decider.node} either`;
      return { cause: 'not added again', observed };
    };
    const timing = { spreadMs: cleanSpreadMs, afterMs: settledMs };
    for (const view of views(record, timing)) {
      yield instance(view, (wrong) => withoutFault(record, 'partition', tell(wrong)));
    }
  },
});

/** Changes of carts that were asked for while A was cut off. */
function duringCut(record: RunRecord): CallRecord[] {
  const cuts = stretches(record, 'partition');
  return record.operations.filter(
    (call) =>
      (call.operation.fn === 'add' || call.operation.fn === 'remove') &&
      !isOpen(call, record) &&
      cuts.some(({ fromMs, untilMs }) => call.startedMs >= fromMs && call.startedMs < untilMs),
  );
}

/** D-4: a cart takes every change on both sides of the cut. */
const answered: Check = always({
  code: 'D-4',
  as: 'refused',
  expected: 'ok',
  of: function* (record): Generator<Instance> {
    for (const { operation, answer, endedMs } of duringCut(record)) {
      const node = nodeOf(operation);
      yield {
        ok: answer === 'ok',
        atMs: endedMs ?? record.untilMs,
        operation: nameOf(operation),
        tags: [operation.id],
        observed: `${answerText(answer)} from ${node}, during the cut`,
        cause: 'refused',
        blame: 'answer',
      };
    }
  },
});

/**
 * Over seeds 1-3, 101-110 and sixty more correct solutions answer from their own memory, in one round trip of at most 2.4 ms.
 * Who waits for a second node (m05) hears nothing from the other side for 600 ms.
 */
const cartMaxMs = 50;
const quick: Check = percentile({
  code: 'D-4',
  p: 0.99,
  max: cartMaxMs,
  unit: 'ms',
  of: function* (record) {
    for (const call of duringCut(record)) {
      const { operation, endedMs } = call;
      const common = { operation: nameOf(operation), tags: [operation.id], cause: 'slow' };
      yield { value: waitedMs(call, record), atMs: endedMs ?? record.untilMs, ...common };
    }
  },
});

export const availableCarts: readonly Check[] = [answered, quick];

/** D-7: four seconds after the last change all copies are equal, and what add-wins says. */
export const converged: Check = always({
  code: 'D-7',
  as: 'wrong carts',
  expected: 'three equal copies',
  of: function* (record): Generator<Instance> {
    const tell: Teller = (wrong) => (wrong.is === 'in' ? lost(record, wrong) : resurfaced(wrong));
    const first = new Map<string, View>();
    const timing = { spreadMs: lossySpreadMs, afterMs: settledMs };
    for (const view of views(record, timing)) {
      const { cartId, items, shop } = view;
      const other = first.get(cartId) ?? view;
      first.set(cartId, other);
      const found = instance(view, tell);
      const [mine, theirs] = [items ?? [], other.items ?? []].map(setOf);
      const differing = {
        ok: false,
        tags: [other.look, ...found.tags],
        expected: 'three equal copies',
        observed: `${mine ?? ''} on ${shop}, ${theirs ?? ''} on ${other.shop}`,
        cause: 'copies differ',
      };
      yield found.ok && mine !== theirs ? { ...found, ...differing } : found;
    }
  },
});

/** D-11: a restart loses no add that somebody else has seen. What it does to removals is not its affair. */
export const survived: Check = always({
  code: 'D-11',
  as: 'carts with losses',
  expected: 'every acknowledged add',
  of: function* (record): Generator<Instance> {
    const tell: Teller = ({ item, decider }) => {
      const isAfter = decider?.id.endsWith('return') === true;
      const node = decider?.node ?? '?';
      return isAfter
        ? {
            cause: 'new add taken for an old one',
            observed: `the ${item} that ${node} added after its restart is lost, and nobody has removed it`,
          }
        : {
            cause: 'lost in the restart',
            observed: `the ${item} that was added at ${node} is lost, on all nodes, by the restart of A`,
          };
    };
    const timing = { spreadMs: lossySpreadMs, afterMs: settledMs };
    for (const view of views(record, timing)) {
      const found = instance(view, tell, 'in');
      // What this copy had added before its restart belongs to what it adds after it.
      const own = [view.look, ...view.members.flatMap(({ tags }) => tags)];
      yield { ...found, tags: tagsOf(record, own) };
    }
  },
});

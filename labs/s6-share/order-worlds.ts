/** The worlds of orders: Sd, in which A is cut off, and Si, in which the leader stands still. */
import {
  hang,
  onMessage,
  partition,
  type Draw,
  type Operation,
  type Scenario,
} from '#grader/index.ts';
import { home, inOrder, lastCopy, operation, plentiful, shops, skewed } from './shops.ts';

/**
 * A cut of 14 s instead of the 20 s of the run sheet: longer than the tick takes to find it (6 to 10 s), and the last
 * copy is ordered after that, at 15 s as there.
 */
const cutMs = 4_000;
const healMs = 18_000;
const rushMs = 15_000;
/** So many on each side want the last copy. */
const rush = 20;
/** Somebody asks each node who leads, before that. */
const askedMs = 14_000;
const everyMs = 200;
/** In Si each node gets an order this often, half as many as on the run sheet: what counts is that some come to the leader while it stands still. */
const nodeEveryMs = 400;

function order(
  id: string,
  atMs: number,
  args: { readonly node: string; readonly item: string },
): Operation {
  return operation(id, atMs, { fn: 'order', args });
}

/** Orders at a regular pace, each for one of the items that there is plenty of. */
function steady(
  draw: Draw,
  where: { readonly side: string; readonly nodes: readonly string[] },
  {
    fromMs,
    untilMs,
    gapMs = everyMs,
  }: { readonly fromMs: number; readonly untilMs: number; readonly gapMs?: number },
): Operation[] {
  const orders: Operation[] = [];
  for (let atMs = fromMs; atMs < untilMs; atMs += gapMs) {
    const one = draw.of(atMs);
    const id = `order-${where.side}${orders.length + 1}`;
    orders.push(
      order(id, atMs + one.integer(0, gapMs - 20), {
        node: one.pick(where.nodes),
        item: one.pick(plentiful),
      }),
    );
  }
  return orders;
}

/** The side of the cut on which a node is. */
export function isMinority(node: string): boolean {
  return node === 'A';
}

export function split(draw: Draw): Scenario {
  const sides = [
    { side: 'a', nodes: ['A'] },
    { side: 'b', nodes: ['B', 'C'] },
  ];
  return {
    ...home('order'),
    workload: inOrder([
      ...shops.map((node) =>
        operation(`leader-${node}`, askedMs, { fn: 'whoLeads', args: { node } }),
      ),
      ...sides.flatMap((where) => {
        const from = draw.of(where.side);
        return [
          ...steady(from.of('steady'), where, { fromMs: 2_000, untilMs: healMs + 1_000 }),
          ...Array.from({ length: rush }, (_, index) => {
            const one = from.of('rush').of(index);
            const [node = ''] = where.nodes;
            // The minority first: the two sides have time to hear of each other, if they can.
            const atMs = rushMs + (isMinority(node) ? one.between(-50, -10) : one.between(10, 50));
            // One node on each side, so that two that are sold are sold across the cut.
            return order(`last-${where.side}${index + 1}`, atMs, { node, item: lastCopy });
          }),
        ];
      }),
    ]),
    faults: [
      ...skewed(300),
      partition({ label: 'cut off', sides: [['A'], ['B', 'C']], at: cutMs, forMs: healMs - cutMs }),
    ],
    untilMs: healMs + 4_000,
  };
}

/** Si: the hang is twelve seconds long, as on the run sheet, and begins earlier. */
const hangMs = 4_000;
const resumeMs = hangMs + 12_000;
const auditMs = resumeMs + 6_000;
/** Orders come while a leader is missed and found, and while the old one comes back; nothing happens in between. */
const rounds = [
  [hangMs - 2_000, hangMs + 3_000],
  [resumeMs - 2_000, resumeMs + 2_000],
] as const;

export function deposed(draw: Draw): Scenario {
  return {
    ...home('order'),
    workload: inOrder([
      ...shops.flatMap((node) =>
        rounds.flatMap(([fromMs, untilMs], index) => {
          const where = { side: `${node.toLowerCase()}${index + 1}`, nodes: [node] };
          return steady(draw.of(where.side), where, { fromMs, untilMs, gapMs: nodeEveryMs });
        }),
      ),
      operation('leader', hangMs - 100, { fn: 'findLeader', args: { nodes: shops } }),
      operation('audit', auditMs, { fn: 'audit', args: { nodes: shops } }),
    ]),
    faults: [
      ...skewed(300),
      hang({
        label: 'stands still',
        node: { end: 'receiver' },
        at: onMessage('sent', { from: 'web', to: shops, body: { kind: 'strike' } }, { plusMs: 80 }),
        forMs: resumeMs - hangMs,
      }),
    ],
    // Three nodes may each let the auditor wait.
    untilMs: auditMs + 7_000,
  };
}

/** The stretch goal D-13: two devices put one more of the same into the cart, and that makes two. */
import {
  examination,
  type Draw,
  type Examination,
  type Finding,
  type Learner,
  type LearnerOutcome,
} from '#grader/index.ts';

const names = ['A', 'B', 'C'];
const items = ['book', 'train set'];
const moveCount = 60;

/** What a copy must come to: each add is a copy of its own, and a removal takes those that it has seen. */
interface Model {
  readonly live: ReadonlyMap<number, string>;
  readonly seen: ReadonlySet<number>;
}

const nothing: Model = { live: new Map(), seen: new Set() };

interface Move {
  readonly kind: 'add' | 'remove' | 'merge';
  readonly on: number;
  readonly with: number;
  readonly item: string;
}

export const quantities: Examination = examination({
  id: 'how many of each',
  codes: ['D-13'],
  about: () => ({ file: 'cart.ts', name: 'add' }),
  seeds: { run: 1, grade: 3 },
  examine: function* (learner, draw) {
    const carts = names.map((name) => valueOf(learner.call('cart.ts', 'empty', name)));
    const models = names.map(() => nothing);
    for (let index = 0; index < moveCount; index++) {
      if (index % 20 === 0) yield;
      const move = moveOf(draw.of(index));
      carts[move.on] = moved(learner, move, carts);
      models[move.on] = modelled(move, models, index);
      const finding = counted(learner, move, { carts, models, index });
      if (finding !== null) return [finding];
    }
    const badness = 0;
    return [{ code: 'D-13', checked: moveCount, worst: 'none wrong', badness, breach: null }];
  },
});

function moveOf(draw: Draw): Move {
  return {
    kind: draw.pick(['add', 'add', 'add', 'remove', 'merge', 'merge']),
    on: draw.integer(0, 2),
    with: draw.integer(0, 2),
    item: draw.pick(items),
  };
}

function valueOf(outcome: LearnerOutcome): unknown {
  return outcome.kind === 'returned' ? outcome.value : null;
}

function moved(learner: Learner, { kind, on, with: from, item }: Move, carts: unknown[]): unknown {
  const other = kind === 'merge' ? carts[from] : item;
  return valueOf(learner.call('cart.ts', kind, carts[on], other));
}

function modelled({ kind, on, with: from, item }: Move, models: Model[], index: number): Model {
  const mine = models[on] ?? nothing;
  const theirs = models[from] ?? nothing;
  switch (kind) {
    case 'add':
      return {
        live: new Map(mine.live).set(index, item),
        seen: new Set(mine.seen).add(index),
      };
    case 'remove':
      return { ...mine, live: new Map([...mine.live].filter(([, one]) => one !== item)) };
    case 'merge': {
      const kept = [...mine.live].filter(([id]) => theirs.live.has(id) || !theirs.seen.has(id));
      const added = [...theirs.live].filter(([id]) => !mine.seen.has(id));
      return { live: new Map([...kept, ...added]), seen: new Set([...mine.seen, ...theirs.seen]) };
    }
  }
}

interface Reached {
  readonly carts: readonly unknown[];
  readonly models: readonly Model[];
  readonly index: number;
}

/** Compares both items on the copy that has moved. */
function counted(learner: Learner, move: Move, { carts, models, index }: Reached): Finding | null {
  for (const item of items) {
    const outcome = learner.call('cart.ts', 'quantity', carts[move.on], item);
    const found = outcome.kind === 'returned' ? Number(outcome.value) : null;
    const model = models[move.on] ?? nothing;
    const expected = [...model.live.values()].filter((one) => one === item).length;
    if (found === expected) continue;
    const isMissing = outcome.kind === 'missing';
    const observed = isMissing ? 'cart.ts exports no quantity' : String(found ?? outcome.kind);
    const where = names[move.on] ?? '';
    return {
      code: 'D-13',
      checked: index + 1,
      worst: observed,
      badness: 1,
      breach: {
        atMs: 0,
        expected: `${expected} of the ${item}`,
        observed,
        operation: `the cart on ${where} after ${index + 1} moves`,
        tags: [],
        cause: isMissing ? 'no quantity' : 'wrong quantity',
      },
      story: [
        ['moves', 'Three copies of a cart add, remove and merge'],
        [move.kind, `The last move on ${where}: ${move.kind}`],
      ].map(([name = '', text = '']) => ({ name, atMs: 0, where: 'cart.ts', text })),
    };
  }
  return null;
}

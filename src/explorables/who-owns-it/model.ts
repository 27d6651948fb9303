/**
 * Twelve fields of a check-out. Each has a node at which its changes arrive, and nodes that need it. The reader says who
 * owns it and how the others keep it; then everything changes once, and the copies are looked at.
 */

export const nodes = ['data', 'discover', 'shop', 'pay'] as const;
export type Node = (typeof nodes)[number];

/** How a node that is not the owner comes by the value. */
export const keepings = ['ask', 'cache', 'once'] as const;
export type Keeping = (typeof keepings)[number];
export const keepingNames: Readonly<Record<Keeping, string>> = {
  ask: 'ask the owner each time',
  cache: 'keep it for 2 s',
  once: 'copy it once',
};
/** How long a cache may keep what it has. */
const ttlS = 2;

export interface Field {
  readonly id: string;
  readonly name: string;
  /** What happens to it on an ordinary day. */
  readonly change: string;
  /** Where that arrives, and who therefore owns it. */
  readonly home: Node;
  /** Who else needs it. */
  readonly neededBy: readonly Node[];
  /** True if it is what was agreed: it must not change with its origin. */
  readonly isAgreed: boolean;
  /** What fits: a keeping that is right. */
  readonly best: Keeping;
  /** Why, in a sentence. */
  readonly why: string;
}

const field = (
  id: string,
  name: string,
  rest: Omit<Field, 'id' | 'name' | 'isAgreed'> & { readonly isAgreed?: boolean },
): Field => ({ id, name, isAgreed: false, ...rest });

export const fields: readonly Field[] = [
  field('title', 'title of a book', {
    change: 'an editor mends a typing error',
    home: 'discover',
    neededBy: ['shop'],
    best: 'cache',
    why: 'Two seconds of an old title harm nobody.',
  }),
  field('blurb', 'blurb', {
    change: 'an editor shortens it',
    home: 'discover',
    neededBy: [],
    best: 'ask',
    why: 'Nobody else needs it, so nobody else should have it.',
  }),
  field('price', 'price', {
    change: 'a buyer raises it',
    home: 'data',
    neededBy: ['shop', 'pay'],
    best: 'ask',
    why: 'It is charged: ask, or carry a token that the owner compares.',
  }),
  field('list-price', 'price on the search page', {
    change: 'a buyer raises it',
    home: 'data',
    neededBy: ['discover'],
    best: 'cache',
    why: 'It is only looked at, and the check-out asks again.',
  }),
  field('stock', 'stock', {
    change: 'somebody buys the last one',
    home: 'data',
    neededBy: ['shop'],
    best: 'ask',
    why: 'To sell is to take it from the owner, in one step.',
  }),
  field('badge', '“in stock” on the search page', {
    change: 'somebody buys the last one',
    home: 'data',
    neededBy: ['discover'],
    best: 'cache',
    why: 'Derived from the stock; wrong for two seconds, and the check-out knows better.',
  }),
  field('items', 'items in the cart', {
    change: 'the customer takes one out',
    home: 'shop',
    neededBy: ['data'],
    best: 'ask',
    why: 'Who takes the order is told the items with it.',
  }),
  field('address', 'address of the customer', {
    change: 'the customer moves',
    home: 'shop',
    neededBy: ['pay'],
    best: 'ask',
    why: 'It lives in the account; the bank wants today’s.',
  }),
  field('order-address', 'address on the order', {
    change: 'the customer moves',
    home: 'shop',
    neededBy: ['data'],
    isAgreed: true,
    best: 'once',
    why: 'The parcel goes where it was promised to.',
  }),
  field('order-price', 'price on the order', {
    change: 'a buyer raises it',
    home: 'data',
    neededBy: ['shop', 'pay'],
    isAgreed: true,
    best: 'once',
    why: 'It is the evidence of what was agreed.',
  }),
  field('paid', 'whether the order is paid', {
    change: 'the bank says yes',
    home: 'pay',
    neededBy: ['data', 'shop'],
    best: 'ask',
    why: 'A parcel leaves because of it.',
  }),
  field('receipt', 'text of the receipt', {
    change: 'the shop gets a new name',
    home: 'pay',
    neededBy: ['shop'],
    isAgreed: true,
    best: 'once',
    why: 'What was printed stays printed.',
  }),
];

/** What the reader says of a field. Without an owner nobody may change it; with two, either may. */
export interface Choice {
  readonly owners: readonly Node[];
  readonly keeping: Keeping;
}
export type Choices = Readonly<Record<string, Choice>>;

/** The page before anybody has thought: whoever shows it has it, and copies it once. */
export const firstChoices: Choices = Object.fromEntries(
  fields.map((one): [string, Choice] => {
    const hasTwo = one.id === 'price';
    const owners: Node[] = hasTwo ? ['data', 'shop'] : [one.home];
    return [one.id, { owners, keeping: one.id === 'order-address' ? 'ask' : 'once' }];
  }),
);
export const bestChoices: Choices = Object.fromEntries(
  fields.map((one): [string, Choice] => [one.id, { owners: [one.home], keeping: one.best }]),
);

/** A copy that says something else than it should. `forS` is null where nothing ever ends it. */
export interface Lie {
  readonly node: Node;
  readonly forS: number | null;
}
/** What a change at its home brings to light. */
export interface Outcome {
  readonly isRight: boolean;
  readonly lies: readonly Lie[];
  readonly says: string;
}

export function outcomeOf(one: Field, { owners, keeping }: Choice): Outcome {
  const [owner, ...others] = owners;
  if (owner === undefined) return wrong([], 'No owner: nobody can say what is true.');
  if (others.length > 0) {
    const lies = owners.filter((node) => node !== one.home).map((node) => ({ node, forS: null }));
    return wrong(lies, `Two owners differ, and both are right by definition.`);
  }
  if (owner !== one.home) {
    const says = `The change arrives at ${one.home}, which is not asked: ${owner} goes on with the old one.`;
    return wrong([{ node: owner, forS: null }], says);
  }
  return ofCopies(one, keeping);
}

/** One owner, and the right one: it depends on how the others keep it. */
function ofCopies(one: Field, keeping: Keeping): Outcome {
  const { neededBy, isAgreed } = one;
  if (isAgreed) {
    if (keeping === 'once') return right('Unchanged, as it was agreed.');
    const lies = neededBy.map((node) => ({ node, forS: null }));
    return wrong(lies, 'It was agreed, and it has changed with its origin.');
  }
  if (neededBy.length === 0) return right('Nobody has a copy, so nobody can be wrong.');
  if (keeping === 'ask') return right('One question each time, and no copy that could be old.');
  if (keeping === 'once') {
    const lies = neededBy.map((node) => ({ node, forS: null }));
    return wrong(lies, 'The copies never hear of it.');
  }
  const lies = neededBy.map((node) => ({ node, forS: ttlS }));
  if (one.best === 'cache') {
    return { isRight: true, lies, says: `Old for ${ttlS} s, and that is all right here.` };
  }
  return wrong(lies, `Old for ${ttlS} s, and somebody acts on it.`);
}

function right(says: string): Outcome {
  return { isRight: true, lies: [], says };
}
function wrong(lies: readonly Lie[], says: string): Outcome {
  return { isRight: false, lies, says };
}

/** How many fields would stand the day. */
export function rightCount(choices: Choices): number {
  return fields.filter((one) => outcomeOf(one, choiceOf(choices, one)).isRight).length;
}

export function choiceOf(choices: Choices, { id }: Field): Choice {
  return choices[id] ?? { owners: [], keeping: 'ask' };
}

/** Makes a node an owner, or takes that back. */
export function turned({ owners, keeping }: Choice, node: Node): Choice {
  const isOwner = owners.includes(node);
  const kept = nodes.filter((one) => (one === node ? !isOwner : owners.includes(one)));
  return { owners: kept, keeping };
}

/** `shop and pay, for ever`. */
export function liesAs(lies: readonly Lie[]): string {
  const [first] = lies;
  if (first === undefined) return '';
  const names = lies.map(({ node }) => node).join(' and ');
  return `${names}, ${first.forS === null ? 'for ever' : `for ${first.forS} s`}`;
}

/** The twenty operations of a run: the same for a seed whatever the faults are. */
import { Draw } from '#grader/index.ts';
import type { Op } from './world/types.ts';

const lastMs = 18_000;
/** The rare title goes on sale then. */
const saleMs = 9_000;
/** The title of which there is one copy. */
const rare = 'The Lighthouse';
const people = ['Ines', 'Amir', 'Wanja', 'Sofia', 'Kofi', 'Mei', 'Pavel', 'Ruth'];
const texts = ['Have you read it?', 'Meet you at eight', 'It was the butler'];
const finalists = ['Salt', 'A Winter Road'];

type CartStep = readonly [fn: 'cart.add' | 'cart.remove', cart: string, item: string];
/** Two customers. Each item goes into a cart once, and out of it at most once. */
const cartSteps: readonly (readonly CartStep[])[] = [
  [
    ['cart.add', 'Ines', 'lamp'],
    ['cart.add', 'Ines', 'rug'],
    ['cart.remove', 'Ines', 'lamp'],
    ['cart.add', 'Ines', 'kettle'],
    ['cart.remove', 'Ines', 'rug'],
  ],
  [
    ['cart.add', 'Amir', 'globe'],
    ['cart.remove', 'Amir', 'globe'],
  ],
];

/** Eight orders, four of them for the rare title; seven changes of carts; three chats; two votes. */
export function houseOps(seed: number): Op[] {
  const draw = new Draw(`s7-break/ops/${seed}`);
  const times = (purpose: string, count: number, fromMs = 0): number[] => {
    const own = draw.of(purpose);
    return Array.from({ length: count }, () => own.integer(fromMs, lastMs)).sort((a, b) => a - b);
  };
  const names = draw.of('names');
  const instants = [
    ...times('orders', 4).map((at) => ({ at, isRare: false })),
    // It goes on sale late: by then a shop that is cut off has been given up.
    ...times('rare orders', 4, saleMs).map((at) => ({ at, isRare: true })),
  ];
  instants.sort((one, other) => one.at - other.at);
  const orders = instants.map(({ at, isRare }, index): Op => ({
    id: `order-${index + 1}`,
    at,
    fn: 'order.place',
    args: {
      customer: people[index] ?? '',
      title: isRare ? rare : names.pick(['Emma', 'Dracula']),
      cents: 900 + 100 * index,
    },
  }));
  const carts = cartSteps.flatMap((steps, customer) =>
    times(`cart ${customer}`, steps.length).map((at, index): Op => {
      const [fn, cart, item] = steps[index] ?? ['cart.add', '', ''];
      return { id: `cart-${customer * 5 + index + 1}`, at, fn, args: { cart, item } };
    }),
  );
  const chats = times('chats', 3).map((at, index): Op => ({
    id: `chat-${index + 1}`,
    at,
    fn: 'chat.send',
    args: { from: names.pick(people), to: names.pick(people), text: texts[index] ?? '' },
  }));
  const votes = times('votes', 2).map((at, index): Op => ({
    id: `vote-${index + 1}`,
    at,
    fn: 'vote.send',
    args: { phone: `07700 9001${index}2`, choice: names.pick(finalists) },
  }));
  return [...orders, ...carts, ...chats, ...votes].sort((a, b) => a.at - b.at);
}

/** What customers, viewers and members ask for. */
import type { Draw, Operation, OperationMaker } from '#grader/index.ts';
import { people } from './company.ts';

const books = ['Dracula', 'Middlemarch', 'Emma', 'Moby-Dick', 'The Time Machine', 'Jane Eyre'];
const finalists = ['The Lighthouse', 'A Winter Road', 'Salt'];

const driver = (draw: Draw): Operation['driver'] => ({
  node: `web-${draw.integer(1, 3)}`,
  name: 'web',
});

/** Two hundred prices between 10 € and 90 €, no two alike. */
export function orderMaker(prices: Draw): OperationMaker {
  const offset = prices.integer(0, 7_999);
  return (index, draw) => ({
    id: `order-${index + 1}`,
    fn: 'placeOrder',
    args: {
      customer: draw.pick(people),
      title: draw.pick(books),
      // 37 and 8,000 share no divisor, so the first 8,000 steps all differ.
      cents: 1_000 + ((offset + index * 37) % 8_000),
    },
    driver: driver(draw),
  });
}

/** A vote by text message, which the aggregator sends again until it is answered. */
export const makeVote: OperationMaker = (index, draw) => ({
  id: `vote-${index + 1}`,
  fn: 'sendVote',
  args: { id: `sms-${index + 1}`, phone: phone(draw), choice: draw.pick(finalists) },
  driver: driver(draw),
});

export const makeChat: OperationMaker = (index, draw) => ({
  id: `chat-${index + 1}`,
  fn: 'sendChat',
  args: {
    author: draw.pick(people),
    reader: draw.pick(people),
    text: `Have you read page ${index + 1}?`,
  },
  driver: driver(draw),
});

export const makeNotice: OperationMaker = (index, draw) => ({
  id: `notice-${index + 1}`,
  fn: 'notify',
  args: { phone: phone(draw), text: `Your parcel ${index + 1} is on its way` },
  driver: driver(draw),
});

/** From the range that is set aside for stories. */
function phone(draw: Draw): string {
  return `07700 900${draw.integer(100, 999)}`;
}

/** A vote by the app, which nobody sends again. */
export const tapVote: OperationMaker = (index, draw) => {
  const vote = makeVote(index, draw);
  // The ledger of the finale tells its votes apart by this.
  return {
    ...vote,
    fn: 'tapVote',
    args: { phone: phone(draw), choice: draw.pick(finalists), id: vote.id },
  };
};

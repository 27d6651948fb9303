/** Which strategy each data set has: the decision of this step, in one table. */
import type { DataSet, Sharing } from 'labs/course/decisions.ts';

export const policy: Readonly<Record<DataSet, Sharing>> = {
  // A re-login is an annoyance; one copy more makes it rare.
  session: 'something',
  // An add is never refused, and a removal never undone: every node has the cart, and merges.
  cart: 'everything-async',
  // Money, and the last copy: one side of a split decides, the other says that it cannot.
  order: 'majority',
  payment: 'majority',
  stock: 'majority',
  shipment: 'majority',
  ballots: 'majority',
  // A chat text must not be lost with one node.
  inbox: 'something',
  // Everybody wants to see at once who is there.
  presence: 'everything-async',
  // Read everywhere, and changed once a day.
  catalogue: 'everything-async',
};

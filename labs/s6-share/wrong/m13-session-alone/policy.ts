/** Which strategy each data set has: the decision of this step, in one table. */
import type { DataSet, Sharing } from 'labs/course/decisions.ts';

export const policy: Readonly<Record<DataSet, Sharing>> = {
  // Who is thrown out logs in again.
  session: 'nothing',
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
  // Announced again in ten seconds, whatever happens.
  presence: 'nothing',
  // Read everywhere, and changed once a day.
  catalogue: 'everything-async',
};

/** Which strategy each data set has: the decision of this step, in one table. */
import type { DataSet, Sharing } from 'labs/course/decisions.ts';

export const policy: Readonly<Record<DataSet, Sharing>> = {
  // A re-login is an annoyance; one copy more makes it rare.
  session: 'something',
  // Nobody may ever see a cart that another node does not have.
  cart: 'majority',
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

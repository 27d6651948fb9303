/** Which strategy each data set has. One for all is easy to remember; is it right for each of them? */
import type { DataSet, Sharing } from 'labs/course/decisions.ts';

export const policy: Readonly<Record<DataSet, Sharing>> = {
  session: 'everything-async',
  cart: 'everything-async',
  order: 'everything-async',
  payment: 'everything-async',
  stock: 'everything-async',
  shipment: 'everything-async',
  ballots: 'everything-async',
  inbox: 'everything-async',
  presence: 'everything-async',
  catalogue: 'everything-async',
};

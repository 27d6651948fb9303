// Differs: 12 machines. Who buys needs five functions, and fails with any of them, so these five are one type.
/** The plan: five types. What nobody needs in order to buy is another one, and what may go mad is alone, as ever. */
import type { NodeType } from './types.ts';

export const nodeTypes: readonly NodeType[] = [
  {
    name: 'shop',
    tier: 'logic',
    apps: ['web.render', 'cart', 'checkout', 'pay.gw', 'db'],
    machine: 'std',
    count: 2,
  },
  {
    name: 'discover',
    tier: 'logic',
    apps: ['search', 'recommend', 'sms.gw'],
    machine: 'std',
    count: 3,
  },
  { name: 'chat', tier: 'front-end', apps: ['chat.conn'], machine: 'mem', count: 3 },
  { name: 'render', tier: 'service', apps: ['pdf'], machine: 'cpu', count: 2 },
  { name: 'thumb', tier: 'service', apps: ['thumb'], machine: 'std', count: 2 },
];

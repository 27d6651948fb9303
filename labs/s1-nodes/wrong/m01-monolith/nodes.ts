/** The plan: one type, as many machines as the budget has. */
import type { NodeType } from './types.ts';

/** If one of them is lost, 20 are left. */
export const nodeTypes: readonly NodeType[] = [
  {
    name: 'mono',
    tier: 'logic',
    apps: [
      'web.render',
      'chat.conn',
      'sms.gw',
      'search',
      'recommend',
      'cart',
      'checkout',
      'pdf',
      'thumb',
      'pay.gw',
      'db',
    ],
    machine: 'mem',
    count: 21,
  },
];

/** The plan. */
import type { NodeType } from './types.ts';

/** One program on twenty machines: only `mem` has the memory for everything at once. */
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
    count: 20,
  },
];

/** The plan: the shop prints its own invoices. */
import type { NodeType } from './types.ts';

export const nodeTypes: readonly NodeType[] = [
  { name: 'web', tier: 'front-end', apps: ['web.render'], machine: 'std', count: 2 },
  { name: 'chat', tier: 'front-end', apps: ['chat.conn'], machine: 'mem', count: 3 },
  { name: 'sms', tier: 'front-end', apps: ['sms.gw'], machine: 'io', count: 2 },
  { name: 'shop', tier: 'logic', apps: ['cart', 'checkout', 'pdf'], machine: 'std', count: 2 },
  { name: 'discover', tier: 'logic', apps: ['search', 'recommend'], machine: 'std', count: 3 },
  { name: 'thumb', tier: 'service', apps: ['thumb'], machine: 'std', count: 2 },
  { name: 'data', tier: 'service', apps: ['db'], machine: 'io', count: 2 },
  { name: 'pay', tier: 'service', apps: ['pay.gw'], machine: 'std', count: 2 },
];

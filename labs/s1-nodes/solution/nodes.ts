/** The plan: 20 machines in nine types. Whatever may go mad or crash is alone; then each gets the hardware it needs. */
import type { NodeType } from './types.ts';

export const nodeTypes: readonly NodeType[] = [
  { name: 'web', tier: 'front-end', apps: ['web.render'], machine: 'std', count: 2 },
  { name: 'chat', tier: 'front-end', apps: ['chat.conn'], machine: 'mem', count: 3 },
  { name: 'sms', tier: 'front-end', apps: ['sms.gw'], machine: 'io', count: 2 },
  { name: 'shop', tier: 'logic', apps: ['cart', 'checkout'], machine: 'std', count: 2 },
  { name: 'discover', tier: 'logic', apps: ['search', 'recommend'], machine: 'std', count: 3 },
  { name: 'render', tier: 'service', apps: ['pdf'], machine: 'cpu', count: 2 },
  { name: 'thumb', tier: 'service', apps: ['thumb'], machine: 'std', count: 2 },
  { name: 'data', tier: 'service', apps: ['db'], machine: 'io', count: 2 },
  { name: 'pay', tier: 'service', apps: ['pay.gw'], machine: 'std', count: 2 },
];

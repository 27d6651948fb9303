// Differs: 16 machines. Payments share theirs with the store, for a checkout needs both; texts share theirs with pages.
/** The plan: seven types. */
import type { NodeType } from './types.ts';

export const nodeTypes: readonly NodeType[] = [
  { name: 'web', tier: 'front-end', apps: ['web.render', 'sms.gw'], machine: 'std', count: 2 },
  { name: 'chat', tier: 'front-end', apps: ['chat.conn'], machine: 'mem', count: 3 },
  { name: 'shop', tier: 'logic', apps: ['cart', 'checkout'], machine: 'std', count: 2 },
  { name: 'discover', tier: 'logic', apps: ['search', 'recommend'], machine: 'std', count: 3 },
  { name: 'render', tier: 'service', apps: ['pdf'], machine: 'cpu', count: 2 },
  { name: 'thumb', tier: 'service', apps: ['thumb'], machine: 'std', count: 2 },
  { name: 'data', tier: 'service', apps: ['db', 'pay.gw'], machine: 'io', count: 2 },
];

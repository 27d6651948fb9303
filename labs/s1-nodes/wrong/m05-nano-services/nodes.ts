/** The plan: one type for each function. */
import type { NodeType } from './types.ts';

export const nodeTypes: readonly NodeType[] = [
  { name: 'web', tier: 'front-end', apps: ['web.render'], machine: 'std', count: 2 },
  { name: 'chat', tier: 'front-end', apps: ['chat.conn'], machine: 'mem', count: 3 },
  { name: 'sms', tier: 'front-end', apps: ['sms.gw'], machine: 'io', count: 2 },
  { name: 'cart', tier: 'logic', apps: ['cart'], machine: 'std', count: 2 },
  { name: 'checkout', tier: 'logic', apps: ['checkout'], machine: 'std', count: 2 },
  { name: 'search', tier: 'logic', apps: ['search'], machine: 'std', count: 2 },
  { name: 'recommend', tier: 'logic', apps: ['recommend'], machine: 'std', count: 2 },
  { name: 'render', tier: 'service', apps: ['pdf'], machine: 'cpu', count: 2 },
  { name: 'thumb', tier: 'service', apps: ['thumb'], machine: 'std', count: 2 },
  { name: 'data', tier: 'service', apps: ['db'], machine: 'io', count: 2 },
  { name: 'pay', tier: 'service', apps: ['pay.gw'], machine: 'std', count: 2 },
];

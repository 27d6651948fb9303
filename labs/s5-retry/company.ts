/** Papertrain: its nodes, and what runs on each from boot on. */
import { family, pidOf, type Boot, type NodeSpec } from '#grader/index.ts';

/** Everybody who writes, reads and buys. */
export const people = [
  'Ines',
  'Amir',
  'Wanja',
  'Sofia',
  'Kofi',
  'Mei',
  'Pavel',
  'Ruth',
  'Tomas',
  'Leila',
];

export const nodes: readonly NodeSpec[] = [
  ...family('web', 3),
  ...family('shop', 4),
  ...['ledger', 'payhub', 'warehouse', 'readers', 'phones', 'forger'].map((name) => ({ name })),
];

/** Services first, then the shops that need them, then the customers. */
export const boot: readonly Boot[] = [
  { node: 'ledger', file: 'ledger-node.ts', body: 'ledger', as: 'ledger' },
  { node: 'payhub', file: 'payhub-node.ts', body: 'payhub', as: 'payhub' },
  { node: 'warehouse', file: 'warehouse-node.ts', body: 'warehouse', as: 'warehouse' },
  { node: 'phones', file: 'phones-node.ts', body: 'phones', as: 'phones' },
  { node: 'readers', file: 'readers-node.ts', body: 'screen', as: 'screen' },
  {
    node: 'readers',
    file: 'readers-node.ts',
    body: 'readers',
    as: 'readers',
    arg: { names: people },
  },
  { node: 'forger', file: 'forger-node.ts', body: 'forger', as: 'forger' },
  ...[1, 2, 3, 4].flatMap((number) => shopProcesses(`shop-${number}`)),
  ...[1, 2, 3].map((number): Boot => ({
    node: `web-${number}`,
    file: 'web-node.ts',
    body: 'web',
    as: 'web',
  })),
];

function shopProcesses(node: string): Boot[] {
  const outside = {
    ledger: pidOf('ledger'),
    payhub: pidOf('payhub'),
    warehouse: pidOf('warehouse'),
  };
  const server = 'server.ts';
  return [
    { node, file: server, body: 'orderServer', as: 'orderServer', arg: outside },
    { node, file: server, body: 'voteServer', as: 'voteServer', arg: { ledger: pidOf('ledger') } },
    {
      node,
      file: server,
      body: 'chatServer',
      as: 'chatServer',
      arg: { readers: pidOf('readers') },
    },
    { node, file: 'reconcile.ts', body: 'reconciler', as: 'reconciler', arg: outside },
    { node, file: 'shop-node.ts', body: 'desk', as: 'shop', arg: { phones: pidOf('phones') } },
  ];
}

import { written } from './space-time.ts';

export const twoBooks = written(
  ['web-1', 'shop-2', 'shop-3', 'warehouse'],
  [
    { from: 'web-1', to: 'shop-2', at: 0, arrive: 1, label: 'order' },
    { from: 'shop-2', to: 'warehouse', at: 31, arrive: 32, label: 'ship' },
    { on: 'warehouse', at: 32, kind: 'effect', label: 'book 1' },
    { from: 'shop-2', to: 'web-1', at: 43, label: 'done' },
    { on: 'web-1', at: 100, kind: 'timeout', label: 'no answer' },
    { from: 'web-1', to: 'shop-3', at: 100, arrive: 101, label: 'order' },
    { from: 'shop-3', to: 'warehouse', at: 131, arrive: 132, label: 'ship' },
    { on: 'warehouse', at: 132, kind: 'breach', label: 'book 2' },
    { from: 'shop-3', to: 'web-1', at: 143, arrive: 144, label: 'done' },
  ],
);

import { expect, test } from 'vitest';
import { earlierLabs } from './earlier-labs.ts';

const imports: Readonly<Record<string, readonly string[]>> = {
  's6-share': ['labs/s4-api/contract.ts', 'labs/s2-ring/ring.ts'],
  's4-api': ['labs/s1-nodes/frontend.ts', 'labs/s2-ring/ring.ts'],
  's2-ring': ['labs/s6-share/cart.ts'],
};

test('earlier labs: those that are imported, and what these import; each once, and never the lab itself', () => {
  expect(earlierLabs('s6-share', (lab) => imports[lab] ?? [])).toEqual([
    's1-nodes',
    's2-ring',
    's4-api',
  ]);
});

/** The decision ledger that all eight designs promise to keep, and that a judge reads. */
import { copies } from './designs.ts';
import type { Ledger } from './world/types.ts';

export const ledger: Ledger = {
  functions: {
    'order.place': {
      effectsMax: 1,
      okIsKept: true,
      mayRefuse: true,
      staleMs: null,
      why: 'Money: charged and shipped once, or not at all. Rather refused than done twice.',
    },
    'cart.add': {
      effectsMax: Infinity,
      okIsKept: true,
      mayRefuse: false,
      staleMs: 2_000,
      why: 'Never refuse an addition. Shops may differ for two seconds.',
    },
    'cart.remove': {
      effectsMax: Infinity,
      okIsKept: true,
      mayRefuse: false,
      staleMs: 2_000,
      why: 'What was removed stays removed.',
    },
    'chat.send': {
      effectsMax: Infinity,
      okIsKept: true,
      mayRefuse: false,
      staleMs: null,
      why: 'A message that is shown twice is tolerable, a lost one is not.',
    },
    'vote.send': {
      effectsMax: 1,
      okIsKept: true,
      mayRefuse: true,
      staleMs: 2_000,
      why: 'An SMS is billed, so it is counted and billed once. Rather refused than counted twice.',
    },
    'presence.set': {
      effectsMax: Infinity,
      okIsKept: false,
      mayRefuse: true,
      staleMs: null,
      why: 'The next sign of life supersedes it.',
    },
  },
  copies,
  settledMs: 12_000,
};

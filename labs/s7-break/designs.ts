/** The eight designs under attack, as differences from the plain one. */
import type { Setup } from './world/setup.ts';

export type DesignName = 'D1' | 'D2' | 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'D8';

export interface Design {
  readonly name: DesignName;
  /** Null if it is sound. */
  readonly flaw: string | null;
  readonly setup: Setup;
}

const shops = ['shop-1', 'shop-2', 'shop-3'];
const attempts = 4;

/** What the house sells in every run: one title has a single copy left. */
export const copies: Setup['copies'] = { 'The Lighthouse': 1, Emma: 20, Dracula: 20 };

const byOperation = { attempts, key: 'operation' } as const;

/** One shop owns a title and a phone number; carts, chats and votes are copied to others at once. */
const plain: Setup = {
  retry: {
    'order.place': byOperation,
    'cart.add': byOperation,
    'cart.remove': byOperation,
    'chat.send': byOperation,
    'vote.send': byOperation,
    'presence.set': { attempts: 1, key: 'operation' },
  },
  orders: {
    members: shops,
    taker: 'home',
    agree: 'own',
    led: false,
    settled: 'disk',
    confirmed: false,
  },
  carts: { members: shops, taker: 'row', agree: 'own', merge: 'observed', everyMs: 0 },
  chats: { members: shops, taker: 'home', agree: 'own', once: true },
  votes: { members: shops, taker: 'home', agree: 'own' },
  presence: { members: shops, taker: 'home', agree: 'own', sent: 'with chat' },
  audited: [],
  copies,
  shops,
  zones: {},
};

const orders = (difference: Partial<Setup['orders']>): Setup => ({
  ...plain,
  orders: { ...plain.orders, ...difference },
});

const setups: { readonly [Name in DesignName]: Pick<Design, 'flaw' | 'setup'> } = {
  D1: { flaw: null, setup: plain },
  D2: {
    flaw: 'each attempt has an idempotency key of its own',
    setup: {
      ...plain,
      retry: { ...plain.retry, 'order.place': { attempts, key: 'attempt' } },
    },
  },
  D3: {
    flaw: 'the keys of settled orders are in the memory of their owner alone',
    setup: orders({ settled: 'memory' }),
  },
  D4: {
    flaw: 'copies of a cart that differ are united, so that what was removed comes back',
    setup: { ...plain, carts: { ...plain.carts, merge: 'union' } },
  },
  D5: {
    flaw: 'a copy is sold when all agree that answer, however few they are',
    setup: orders({ agree: 'answering' }),
  },
  D6: {
    flaw: null,
    setup: {
      ...plain,
      carts: { ...plain.carts, everyMs: 1_500 },
      chats: { ...plain.chats, once: false },
      presence: { ...plain.presence, sent: 'cast' },
    },
  },
  D7: {
    flaw: 'a leader that was given up is not fenced: it carries out what it has waiting',
    setup: orders({ led: true }),
  },
  D8: { flaw: null, setup: orders({ agree: 'majority' }) },
};

export const designs: readonly Design[] = (Object.keys(setups) as DesignName[]).map((name) => ({
  name,
  ...setups[name],
}));

/** Beyond the eight: harder to find. */
export const stretchDesign = {
  name: 'D9',
  flaw: 'keys of settled orders expire, and a shop that boots drops the expired ones while a repetition may still come',
  setup: orders({ settled: 'expiring' }),
} as const;

export function designOf(name: DesignName | 'D9'): { readonly setup: Setup } {
  return name === 'D9' ? stretchDesign : setups[name];
}

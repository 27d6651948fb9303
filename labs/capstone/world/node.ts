/** What every machine starts when it boots: your supervisor, and under it what your wiring says. */
import { node } from 'nines';
import { observe } from 'nines/world';
import { carts } from './carts.ts';
import { chat, hello, presence } from './chat-node.ts';
import { group, prices } from './data-node.ts';
import { gateway } from './gateway.ts';
import { exporter, invoices } from './exporter.ts';
import { monitor } from './ops-node.ts';
import { parcels, pay, till } from './pay-node.ts';
import { regulators } from './regulating.ts';
import { release } from './release.ts';
import { scaler } from './scaler.ts';
import { system } from './setup.ts';
import { orderServer, reconciler, shop } from './shop-node.ts';
import { sms } from './sms-node.ts';
import { familyOf } from './town.ts';
import type { Child } from './types.ts';
import { votes } from './vote-node.ts';
import { web } from './web-node.ts';

const bodies: { readonly [child in Child]: () => Promise<void> } = {
  carts,
  chat,
  exporter,
  gateway,
  group,
  hello,
  invoices,
  monitor,
  orderServer,
  parcels,
  pay,
  presence,
  prices,
  reconciler,
  regulators,
  release,
  scaler,
  shop,
  sms,
  till,
  votes,
  web,
};

export async function boot(): Promise<void> {
  observe({ kind: 'node', node: node(), state: 'up' });
  const family = system.families.find(({ name }) => name === familyOf(node()));
  const children = (family?.children ?? []).map((id) => ({
    id,
    start: bodies[id],
    arg: undefined,
  }));
  await system.slots.supervisor({ children, intensity: 3, periodMs: 5_000 });
}

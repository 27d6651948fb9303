/** A payment provider tells of a payment twice now and then, and each time a parcel goes out. */
import { receive, send, spawn } from 'nines';
import { buggify, observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function shop({ fixed }: Twin): Promise<void> {
  const known = new Set<string>();
  for (;;) {
    const { paid } = await receive<{ readonly paid: string }>();
    // The mistake: a message that says something twice is taken for two things.
    if (!fixed || !known.has(paid)) observe({ kind: 'parcel', order: paid });
    known.add(paid);
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(provider, await nextOperation());
}

async function provider({ id }: Operation): Promise<void> {
  const to = { name: 'shop', node: 'shop' };
  send(to, { paid: id });
  if (buggify('the provider tells twice')) send(to, { paid: id });
}

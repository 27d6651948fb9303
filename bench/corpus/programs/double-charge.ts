/** A client tries again when it hears nothing, and the first attempt had charged the card. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

export async function till({ fixed }: Twin): Promise<void> {
  const charged = new Set<string>();
  for (;;) {
    const { from, request } =
      await receive<Call<{ readonly order: string; readonly key: string }>>();
    // The mistake: a key that is new with each attempt recognises nothing.
    const key = fixed ? request.order : request.key;
    if (!charged.has(key)) observe({ kind: 'charged', order: request.order });
    charged.add(key);
    reply(from, 'charged');
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(order, await nextOperation());
}

async function order({ id }: Operation): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const request = { order: id, key: `${id}/${attempt}` };
    const result = await call({ name: 'till', node: 'pay' }, request, 100);
    if (result.kind !== 'ok') continue;
    observe({ kind: 'answered', operation: id, answer: 'ok' });
    return;
  }
}

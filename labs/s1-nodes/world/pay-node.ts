/** `pay.gw`: the gateway to PayHub. */
import { call, receive, reply, sleep, spawn, work, type Call } from 'nines';
import { observe } from 'nines/world';
import type { ChargeRequest } from './types.ts';

export async function payGateway(): Promise<void> {
  for (;;) spawn(charge, await receive<Call<ChargeRequest>>());
}

async function charge({ from, request }: Call<ChargeRequest>): Promise<void> {
  await work(1);
  await sleep(80);
  if (request.reportTo !== undefined) {
    observe({ kind: 'reporting' });
    await call(request.reportTo, { fn: 'paid', order: request.order }, 500);
  }
  reply(from, 'paid');
}

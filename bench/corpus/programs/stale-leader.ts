/** A leader stands still past its lease, another one takes over, and the first goes on writing when it wakes. */
import { call, receive, reply, sleep, type Call } from 'nines';
import { observe } from 'nines/world';
import type { Twin } from './clients.ts';

interface Write {
  readonly epoch: number;
  readonly by: string;
}

/** Gives the lease to whoever asks once it has run out, and takes writes. */
export async function store({ fixed }: Twin): Promise<void> {
  let epoch = 0;
  let holder = '';
  let renewals = 0;
  for (;;) {
    const { from, request } = await receive<Call<Write | { readonly lease: string } | 'expire'>>();
    if (request === 'expire') {
      if (renewals === 0) holder = '';
      renewals = 0;
      reply(from, 'ok');
    } else if ('lease' in request) {
      if (holder === '') {
        holder = request.lease;
        epoch += 1;
      }
      if (holder === request.lease) renewals += 1;
      reply(from, holder === request.lease ? epoch : 0);
    } else {
      // The mistake: a write of an earlier epoch is taken like any other.
      const isTaken = !fixed || request.epoch === epoch;
      if (isTaken)
        observe({ kind: 'written', epoch: request.epoch, newest: epoch, by: request.by });
      reply(from, isTaken);
    }
  }
}

/** Lets a lease run out that nobody has renewed for a period. */
export async function clock(): Promise<void> {
  for (;;) {
    await sleep(300);
    await call({ name: 'store', node: 'db' }, 'expire');
  }
}

export async function leader({ name }: { readonly name: string }): Promise<void> {
  const to = { name: 'store', node: 'db' };
  for (;;) {
    const lease = await call<number>(to, { lease: name }, 200);
    const epoch = lease.kind === 'ok' ? lease.value : 0;
    for (let write = 0; epoch > 0 && write < 5; write++) {
      await call(to, { epoch, by: name }, 200);
      await sleep(15);
    }
    await sleep(20);
  }
}

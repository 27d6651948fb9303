/** A circuit breaker opens when the service fails, and nothing ever closes it again. */
import { call, now, receive, reply, send, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import type { Operation, Twin } from './clients.ts';

export async function service(): Promise<void> {
  for (;;) {
    const { from } = await receive<Call>();
    reply(from, 'ok');
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  let failures = 0;
  let openedAt = 0;
  for (;;) {
    const message = await receive<Operation | { readonly outcome: string }>();
    if ('outcome' in message) {
      failures = message.outcome === 'ok' ? 0 : failures + 1;
      if (failures >= 3) openedAt = now();
      continue;
    }
    // The mistake: an open breaker lets nothing through by which it could see that all is well.
    const isOpen = failures >= 3 && !(fixed && now() - openedAt > 200);
    if (isOpen) observe({ kind: 'answered', operation: message.id, answer: 'refused' });
    else spawn(attempt, { id: message.id });
  }
}

async function attempt({ id }: { readonly id: string }): Promise<void> {
  const result = await call({ name: 'service', node: 'b' }, id, 50);
  observe({ kind: 'answered', operation: id, answer: result.kind });
  send('clients', { outcome: result.kind });
}

/** The other side has restarted and forgotten the session; this side goes on as if it were heard. */
import { call, receive, reply, send, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Message =
  { readonly kind: 'line'; readonly session: number; readonly id: string } | Call<string>;
const server = { name: 'server', node: 'b' };

export async function serve(): Promise<void> {
  const sessions = new Set<number>();
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'line') {
      if (sessions.has(message.session)) observe({ kind: 'heard', line: message.id });
    } else if (message.request === 'open') {
      const session = sessions.size + 1;
      sessions.add(session);
      reply(message.from, session);
    } else {
      const [session, id] = message.request.split('/');
      const isKnown = sessions.has(Number(session));
      if (isKnown) observe({ kind: 'heard', line: id });
      reply(message.from, isKnown);
    }
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  let session = await open();
  for (;;) {
    const { id } = await nextOperation();
    // The mistake: nobody ever asks whether the session is still known.
    if (!fixed) send(server, { kind: 'line', session, id });
    else {
      for (let attempt = 0; attempt < 40; attempt++) {
        const result = await call<boolean>(server, `${session}/${id}`, 100);
        if (result.kind === 'ok' && result.value) break;
        session = await open();
      }
    }
    observe({ kind: 'answered', operation: id, answer: 'sent' });
  }
}

async function open(): Promise<number> {
  for (;;) {
    const result = await call<number>(server, 'open', 100);
    if (result.kind === 'ok') return result.value;
    await receive('never', 50);
  }
}

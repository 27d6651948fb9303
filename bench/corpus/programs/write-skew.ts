/** Two doctors see that the other one is on call, and both go home. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

type Request = 'list' | { readonly leave: string } | { readonly leaveIfOther: string };
const roster = { name: 'roster', node: 'db' };

export async function rosterServer(): Promise<void> {
  const onCall = new Set(['ada', 'ben']);
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request === 'list') {
      reply(from, [...onCall]);
      continue;
    }
    const name = 'leave' in request ? request.leave : request.leaveIfOther;
    const isAllowed = 'leave' in request || [...onCall].some((other) => other !== name);
    if (isAllowed) onCall.delete(name);
    observe({ kind: 'onCall', count: onCall.size });
    reply(from, isAllowed);
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(goHome, { ...(await nextOperation<string>()), fixed });
}

async function goHome({ id, args, fixed }: Operation<string> & Twin): Promise<void> {
  if (fixed) await call(roster, { leaveIfOther: args });
  else {
    const listed = await call<string[]>(roster, 'list');
    const others = listed.kind === 'ok' ? listed.value.filter((name) => name !== args) : [];
    // The mistake: what was true when it was read need not be when it is acted upon.
    if (others.length > 0) await call(roster, { leave: args });
  }
  observe({ kind: 'answered', operation: id, answer: 'done' });
}

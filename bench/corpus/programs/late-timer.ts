/** A timer has fired just before it is cancelled: its message waits in the mailbox. */
import {
  any,
  call,
  cancelTimer,
  makeRef,
  receive,
  reply,
  self,
  sendAfter,
  spawn,
  type Ref,
} from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Expired {
  readonly expired: Ref;
}

export async function echo(): Promise<void> {
  for (;;) {
    const { from } = await receive<{ readonly from: Parameters<typeof reply>[0] }>();
    await receive('never', 8);
    reply(from, 'here');
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) spawn(client, { ...(await nextOperation()), fixed });
}

async function client({ id, fixed }: Operation & Twin): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const mine = makeRef();
    const timer = sendAfter(10, self(), { expired: mine });
    const result = await call({ name: 'echo', node: 'b' }, id, 50);
    cancelTimer(timer);
    if (result.kind !== 'ok') break;
    if (round === 0) continue;
    const late = await receive<Expired>(any, 0);
    // The mistake: a message of a timer that was cancelled is taken for the end of another one.
    if (typeof late === 'object' && (!fixed || late.expired === mine)) {
      if (late.expired !== mine) observe({ kind: 'gaveUp', order: id });
    }
  }
  observe({ kind: 'answered', operation: id, answer: 'done' });
}

/** What runs on each web node: customers, chat members and the SMS aggregator, who call your functions. */
import { receive, sleep, spawn } from 'nines';
import { observe } from 'nines/world';
import { notify, placeOrder, sendChat, sendVote } from './client.ts';
import { setRotation } from './rotation.ts';
import type { Chat, Notice, Order, Sms } from './types.ts';

/** The aggregator sends an unanswered text again after this. */
const resendMs = 5_000;

type Operation = { readonly id: string } & (
  | { readonly fn: 'placeOrder'; readonly args: Order }
  | { readonly fn: 'sendVote' | 'tapVote'; readonly args: Sms }
  | { readonly fn: 'sendChat'; readonly args: Chat }
  | { readonly fn: 'notify'; readonly args: Notice }
);

/** Starts a process for every operation, so that a slow one holds up nobody else. */
export async function web(): Promise<void> {
  for (;;) spawn(carryOut, await receive<Operation>());
}

async function carryOut(operation: Operation): Promise<void> {
  switch (operation.fn) {
    case 'placeOrder':
      return answered(operation.id, await placeOrder(operation.args));
    case 'sendVote':
      return await vote(operation.id, operation.args);
    // A vote from the app: who is not told ok puts the telephone away.
    case 'tapVote':
      return answered(operation.id, await sendVote(operation.args));
    case 'sendChat':
      return answered(operation.id, await sendChat(operation.args));
    case 'notify':
      return await notify(operation.args);
  }
}

/** The aggregator: sends the same text again and again until it is told what became of it. */
async function vote(id: string, sms: Sms): Promise<void> {
  for (;;) {
    const answer = await sendVote(sms);
    answered(id, answer);
    if (answer === 'ok' || answer === 'id_conflict') return;
    await sleep(resendMs);
    observe({ kind: 'askedAgain', operation: id });
  }
}

function answered(operation: string, answer: unknown): void {
  observe({ kind: 'answered', operation, answer });
}

/** For some time only these shops are in rotation, then all of them. */
export async function rotation(arg: {
  readonly only: readonly number[];
  readonly forMs: number;
}): Promise<void> {
  setRotation(arg.only);
  await sleep(arg.forMs);
  setRotation([1, 2, 3, 4]);
}

/** Takes what a caller says, within the caller's rate, and gives the acknowledgement. */
import { decide } from '#workshop/decide.ts';
import { readMessage } from '#workshop/read-message.ts';
import type { Refused, ServerFrame } from '#workshop/protocol.ts';
import type { Caller } from './callers.ts';
import { learnerAllowance, Rates, staffAllowance, type Allowance } from './rate.ts';

export type Ack = Extract<ServerFrame, { frame: 'ack' }>;

/** A message as it came in: its body is not checked yet. */
export interface Incoming {
  readonly id: string;
  readonly body: unknown;
}

export function allowanceOf({ viewer }: Caller): Allowance {
  return viewer.as === 'staff' ? staffAllowance : learnerAllowance;
}

/** Under what name a caller's rate is counted: all pages of one person together. */
export function rateKey({ live, speaker }: Caller): string {
  return `${live.code} ${speaker?.id ?? 'projector'}`;
}

/** Charges a caller; gives how long it should not be listened to, milliseconds. */
export function charge(rates: Rates, caller: Caller, count: number): number {
  return rates.charge(rateKey(caller), count, allowanceOf(caller));
}

/** Puts messages on record. What is acknowledged is on disk; rejects when nothing could be kept. */
export async function hear(caller: Caller, messages: readonly Incoming[]): Promise<Ack> {
  const { live, speaker } = caller;
  if (speaker === null)
    return {
      frame: 'ack',
      ids: [],
      refused: messages.map(({ id }) => ({ id, why: 'A projector has nothing to say.' })),
    };
  if (caller.viewer.as === 'participant') live.here(speaker.id, 0);
  const ids: string[] = [];
  const refused: Refused[] = [];
  const outcomes = messages.map(async ({ id, body }) => {
    const read = readMessage(body, speaker.role);
    if (read.kind === 'unreadable') {
      refused.push({ id, why: read.why });
      return null;
    }
    const { message } = read;
    return live.say({ by: speaker.id, id, rule: (session) => decide(session, speaker, message) });
  });
  for (const outcome of await Promise.all(outcomes)) {
    ids.push(...(outcome?.ids ?? []));
    refused.push(...(outcome?.refused ?? []));
  }
  return { frame: 'ack', ids, refused };
}

/** The members who read the chat. Each one has an inbox, which is a process of yours, and a screen. */
import { call, send, type Pid } from 'nines';
import type { Chat } from './types.ts';

/**
 * Hands `message` to the inbox of one reader, as a call, and gives what the inbox replies;
 * `undefined` if nothing came back.
 */
export async function deliver<Reply>(
  readers: Pid,
  reader: string,
  message: unknown,
): Promise<Reply | undefined> {
  const result = await call<Reply>({ name: reader, node: readers.node }, message);
  return result.kind === 'ok' ? result.value : undefined;
}

/** Shows a text on the reader's screen. To be called by an inbox. */
export function show(chat: Chat): void {
  send('screen', { kind: 'show', chat });
}

/** What runs on the node `readers`: an inbox and a screen for everybody who reads the chat. */
import { receive, spawn } from 'nines';
import { observe } from 'nines/world';
import { inbox } from './server.ts';
import type { Chat } from './types.ts';

/** Starts your `inbox` for each reader, under the reader's name. */
export async function readers({ names }: { readonly names: readonly string[] }): Promise<void> {
  for (const name of names) spawn(inbox, { reader: name }, { name });
  await receive('never');
}

/** Sees what the readers see. */
export async function screen(): Promise<void> {
  const timesOf = new Map<string, number>();
  for (;;) {
    const { chat } = await receive<{ chat: Chat | undefined }>();
    const text = chat?.text ?? '';
    const times = (timesOf.get(text) ?? 0) + 1;
    timesOf.set(text, times);
    observe({ kind: 'shown', text, times });
  }
}

/** What runs on the node `readers`: the way to each reader's inbox, and the screens. */
import { receive, send, spawn, type Call, type Pid } from 'nines';
import { observe } from 'nines/world';
import { inbox } from './server.ts';
import type { Chat } from './types.ts';

/** Starts your `inbox` for each reader at the first message, and passes every message on to it. */
export async function readers(): Promise<void> {
  const inboxes = new Map<string, Pid>();
  for (;;) {
    const { from, request } = await receive<Call<{ reader: string; message: unknown }>>();
    let pid = inboxes.get(request.reader);
    if (pid === undefined) {
      pid = spawn(inbox, { reader: request.reader });
      inboxes.set(request.reader, pid);
    }
    send(pid, { kind: 'call', from, request: request.message });
  }
}

/** Sees what the readers see. */
export async function screen(): Promise<void> {
  const timesOf = new Map<string, number>();
  for (;;) {
    const { chat } = await receive<{ chat: Chat }>();
    const times = (timesOf.get(chat.text) ?? 0) + 1;
    timesOf.set(chat.text, times);
    observe({ kind: 'shown', text: chat.text, times });
  }
}

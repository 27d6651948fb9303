import { disk, receive, send, spawn } from 'nines';
import type { Ask, Done, RegCfg } from './types.ts';

/** All processes of the node share these. */
let running = 0;
const waiting: Ask[] = [];

/** Lets so many work at once as there are slots; the others wait until one is done. */
export async function regulator(cfg: RegCfg): Promise<void> {
  for (;;) {
    const message = await receive<Ask | Done>();
    if (message.kind === 'ask') spawn(admit, { ask: message, slots: cfg.slots });
    else {
      running -= 1;
      const next = waiting.shift();
      if (next !== undefined) spawn(admit, { ask: next, slots: cfg.slots });
    }
  }
}

/** Starts it if there is room, else puts it into the queue. */
async function admit({ ask, slots }: { ask: Ask; slots: number }): Promise<void> {
  if (running < slots && (await isOpen())) {
    running += 1;
    send(ask.from, { kind: 'granted', ref: ask.ref, slot: running });
  } else waiting.push(ask);
}

/** Operations may have closed the till: they leave a note on the disk. */
async function isOpen(): Promise<boolean> {
  return (await disk.get<boolean>('closed')) !== true;
}

import { disk, isAlive, monitor, now, receive, send, spawn, type Down, type Ref } from 'nines';
import type { Ask, Done, RegCfg } from './types.ts';

/** All processes of the node share these. */
let running = 0;
const waiting: { readonly ask: Ask; readonly sinceMs: number }[] = [];
const watched = new Map<Ref, number>();

/** Lets so many work at once as there are slots. Each question gets a process, so that none holds up the next. */
export async function regulator(cfg: RegCfg): Promise<void> {
  for (;;) {
    const message = await receive<Ask | Done | Down>();
    if (message.kind === 'ask') {
      const watch = monitor(message.from);
      spawn(admit, { ask: message, cfg, watch });
    } else if (message.kind === 'DOWN' && watched.delete(message.ref)) next(cfg);
  }
}

async function admit({ ask, cfg, watch }: { ask: Ask; cfg: RegCfg; watch: Ref }): Promise<void> {
  if (running < cfg.slots && (await isOpen())) {
    running += 1;
    watched.set(watch, running);
    send(ask.from, { kind: 'granted', ref: ask.ref, slot: running });
    return;
  }
  const line = cfg.classes.find(({ name }) => name === ask.class);
  const inLine = waiting.filter((one) => one.ask.class === ask.class).length;
  if (inLine < (line?.queueMax ?? 0)) waiting.push({ ask, sinceMs: now() });
  else send(ask.from, { kind: 'rejected', ref: ask.ref, retryAfterMs: 200 });
}

/** The end of a process frees its slot. */
function next(cfg: RegCfg): void {
  running -= 1;
  const index = waiting.findIndex(({ ask }) => isAlive(ask.from));
  const [one] = waiting.splice(index, 1);
  if (one !== undefined) spawn(admit, { ask: one.ask, cfg, watch: monitor(one.ask.from) });
}

/** Operations may have closed the till: they leave a note on the disk. */
async function isOpen(): Promise<boolean> {
  return (await disk.get<boolean>('closed')) !== true;
}

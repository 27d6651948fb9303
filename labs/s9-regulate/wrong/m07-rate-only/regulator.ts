import { now, receive, self, send, sendAfter } from 'nines';
import type { Ask, ClassCfg, Done, RegCfg } from './types.ts';

interface Line {
  readonly cfg: ClassCfg;
  readonly waiting: { readonly ask: Ask; readonly sinceMs: number }[];
}
interface Tick {
  readonly kind: 'tick';
}

/** Four fifths of the 250 that PayHub can do in a second. */
const perS = 200;

/** Lets so many begin in a second as PayHub can do, lets few wait and not for long, and refuses the others at once. */
export async function regulator(cfg: RegCfg): Promise<void> {
  const lines = cfg.classes.map((one): Line => ({ cfg: one, waiting: [] }));
  let tokens = 1;
  send(self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Ask | Done | Tick>();
    if (message.kind === 'tick') {
      sendAfter(1_000 / perS, self(), { kind: 'tick' });
      tokens = 1;
    }
    expire(lines);
    if (message.kind === 'ask') join(lines, message);
    const next = tokens === 0 ? undefined : lines.find(({ waiting }) => waiting.length > 0);
    const one = next?.waiting.shift();
    if (one === undefined) continue;
    tokens = 0;
    send(one.ask.from, { kind: 'granted', ref: one.ask.ref, slot: 0 });
  }
}

function join(lines: readonly Line[], ask: Ask): void {
  const line = lines.find(({ cfg }) => cfg.name === ask.class) ?? lines.at(-1);
  if (line === undefined || line.waiting.length >= line.cfg.queueMax) reject(ask);
  else line.waiting.push({ ask, sinceMs: now() });
}

function reject({ from, ref }: Ask): void {
  send(from, { kind: 'rejected', ref, retryAfterMs: 200 });
}

/** Sends those away who have waited long enough. */
function expire(lines: readonly Line[]): void {
  for (const { cfg, waiting } of lines) {
    for (;;) {
      const [oldest] = waiting;
      if (oldest === undefined || now() - oldest.sinceMs <= cfg.waitMaxMs) break;
      waiting.shift();
      reject(oldest.ask);
    }
  }
}

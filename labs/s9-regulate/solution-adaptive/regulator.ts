// Differs: it looks for the number of slots itself: one more now and then while all is quick, a tenth less when it is slow.
import { demonitor, monitor, now, receive, send, type Down, type Ref } from 'nines';
import type { Ask, ClassCfg, Done, RegCfg } from './types.ts';

/** Those of one class that wait, the oldest first. */
interface Line {
  readonly cfg: ClassCfg;
  readonly waiting: { readonly ask: Ask; readonly sinceMs: number }[];
}
interface Holder {
  readonly monitor: Ref;
  readonly sinceMs: number;
}
/** What the regulator knows. */
interface Desk {
  /** The slots that were given back, to be used again. */
  readonly free: number[];
  readonly holders: Map<number, Holder>;
  readonly slotOf: Map<Ref, number>;
  /** The most urgent first. */
  readonly lines: readonly Line[];
  readonly slotsMax: number;
  /** So many may be at work at once, for the time being. */
  limit: number;
  /** When it was lowered for the last time. */
  loweredMs: number;
  /** How long clients wait. */
  patienceMs: number;
  /** How long a slot is held, on average and of late. */
  tookMs: number;
}

/** What it begins with where it may have more. */
const guess = 50;

/** Lets so many work at once as there are slots, lets few wait and not for long, and refuses the others at once. */
export async function regulator(cfg: RegCfg): Promise<void> {
  const desk: Desk = {
    free: [],
    holders: new Map(),
    slotOf: new Map(),
    lines: cfg.classes.map((one) => ({ cfg: one, waiting: [] })),
    slotsMax: cfg.slots,
    limit: Math.min(cfg.slots, guess),
    loweredMs: 0,
    patienceMs: 2_000,
    tookMs: 0,
  };
  for (;;) {
    const message = await receive<Ask | Done | Down>();
    expire(desk);
    if (message.kind === 'ask') admit(desk, message);
    else if (message.kind === 'done') release(desk, message.slot);
    else release(desk, desk.slotOf.get(message.ref));
  }
}

/** A slot, a place in the line, or no: at once, whatever it is. */
function admit(desk: Desk, ask: Ask): void {
  const line = desk.lines.find(({ cfg }) => cfg.name === ask.class) ?? desk.lines.at(-1);
  desk.patienceMs = ask.deadline - now();
  if (hasRoom(desk)) grant(desk, ask);
  else if (line === undefined || line.waiting.length >= line.cfg.queueMax) reject(desk, ask);
  else line.waiting.push({ ask, sinceMs: now() });
}

/** Who holds a slot is watched: if it dies, the slot comes back all the same. */
function grant(desk: Desk, { from, ref }: Ask): void {
  const slot = desk.free.pop() ?? desk.holders.size + 1;
  const watch = monitor(from);
  desk.holders.set(slot, { monitor: watch, sinceMs: now() });
  desk.slotOf.set(watch, slot);
  send(from, { kind: 'granted', ref, slot });
}

function reject(desk: Desk, { from, ref }: Ask): void {
  const waiting = desk.lines.reduce((sum, line) => sum + line.waiting.length, 0);
  const retryAfterMs = Math.round((waiting * desk.tookMs) / desk.limit);
  send(from, { kind: 'rejected', ref, retryAfterMs });
}

/** The slot is free, and whoever is next gets it. */
function release(desk: Desk, slot: number | undefined): void {
  const holder = slot === undefined ? undefined : desk.holders.get(slot);
  if (slot === undefined || holder === undefined) return;
  demonitor(holder.monitor, { flush: true });
  desk.holders.delete(slot);
  desk.slotOf.delete(holder.monitor);
  desk.free.push(slot);
  desk.tookMs += (now() - holder.sinceMs - desk.tookMs) / 20;
  adapt(desk);
  while (hasRoom(desk)) {
    const next = desk.lines.find(({ waiting }) => waiting.length > 0)?.waiting.shift();
    if (next === undefined) return;
    // Too little time is left for the work: who is behind may have more.
    if (next.ask.deadline - now() < desk.tookMs) reject(desk, next.ask);
    else grant(desk, next.ask);
  }
}

function hasRoom({ holders, limit }: Desk): boolean {
  return holders.size < Math.floor(limit);
}

/** Half of a client's patience may go into the work; the other half is for the line and the way. */
function adapt(desk: Desk): void {
  if (desk.tookMs < desk.patienceMs / 2) {
    // One slot more in the time in which each has been used once.
    desk.limit = Math.min(desk.slotsMax, desk.limit + 1 / desk.limit);
  } else if (now() - desk.loweredMs > desk.tookMs) {
    // What was lowered shows only when what was begun before is over.
    desk.limit = Math.max(1, desk.limit * 0.9);
    desk.loweredMs = now();
  }
}

/** Sends those away who have waited long enough: whom nobody calls any more must not keep a place. */
function expire(desk: Desk): void {
  for (const { cfg, waiting } of desk.lines) {
    for (;;) {
      const [oldest] = waiting;
      if (oldest === undefined || now() - oldest.sinceMs <= cfg.waitMaxMs) break;
      waiting.shift();
      reject(desk, oldest.ask);
    }
  }
}

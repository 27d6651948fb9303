// Differs: the newest of a class is served first, and the oldest, who have hardly a chance, wait until their time is up.
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
  readonly free: number[];
  readonly holders: Map<number, Holder>;
  readonly slotOf: Map<Ref, number>;
  /** The most urgent first. */
  readonly lines: readonly Line[];
  readonly slots: number;
  /** How long a slot is held, on average and of late. */
  tookMs: number;
}

/** Lets so many work at once as there are slots, lets few wait and not for long, and refuses the others at once. */
export async function regulator(cfg: RegCfg): Promise<void> {
  const desk: Desk = {
    free: Array.from({ length: cfg.slots }, (_, index) => cfg.slots - index),
    holders: new Map(),
    slotOf: new Map(),
    lines: cfg.classes.map((one) => ({ cfg: one, waiting: [] })),
    slots: cfg.slots,
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
  if (desk.free.length > 0) grant(desk, ask);
  else if (line === undefined || line.waiting.length >= line.cfg.queueMax) reject(desk, ask);
  else line.waiting.push({ ask, sinceMs: now() });
}

/** Who holds a slot is watched: if it dies, the slot comes back all the same. */
function grant(desk: Desk, { from, ref }: Ask): void {
  const slot = desk.free.pop() ?? 0;
  const watch = monitor(from);
  desk.holders.set(slot, { monitor: watch, sinceMs: now() });
  desk.slotOf.set(watch, slot);
  send(from, { kind: 'granted', ref, slot });
}

function reject(desk: Desk, { from, ref }: Ask): void {
  const waiting = desk.lines.reduce((sum, line) => sum + line.waiting.length, 0);
  const retryAfterMs = Math.round((waiting * desk.tookMs) / desk.slots);
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
  while (desk.free.length > 0) {
    const next = desk.lines.find(({ waiting }) => waiting.length > 0)?.waiting.pop();
    if (next === undefined) return;
    // Too little time is left for the work: who is behind may have more.
    if (next.ask.deadline - now() < desk.tookMs) reject(desk, next.ask);
    else grant(desk, next.ask);
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

/**
 * The members’ phones: 12,000 chat connections, accounted in blocks. A block whose machine is lost, or that is told
 * to, drops and dials again.
 */
import {
  monitorNodes,
  now,
  receive,
  self,
  send,
  sendAfter,
  type NodeDown,
  type NodeUp,
} from 'nines';
import { conversation, observe } from 'nines/world';
import { inTurn, machinesWith } from './machines.ts';
import { demand } from './demand.ts';

/** A phone notices and dials again after so long, give or take a tenth. */
const redialMs = 1_000;
/** Connections that dial in the same 10 ms go together. */
const beatMs = 10;

type Message =
  | NodeDown
  | NodeUp
  | { readonly kind: 'dropAll'; readonly withinMs: number }
  | { readonly kind: 'redial'; readonly count: number; readonly sinceMs: number }
  | { readonly kind: 'up'; readonly batch: number };

/** Connections that are being set up: where, how many, and since when they have been without one. */
interface Batch {
  readonly node: string;
  readonly count: number;
  readonly sinceMs: number;
}

export async function dialer(): Promise<void> {
  const machines = machinesWith('chat.conn');
  const all = demand.find(({ app }) => app === 'chat.conn')?.rate ?? 0;
  const held = new Map(machines.map((name) => [name, all / machines.length] as const));
  const batches = new Map<number, Batch>();
  let turn = 0;
  monitorNodes();
  for (;;) {
    const message = await receive<Message>();
    conversation('');
    switch (message.kind) {
      case 'nodedown': {
        const { node } = message;
        const count = Math.round(held.get(node) ?? 0);
        held.set(node, 0);
        if (count > 0) drop(count, node);
        redial(count, { firstMs: redialMs * 0.9, withinMs: redialMs * 0.2, sinceMs: now() });
        for (const [batch, lost] of batches) {
          if (lost.node !== node) continue;
          batches.delete(batch);
          redial(lost.count, { ...lost, firstMs: redialMs, withinMs: beatMs });
        }
        break;
      }
      case 'dropAll': {
        const count = Math.round([...held.values()].reduce((sum, one) => sum + one, 0));
        for (const name of machines) held.set(name, 0);
        drop(count, 'everywhere');
        redial(count, { firstMs: 0, withinMs: message.withinMs, sinceMs: now() });
        break;
      }
      case 'redial': {
        const { count, sinceMs } = message;
        turn += 1;
        const node = inTurn('chat.conn', turn);
        batches.set(turn, { node, count, sinceMs });
        send({ name: 'chat.conn', node }, { kind: 'dial', from: self(), batch: turn, count });
        break;
      }
      case 'nodeup':
        break;
      case 'up': {
        const batch = batches.get(message.batch);
        if (batch === undefined) break;
        batches.delete(message.batch);
        held.set(batch.node, (held.get(batch.node) ?? 0) + batch.count);
        observe({ kind: 'redialled', count: batch.count, lostMs: now() - batch.sinceMs });
        break;
      }
    }
  }
}

/** What the phones say among themselves is in no conversation: only that they drop is. */
function drop(count: number, where: string): void {
  conversation('chat');
  observe({ kind: 'dropped', count, where });
  conversation('');
}

/** So many dial again, spread evenly over a while. */
function redial(
  count: number,
  { firstMs, withinMs, sinceMs }: { firstMs: number; withinMs: number; sinceMs: number },
): void {
  const beats = Math.max(1, Math.round(withinMs / beatMs));
  let done = 0;
  for (let beat = 0; beat < beats; beat++) {
    const upTo = Math.round((count * (beat + 1)) / beats);
    if (upTo > done) {
      const message = { kind: 'redial', count: upTo - done, sinceMs };
      sendAfter(firstMs + beat * beatMs, self(), message);
    }
    done = upTo;
  }
}

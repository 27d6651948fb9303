/** The queues of the night: which machine has which, and how somebody stands in one. */
import { makeRef, now, receive, self, send, timeout, whereis } from 'nines';
import { observe } from 'nines/world';
import type { regulator } from 'labs/s9-regulate/regulator.ts';
import { node, sleep, spawn } from 'nines';
import { system } from './setup.ts';
import { familyOf, nodesOf, nearestFirst } from './town.ts';
import type { QueueCfg } from './types.ts';

export type RegCfg = Parameters<typeof regulator>[0];
export type Purpose = 'order' | 'vote';

/** A place that was granted. */
export interface Place {
  readonly queue: QueueCfg;
  readonly node: string;
  readonly slot: number;
}

const reportMs = 10_000;
/** How many of this machine stand in each queue, and the most since the last report. */
const depths = new Map<string, { now: number; most: number }>();

/** Starts your regulator once for each queue of this machine's family, and says every ten seconds how deep they were. */
export async function regulators(): Promise<void> {
  const own = system.queues.filter(({ at }) => at === familyOf(node()));
  for (const queue of own) {
    const { bound: queueMax, maxWaitMs: waitMaxMs, slots } = queue;
    const classes = queue.serves.map((name) => ({ name, queueMax, waitMaxMs }));
    spawn(system.slots.regulator, { slots, classes }, { name: `regulator ${queue.name}` });
    depths.set(queue.name, { now: 0, most: 0 });
  }
  for (;;) {
    await sleep(reportMs);
    for (const queue of own) {
      const depth = depths.get(queue.name);
      if (depth === undefined) continue;
      const limit = queue.bound * queue.serves.length;
      if (depth.most > 0) {
        observe({ kind: 'queue', node: node(), queue: queue.name, depth: depth.most, limit });
      }
      depth.most = depth.now;
    }
  }
}

interface Answer {
  readonly kind: 'granted' | 'rejected';
  readonly slot: number;
}

/** Waits for a place in the queue that serves this purpose; null if there is none in time. */
export async function enter(purpose: Purpose, deadline: number): Promise<Place | null | 'none'> {
  const queue = system.queues.find(({ serves }) => serves.includes(purpose));
  if (queue === undefined) return 'none';
  const here = queue.at === familyOf(node());
  const at = here ? node() : (nearestFirst(nodesOf(queue.at), node())[0] ?? '');
  const depth = here ? depths.get(queue.name) : undefined;
  const name = `regulator ${queue.name}`;
  if (here && whereis(name) === undefined) return null;
  const ref = makeRef();
  if (depth !== undefined) {
    depth.now += 1;
    depth.most = Math.max(depth.most, depth.now);
  }
  const ask = { kind: 'ask', from: self(), ref, class: purpose, deadline };
  send({ name, node: at }, ask);
  const mine = (message: unknown): message is Answer => (message as { ref?: unknown }).ref === ref;
  const answer = await receive(mine, Math.max(0, deadline - now()));
  if (depth !== undefined) depth.now -= 1;
  if (answer === timeout || answer.kind === 'rejected') return null;
  return { queue, node: at, slot: answer.slot };
}

export function leave(place: Place | 'none'): void {
  if (place === 'none') return;
  const { queue, node: at, slot } = place;
  send({ name: `regulator ${queue.name}`, node: at }, { kind: 'done', slot });
}

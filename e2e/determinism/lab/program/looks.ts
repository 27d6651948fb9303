/** Moves that look at processes and nodes, and change who goes first. */
import {
  monitorNodes,
  nodeInfo,
  priority,
  processes,
  processInfo,
  receive,
  sleep,
  spawn,
  type Priority,
} from 'nines';
import { child } from './child.ts';
import { acquaintance, meet, reasonOf, type Actor, type Move } from './script.ts';

const priorities: readonly Priority[] = ['low', 'normal', 'high', 'max'];

/** Looks at all processes of its node, and at one that may be elsewhere. */
export async function look(actor: Actor, { n }: Move): Promise<void> {
  const all = processes();
  const statuses = all.map((pid) => processInfo(pid)?.status);
  for (const status of ['running', 'runnable', 'waiting'] as const)
    console.log(status, statuses.filter((each) => each === status).length);
  console.log('node', nodeInfo());
  try {
    console.log('looks at', processInfo(acquaintance(actor, n)));
  } catch (error) {
    console.log('cannot look', reasonOf(error));
  }
}

/** Goes first, or last, for a while. */
export async function hurry(actor: Actor, { n }: Move): Promise<void> {
  const wanted = priorities[n % priorities.length] ?? 'normal';
  const before = priority(wanted);
  meet(actor, spawn(child, { kind: 'busy', n }, { priority: priorities[(n >> 2) % 4] ?? 'low' }));
  for (let i = 0; i < n % 4; i += 1) await sleep(0);
  console.log('went first', before, priority(before));
}

/** Hears of nodes that come and go. */
export async function watchNodes(_actor: Actor, { n, ms }: Move): Promise<void> {
  if (n % 3 === 0) monitorNodes();
  else monitorNodes(n % 3 === 1);
  console.log('came', await receive({ kind: 'nodeup' }, ms));
  console.log('went', await receive({ kind: 'nodedown' }, ms));
}

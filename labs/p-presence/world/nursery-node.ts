/** What runs beside Ada's evening: two supervisors of yours, each with a child that does not stay well. */
import {
  exit,
  isAlive,
  isDown,
  receive,
  register,
  self,
  sleep,
  spawnMonitor,
  whereis,
} from 'nines';
import { conversation, observe } from 'nines/world';
import { supervisor } from './supervisor.ts';
import type { Child } from './types.ts';
import { wordOf } from './town-node.ts';

const limits = { intensity: 3, periodMs: 5_000 };

/** Starts a supervisor, says when it ends, and counts who is there at the end. */
export async function nursery(arg: {
  readonly name: string;
  readonly afterMs: number;
  readonly quiet: number;
  readonly censusMs: number;
  readonly returns: boolean;
}): Promise<void> {
  const { name, afterMs, quiet, censusMs, returns } = arg;
  conversation(name);
  register(`nursery of ${name}`, self());
  const children: Child[] = [{ id: name, start: sickly, arg: { name, afterMs, returns } }];
  for (let number = 1; number <= quiet; number++) {
    children.push({ id: `${name}-sibling-${number}`, start: healthy, arg: {} });
  }
  const { pid } = spawnMonitor(supervisor, { children, ...limits });
  const isOver = await receive(isDown, censusMs);
  if (isDown(isOver)) observe({ kind: 'gaveUp', child: name, reason: wordOf(isOver.reason) });
  await sleep(10);
  const left = children.filter(({ id }) => whereis(id) !== undefined).length;
  observe({ kind: 'census', child: name, left, isRunning: isAlive(pid) });
}

/** How often each sickly child was started. */
const startsOf = new Map<string, number>();

/** Ends some time after each start; one that `returns` does so without a complaint every other time. */
async function sickly(arg: { name: string; afterMs: number; returns: boolean }): Promise<void> {
  const { name, afterMs, returns } = arg;
  const times = (startsOf.get(name) ?? 0) + 1;
  startsOf.set(name, times);
  observe({ kind: 'started', child: name, times });
  await sleep(afterMs);
  const isDone = returns && times % 2 === 0;
  observe({ kind: 'ended', child: name, how: isDone ? 'it is done' : 'unwell' });
  if (!isDone) exit('unwell');
}

async function healthy(): Promise<void> {
  await receive('never');
}

/** Starts children, and starts them again: one for one. */
import { exit, isExit, receive, spawnLink, trapExit, type Pid } from 'nines';
import type { Child, Supervised } from './types.ts';

/** Runs until somebody ends it. */
export async function supervisor(arg: Supervised): Promise<void> {
  const { children } = arg;
  trapExit(true);
  const running = new Map<Child, Pid>();
  for (const child of children) running.set(child, start(child));
  for (;;) {
    const { from, reason } = await receive(isExit);
    const child = children.find((one) => running.get(one) === from);
    if (child === undefined) {
      // Not a child of mine: whoever it is wants me to end.
      stopAll([...running.values()]);
      exit(reason);
    }
    running.delete(child);
    running.set(child, start(child));
  }
}

function start({ id, start: body, arg }: Child): Pid {
  return spawnLink(body, arg, { name: id });
}

/** Youngest first: a child may need those that were started before it. */
function stopAll(pids: Pid[]): void {
  for (const pid of pids.toReversed()) exit(pid, 'shutdown');
}

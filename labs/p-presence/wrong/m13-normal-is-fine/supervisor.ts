/** Starts children, and starts them again: one for one, so many times in so much time. */
import { exit, isExit, now, receive, spawnLink, trapExit, type Pid } from 'nines';
import type { Child, Supervised } from './types.ts';

/** Runs until it gives up: at more than `intensity` restarts within `periodMs` it stops all children and ends. */
export async function supervisor(arg: Supervised): Promise<void> {
  const { children, intensity, periodMs } = arg;
  trapExit(true);
  const running = new Map<Child, Pid>();
  for (const child of children) running.set(child, start(child));
  let restarts: number[] = [];
  for (;;) {
    const { from, reason } = await receive(isExit);
    const child = children.find((one) => running.get(one) === from);
    if (child === undefined) {
      // Not a child of mine: whoever it is wants me to end.
      stopAll([...running.values()]);
      exit(reason);
    }
    running.delete(child);
    if (reason === 'normal') continue;
    const at = now();
    restarts = [...restarts.filter((then) => at - then < periodMs), at];
    if (restarts.length > intensity) {
      stopAll([...running.values()]);
      exit('shutdown');
    }
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

/** Starts children, and starts them again. */
import { isExit, receive, spawnLink, trapExit, type Pid } from 'nines';
import type { Child, Supervised } from './types.ts';

export async function supervisor(arg: Supervised): Promise<void> {
  trapExit(true);
  const running = new Map<Child, Pid>();
  const start = (child: Child): Pid => spawnLink(child.start, child.arg, { name: child.id });
  for (const child of arg.children) running.set(child, start(child));
  for (;;) {
    const { from } = await receive(isExit);
    for (const [child, pid] of running) {
      if (pid === from) running.set(child, start(child));
    }
  }
}

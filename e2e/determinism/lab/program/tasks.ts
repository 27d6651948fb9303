/** Moves with tasks: each is started, waited for and ended in every way there is. */
import { task, trapExit, type Pid, type Task } from 'nines';
import { child } from './child.ts';
import { reasonOf, type Actor, type Move } from './script.ts';

const kinds = ['returns', 'sleeps', 'exits', 'throws', 'ticks', 'works', 'waits'];

async function nothing(): Promise<string> {
  return 'nothing to do';
}

/** Looks at a task; if it is not done, asks it to end or waits for it. */
async function collect(started: Task, n: number, ms: number): Promise<void> {
  console.log('is a task', started.kind === 'task', started.pid.node);
  if (n % 9 === 0) console.log('in the end', await task.yield(started));
  else {
    const soFar = await task.yield(started, ms);
    console.log('so far', soFar);
    if (soFar === undefined) await settle(started, n, ms);
  }
}

async function settle(started: Task, n: number, ms: number): Promise<void> {
  switch (n % 4) {
    case 0:
      console.log('ended', await task.shutdown(started, ms));
      break;
    case 1:
      console.log('killed', await task.shutdown(started, 'brutal_kill'));
      break;
    case 2:
      console.log('asked to end', await task.shutdown(started));
      break;
    default:
      console.log('came to', await task.await(started, ms));
  }
}

async function start(supervisor: Pid, n: number): Promise<Task> {
  const role = { kind: kinds[n % kinds.length] ?? 'returns', n };
  switch (n % 4) {
    case 0:
      return await task.asyncUnder(supervisor, child, role);
    case 1:
      return await task.asyncNolink(supervisor, child, role);
    default:
      return task.async(child, role);
  }
}

/** Has work done by a process of its own. */
export async function delegate(_actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  const supervised =
    n % 2 === 0
      ? await task.startSupervisor()
      : await task.startSupervisor({ name: `tasks-${n % 3}`, timeoutMs: 50 });
  console.log('supervised', supervised);
  if (supervised === 'ignore' || supervised[0] === 'error') return;
  const [, pid] = supervised;
  try {
    console.log(await task.await(task.async(nothing)));
    console.log('forgotten', await task.startChild(pid, child, { kind: 'returns', n }));
    await collect(await start(pid, n), n >> 2, ms);
  } catch (error) {
    console.log('no task', reasonOf(error));
  }
}

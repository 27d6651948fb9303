/** Moves with processes: starting, linking, monitoring, ending, naming. */
import {
  any,
  demonitor,
  exit,
  isAlive,
  link,
  makeRef,
  monitor,
  monitorNode,
  node,
  nodes,
  receive,
  register,
  self,
  spawn,
  spawnLink,
  spawnMonitor,
  timeout,
  trapExit,
  unlink,
  unregister,
  whereis,
  type SpawnOptions,
} from 'nines';
import { child, type ChildRole } from './child.ts';
import { acquaintance, aim, meet, type Actor, type Move } from './script.ts';

const kinds = [
  ...['returns', 'sleeps', 'exits', 'stops', 'throws', 'throws-a-number', 'fails', 'fails-again'],
  ...['works', 'ticks', 'traps', 'busy', 'family', 'waits'],
];

function roleOf(n: number): ChildRole {
  return { kind: kinds[n % kinds.length] ?? 'returns', n, parent: self() };
}

/** What is asked for besides, some of it twice. */
function optionsOf(actor: Actor, n: number): SpawnOptions {
  if (n % 3 === 0) return { name: `child-${n}`, link: true };
  return n % 3 === 1 ? { node: someNode(actor, n) } : { monitor: true, priority: 'low' };
}

/** One of the nodes, this one among them. */
function someNode(actor: Actor, n: number): string {
  return actor.nodes[n % actor.nodes.length] ?? node();
}

export async function bear(actor: Actor, { n }: Move): Promise<void> {
  const at = { node: someNode(actor, n) };
  switch (n % 6) {
    case 0:
      meet(actor, spawn(child, roleOf(n)));
      break;
    case 1:
      meet(actor, spawn(child, roleOf(n), at));
      break;
    case 2:
      meet(actor, spawn(child, roleOf(n), { ...at, link: true, monitor: true }));
      break;
    case 3:
      meet(actor, spawn(errand));
      break;
    case 4:
      meet(actor, spawn(child, roleOf(n), { name: `child-${n}` }));
      break;
    default:
      meet(actor, spawn(child, roleOf(n), { ...at, monitor: true }));
  }
}

async function errand(): Promise<void> {
  console.log('errand on', node(), nodes(), [self().kind, makeRef().kind]);
}

export async function bearLinked(actor: Actor, { n }: Move): Promise<void> {
  trapExit(true);
  if (n % 5 === 0) meet(actor, spawnLink(errand));
  else if (n % 2 === 0) meet(actor, spawnLink(child, roleOf(n)));
  else meet(actor, spawnLink(child, roleOf(n), optionsOf(actor, n)));
  console.log('linked', await receive({ kind: 'EXIT', from: any }, n % 60));
}

export async function bearMonitored(actor: Actor, { n }: Move): Promise<void> {
  const born =
    n % 5 === 0
      ? spawnMonitor(errand)
      : n % 2 === 0
        ? spawnMonitor(child, roleOf(n))
        : spawnMonitor(child, roleOf(n), optionsOf(actor, n));
  meet(actor, born.pid);
  const down = await receive({ kind: 'DOWN', ref: born.ref }, n % 60);
  if (down === timeout) actor.monitors.push(born.ref);
  else console.log('down', down);
}

export async function tie(actor: Actor, { n }: Move): Promise<void> {
  const pid = acquaintance(actor, n);
  trapExit(true);
  if (n % 3 === 0) unlink(pid);
  else link(pid);
  console.log('tied', pid, pid.node === node() ? isAlive(pid) : 'far');
}

export async function watch(actor: Actor, { to }: Move): Promise<void> {
  actor.monitors.push(monitor(aim(actor, to)));
}

/** A name that nobody has: the DOWN comes at once. */
export async function watchNobody(): Promise<void> {
  const ref = monitor('nobody');
  console.log('nobody', await receive({ kind: 'DOWN', ref }));
}

export async function unwatch(actor: Actor, { n }: Move): Promise<void> {
  const ref = actor.monitors.shift();
  if (ref === undefined) return;
  const options = { flush: n % 3 === 1, info: true };
  const was = n % 2 === 0 ? demonitor(ref) : demonitor(ref, options);
  console.log('unwatched', was, await receive({ kind: 'DOWN', ref }, 0));
}

export async function watchNode(actor: Actor, { n, ms }: Move): Promise<void> {
  const other = someNode(actor, n);
  if (n % 4 === 0) monitorNode(other, false);
  else if (n % 4 === 1) monitorNode(other, true);
  else monitorNode(other);
  console.log('node', other, await receive({ kind: 'nodedown', node: other }, ms), nodes());
}

export async function strike(actor: Actor, { n }: Move): Promise<void> {
  const reasons = ['kill', 'normal', 'shutdown', { kind: 'why', n }, 'noconnection'];
  const pid = acquaintance(actor, n);
  if (pid !== self()) exit(pid, reasons[n % reasons.length]);
}

/** A signal to itself, trapped. */
export async function strikeSelf(): Promise<void> {
  const before = trapExit(true);
  exit(self(), 'mine');
  console.log('struck', before, await receive({ kind: 'EXIT', reason: 'mine' }));
  trapExit(before);
}

export async function name(actor: Actor, { n }: Move): Promise<void> {
  const wanted = `name-${n % 3}`;
  const pid = spawn(child, { kind: 'waits', n });
  meet(actor, pid);
  try {
    register(wanted, pid);
    console.log('registered', wanted, whereis(wanted) === pid);
  } catch (error) {
    console.log('not registered', error);
    unregister(wanted);
    exit(pid, 'shutdown');
  }
  console.log('is', whereis(wanted), whereis('nobody'));
}

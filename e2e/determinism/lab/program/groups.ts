/** Moves with names and groups beside those of a node: registries, pg, global. */
import {
  global,
  pg,
  receive,
  registry,
  self,
  spawn,
  trapExit,
  type Pid,
  type Resolve,
} from 'nines';
import { child } from './child.ts';
import { acquaintance, meet, reasonOf, type Actor, type Move } from './script.ts';

/** Who waits under a key of a registry. */
export async function clerk(key: number): Promise<void> {
  console.log('clerk', registry.register('desks', key, { since: key }));
  await receive('never', 40);
  registry.unregister('desks', key);
}

/** Keeps a registry, and asks it everything. */
export async function enlist(actor: Actor, { n, ms }: Move): Promise<void> {
  const name = n % 3 === 0 ? 'desks' : `desks-${actor.name}`;
  try {
    if (n % 3 === 0) registry.start(name);
    else registry.start(name, n % 3 === 1 ? 'unique' : 'duplicate');
  } catch (error) {
    console.log('no new registry', reasonOf(error));
  }
  for (const key of ['a', n % 2, 'a']) {
    const made = registry.register(name, key);
    if (made[0] === 'error' && made[1][0] === 'already_registered') console.log('taken', key);
  }
  if (n % 3 === 0) meet(actor, spawn(clerk, n % 2));
  await receive('never', ms);
  console.log('under a', registry.lookup(name, 'a'), registry.count(name));
  registry.unregister(name, 'a');
  console.log('keys', registry.keys(name, self()), registry.keys(name, acquaintance(actor, n)));
}

/** Joins a group, looks who is in it, and leaves. */
export async function gather(actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  console.log(
    'groups',
    await pg.startLink(),
    n % 2 === 0 ? await pg.startLink('own') : 'one scope',
  );
  try {
    console.log('joined', await pg.join(`room-${n % 2}`, self()));
    const guest = spawn(child, { kind: 'sleeps', n });
    meet(actor, guest);
    if (n % 2 === 0) await pg.join('hall', [self(), guest], 'own');
    await receive('never', ms);
    console.log('in', pg.getMembers(`room-${n % 2}`), pg.getLocalMembers(`room-${n % 2}`));
    console.log('in hall', pg.getMembers('hall', 'own'), pg.getLocalMembers('hall', 'own'));
    console.log('of', pg.whichGroups(), pg.whichGroups('own'));
    if (n % 2 === 0) console.log('left', await pg.leave('hall', [guest, guest], 'own'));
    if (n % 3 === 0) console.log('left', await pg.leave(`room-${n % 2}`, self()));
    const left = await pg.leave('nowhere', self());
    if (left === 'not_joined') console.log('was never there');
  } catch (error) {
    console.log('no group', reasonOf(error));
  }
}

/** What becomes of a name that two sides have given: the older process keeps it, or nobody does. */
export async function settle(name: string, pid: Pid, other: Pid): Promise<Pid | 'none'> {
  console.log('conflict', name, pid, other);
  if (name === 'chief-1') return 'none';
  return pid.id < other.id ? pid : other;
}

const resolves: readonly Resolve[] = [
  ...(['random_exit_name', 'random_notify_name', 'notify_all_name'] as const),
  settle,
];

async function enter(name: string, pid: Pid, n: number): Promise<unknown> {
  const resolve = resolves[n % resolves.length] ?? settle;
  switch (n % 5) {
    case 0:
      return await global.registerName(name, pid);
    case 1:
      return await global.reRegisterName(name, pid);
    case 2:
      return await global.reRegisterName(name, pid, resolve);
    default:
      return await global.registerName(name, pid, resolve);
  }
}

/** Gives a process a name in the whole cluster, for as long as nobody else does. */
export async function crown(actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  console.log('names', await global.startLink());
  const name = `chief-${n % 3}`;
  const entered = await enter(name, n % 2 === 0 ? self() : acquaintance(actor, n), n);
  console.log(entered === 'yes' ? 'crowned' : 'not crowned', name, global.registeredNames());
  try {
    console.log('sent to', global.send(name, { kind: 'homage', n }), global.whereisName(name));
  } catch (error) {
    console.log('nobody is', name, reasonOf(error));
  }
  console.log('told', await receive({ kind: 'global_name_conflict' }, ms));
  if (n % 4 === 0) await global.unregisterName(name);
}

/** What runs on the data nodes: the order log, and the prices that every page shows. */
import { node, receive, reply, type Call } from 'nines';
import { asyncLog } from './async-log.ts';
import { runGroup } from './group.ts';
import { Rows } from './rows.ts';
import { ballotSharing, orderSharing, system } from './setup.ts';
import { familyOf, nodesOf } from './town.ts';
import { Ballots } from './ballots.ts';

/** A member of the group that decides about orders, or about ballots: whichever this machine belongs to. */
export async function group(): Promise<void> {
  const family = familyOf(node());
  const { suspectMs } = system;
  if (family === 'vote') {
    const told = [
      ...nodesOf('sms').map((one) => ({ name: 'sms', node: one })),
      ...nodesOf('vote').map((one) => ({ name: 'votes', node: one })),
      { name: 'monitor', node: 'ops-1' },
    ];
    const alone = ballotSharing !== 'majority';
    await runGroup({ members: nodesOf('vote'), suspectMs, alone, told }, new Ballots());
    return;
  }
  if (orderSharing !== 'majority') {
    await asyncLog();
    return;
  }
  const told = nodesOf('shop').map((one) => ({ name: 'gateway', node: one }));
  await runGroup({ members: nodesOf('data'), suspectMs, told }, new Rows());
}

/** The price of a title: each data node has a copy of the catalogue, which nobody changes tonight. */
export async function prices(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<{ readonly title: number }>>();
    reply(from, { title: request.title, price: 900 + (request.title % 40) * 50 });
  }
}

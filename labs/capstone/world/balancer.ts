/** The load balancer in front of the web nodes: it knows what its health checks say, and nothing else. */
import { any, now, receive, send, timeout } from 'nines';
import { system } from './setup.ts';
import { nodesOf, type NodeName } from './town.ts';

const answerMs = 400;
const alive = new Set<NodeName>(nodesOf('web'));
let turn = 0;
/** Requests since the last check. */
let requests = 0;

/** The web nodes that are believed to be up. */
export function webs(): readonly NodeName[] {
  const up = nodesOf('web').filter((one) => alive.has(one));
  return up.length > 0 ? up : nodesOf('web');
}

/** A session stays where it is as long as that node is up; what belongs to none goes to each in turn. */
export function webFor(session: number | null): NodeName {
  requests += 1;
  const all = nodesOf('web');
  const up = webs();
  turn += 1;
  if (session === null) return up[turn % up.length] ?? '';
  const home = all[session % all.length] ?? '';
  return up.includes(home) ? home : (up[session % up.length] ?? '');
}

/** Pings every web node, again and again. Who has not answered in time gets no requests until it does. */
export async function balancer(): Promise<void> {
  let number = 0;
  // Its looks do not fall on the instants of the campaign.
  let nextMs = 8_900;
  for (;;) {
    number += 1;
    nextMs += system.lb.healthMs;
    const answered = new Set<NodeName>();
    for (const one of nodesOf('web')) send({ name: 'web', node: one }, { kind: 'ping', number });
    const untilMs = now() + answerMs;
    while (answered.size < nodesOf('web').length) {
      const pong = await receive(any, Math.max(0, untilMs - now()));
      if (pong === timeout) break;
      answered.add((pong as { readonly from: NodeName }).from);
    }
    for (const one of nodesOf('web')) {
      if (answered.has(one)) alive.add(one);
      else alive.delete(one);
    }
    const down = nodesOf('web').filter((one) => !alive.has(one));
    send({ name: 'monitor', node: 'ops-1' }, { kind: 'health', down });
    const demand = { kind: 'demand', of: 'pages', count: requests };
    send({ name: 'scaler', node: 'ops-1' }, demand);
    requests = 0;
    await receive('never', Math.max(0, nextMs - now()));
  }
}

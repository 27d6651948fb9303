/** What runs on every machine: its functions, each under a supervisor of its own, and the load of the evening. */
import { now, receive, send, sleep, spawn, work } from 'nines';
import { supervisor } from 'labs/p-presence/supervisor.ts';
import { cartApp } from './app-cart.ts';
import { checkoutApp } from './app-checkout.ts';
import { pdfApp } from './app-pdf.ts';
import { searchApp } from './app-search.ts';
import { thumbApp } from './app-thumb.ts';
import { chat } from './chat-node.ts';
import { db } from './db-node.ts';
import { background } from './demand.ts';
import { allMachines, machinesWith, upWith, watch } from './machines.ts';
import { payGateway } from './pay-node.ts';
import type { AppName } from './types.ts';
import { web } from './web-node.ts';

/** The functions that are processes. The others are nothing but load here. */
const bodies: { readonly [A in AppName]?: () => Promise<unknown> } = {
  'web.render': web,
  'chat.conn': chat,
  search: searchApp,
  cart: cartApp,
  checkout: checkoutApp,
  pdf: pdfApp,
  thumb: thumbApp,
  'pay.gw': payGateway,
  db,
};

/** Starts the machine, and lets the others know that it is up. */
export async function machine({ apps }: { readonly apps: readonly AppName[] }): Promise<void> {
  for (const app of apps) {
    const start = bodies[app];
    if (start === undefined) continue;
    const child = { id: app, start, arg: undefined };
    spawn(supervisor, { children: [child], intensity: 10, periodMs: 1_000 });
  }
  const lanes = Math.ceil(loadOf(apps, 1));
  for (let lane = 0; lane < lanes; lane++) spawn(busy, { apps, lane, lanes });
  // After a crash nobody is connected to it until it says something.
  if (now() > 0) {
    for (const name of ['town', ...allMachines]) send({ name: 'machine', node: name }, 'I am back');
  }
  await watch();
}

const tickMs = 500;

/** Takes the CPU time of all that is not carried out request by request. */
async function busy(arg: { apps: readonly AppName[]; lane: number; lanes: number }): Promise<void> {
  const { apps, lane, lanes } = arg;
  for (let tick = 1; ; tick++) {
    await work((loadOf(apps, 0) / lanes) * tickMs);
    // Who comes late leaves out what nobody waits for any more.
    const next = Math.ceil((now() + 1) / tickMs) * tickMs;
    await sleep(next + ((lane * 97) % tickMs) - now());
  }
}

/** Cores that the load of this machine takes, its part of what all have to do; with `lost` machines fewer. */
function loadOf(apps: readonly AppName[], lost: number): number {
  let cores = 0;
  for (const app of apps) {
    const load = background[app];
    if (load === undefined) continue;
    const up = lost > 0 ? machinesWith(app).length - lost : upWith(app).length;
    cores += load.cores / Math.max(1, up);
  }
  return cores;
}

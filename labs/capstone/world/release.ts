/** The version that a machine runs: loaded while it serves, as an Erlang release is. */
import { node, receive, reply, type Call } from 'nines';
import { observe } from 'nines/world';
import { system } from './setup.ts';
import type { PageFields } from './types.ts';

export type Version = 1 | 2;

let running: Version = 1;

export function version(): Version {
  return running;
}

interface Upgrade {
  readonly kind: 'upgrade';
  readonly version: Version;
}

/** Hears when the machine's turn has come, and answers those who want to know whether it is there. */
export async function release(): Promise<void> {
  for (;;) {
    const message = await receive<Call<'ping'> | Upgrade>();
    if (message.kind === 'call') {
      reply(message.from, 'pong');
      continue;
    }
    running = message.version;
    observe({ kind: 'upgraded', node: node(), version: running });
  }
}

const byVersion = new Map<Version, PageFields>();

/** The fields of a page's request as a machine of this version knows them. */
export function fieldsAt(wanted: Version): PageFields {
  const before = byVersion.get(wanted);
  if (before !== undefined) return before;
  const all = Object.entries(system.slots.contract.fields);
  const known = Object.fromEntries(all.filter(([, field]) => field.since <= wanted));
  byVersion.set(wanted, known);
  return known;
}

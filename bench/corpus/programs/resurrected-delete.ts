/** A replica forgets what was deleted, so that a late copy of an earlier write brings it back. */
import { receive, send, spawn } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Change {
  readonly key: string;
  readonly version: number;
  readonly value: string | null;
}

export async function replica({ fixed }: Twin): Promise<void> {
  const rows = new Map<string, Change>();
  for (;;) {
    const change = await receive<Change>();
    const known = rows.get(change.key);
    if (known !== undefined && known.version >= change.version) continue;
    // The mistake: without a tombstone nothing says that the key has been deleted since.
    if (change.value === null && !fixed) rows.delete(change.key);
    else rows.set(change.key, change);
    const row = rows.get(change.key);
    observe({ kind: 'row', ...change, value: row?.value ?? null });
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(putAndDelete, await nextOperation());
}

/** The two changes travel each in a process of its own, as from two servers. */
async function putAndDelete({ id }: Operation): Promise<void> {
  spawn(replicate, { key: id, version: 1, value: 'here' });
  spawn(replicate, { key: id, version: 2, value: null });
}

async function replicate(change: Change): Promise<void> {
  send({ name: 'replica', node: 'db' }, change);
}

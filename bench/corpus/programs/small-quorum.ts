/** Half of the replicas are taken for a majority: a read may meet none that has the last write. */
import { call, receive, reply, spawn, type Call } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Row {
  readonly version: number;
}
const replicas = ['r-1', 'r-2', 'r-3', 'r-4'];

export async function replica(): Promise<void> {
  let row: Row = { version: 0 };
  for (;;) {
    const { from, request } = await receive<Call<Row | 'read'>>();
    if (request !== 'read' && request.version > row.version) row = request;
    reply(from, row);
  }
}

export async function clients({ fixed }: Twin): Promise<void> {
  for (;;) {
    const operation = await nextOperation<number>();
    spawn(client, { ...operation, fixed });
  }
}

async function client({ id, fn, args, fixed }: Operation<number> & Twin): Promise<void> {
  // The mistake: two of four and two of four need not overlap.
  const quorum = fixed ? 3 : 2;
  // A write begins with the first replica, a read with the last one.
  const order = fn === 'write' ? replicas : replicas.toReversed();
  const rows: Row[] = [];
  for (const node of order) {
    if (rows.length >= quorum) break;
    const result = await call<Row>(
      { name: 'replica', node },
      fn === 'write' ? { version: args } : 'read',
      40,
    );
    if (result.kind === 'ok') rows.push(result.value);
  }
  const version = fn === 'write' ? args : Math.max(0, ...rows.map((row) => row.version));
  const isDone = rows.length >= quorum;
  observe({ kind: 'answered', operation: id, answer: isDone ? version : 'unknown' });
}

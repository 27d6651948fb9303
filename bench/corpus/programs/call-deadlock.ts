/** Two servers ask each other while each is busy with a question of its own. */
import { call, receive, reply, spawn, type Call, type From } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Side extends Twin {
  /** Name and node of the other side. */
  readonly other: readonly [name: string, node: string];
}
type Request = 'total' | 'own';

export async function side({ fixed, other }: Side): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Request>>();
    if (request === 'own') reply(from, 1);
    else if (fixed) spawn(ask, { from, other });
    // The mistake: while it waits for the other side, the other side's question waits for it.
    else await ask({ from, other });
  }
}

async function ask({
  from,
  other,
}: {
  readonly from: From;
  readonly other: Side['other'];
}): Promise<void> {
  const [name, node] = other;
  const result = await call<number>({ name, node }, 'own', 60_000);
  reply(from, result.kind === 'ok' ? result.value + 1 : 0);
}

export async function clients(): Promise<void> {
  for (;;) spawn(client, await nextOperation<string>());
}

async function client({ id, args }: Operation<string>): Promise<void> {
  const result = await call({ name: 'side', node: args }, 'total', 60_000);
  if (result.kind === 'ok') observe({ kind: 'answered', operation: id, answer: result.value });
}

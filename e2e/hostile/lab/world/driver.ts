/** Asks the learner's server, and reports what it says. */
import { call, receive, spawn } from 'nines';
import { observe } from 'nines/world';

interface Operation {
  readonly id: string;
  readonly args: { readonly number: number };
}

export async function driver(): Promise<void> {
  for (;;) spawn(ask, await receive<Operation>());
}

async function ask({ id, args }: Operation): Promise<void> {
  const result = await call<number>({ name: 'main', node: 'a' }, args.number, 500);
  observe({ kind: 'answered', operation: id, answer: result.kind === 'ok' ? result.value : null });
}

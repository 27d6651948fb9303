/** What a request from outside may do here. */
import { send, type Pid } from 'nines';
import type { Answer, Json, OpTable } from './types.ts';

/** What a channel hears of a request that has been served. */
export interface Done {
  readonly kind: 'done';
  readonly id: bigint;
  readonly answer: Answer;
}

/** Serves one request in a process of its own. */
export async function serve({
  chan,
  id,
  op,
  args,
  ops,
}: {
  readonly chan: Pid;
  readonly id: bigint;
  readonly op: string;
  readonly args: Json;
  readonly ops: OpTable;
}): Promise<void> {
  const operation = ops[op];
  const ok = operation === undefined ? null : await operation.run(args);
  send(chan, { kind: 'done', id, answer: { ok } } satisfies Done);
}

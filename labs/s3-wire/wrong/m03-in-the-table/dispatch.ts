/** What a request from outside may do here: what the table names, with arguments that pass its check. */
import { isDown, monitor, receive, self, send, type Pid } from 'nines';
import type { Answer, Json, OpTable, Operation } from './types.ts';

/** A request that has come over the wire, and the channel that waits for the answer. */
export interface Asked {
  readonly chan: Pid;
  readonly id: bigint;
  readonly op: string;
  readonly args: Json;
  readonly ops: OpTable;
}
/** What a channel hears of a request that is being served. */
export type Served =
  | { readonly kind: 'streaming'; readonly id: bigint; readonly pid: Pid }
  | { readonly kind: 'piece'; readonly id: bigint; readonly bytes: Uint8Array }
  | { readonly kind: 'done'; readonly id: bigint; readonly answer: Answer };

/** Serves one request in a process of its own, so that a slow one keeps nobody waiting. */
export async function serve(asked: Asked): Promise<void> {
  const answer = await answerTo(asked);
  send(asked.chan, { kind: 'done', id: asked.id, answer } satisfies Served);
}

async function answerTo(asked: Asked): Promise<Answer> {
  const { op, args, ops } = asked;
  if (!(op in ops)) return { error: 'forbidden' };
  const operation = ops[op] as Operation;
  if (!(await operation.check(args))) return { error: 'bad_request' };
  return operation.parts === undefined
    ? { ok: await operation.run(args) }
    : stream(asked, operation.parts);
}

/** One part each time the channel has room for it. */
async function stream(
  { chan, id, args }: Asked,
  parts: NonNullable<Operation['parts']>,
): Promise<Answer> {
  monitor(chan);
  send(chan, { kind: 'streaming', id, pid: self() } satisfies Served);
  for (let n = 0; ; n++) {
    const message = await receive();
    if (isDown(message)) return { error: 'unknown' };
    const bytes = await parts(args, n);
    if (bytes === null) return { ok: { parts: n } };
    send(chan, { kind: 'piece', id, bytes } satisfies Served);
  }
}

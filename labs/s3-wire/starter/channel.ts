/** One end of the wire, as a first version does it: it works in the office. */
import {
  call,
  genTcp,
  now,
  receive,
  reply,
  self,
  spawn,
  type Call,
  type From,
  type Pid,
  type TcpData,
  type TcpNotice,
} from 'nines';
import { Decoder, encode } from './codec.ts';
import { serve, type Done } from './dispatch.ts';
import { frameTypes, type Answer, type ChannelArg, type Json } from './types.ts';
import { fromBytes, toBytes } from './utf8.ts';

interface Request {
  readonly op: string;
  readonly args: Json;
}
type Incoming = Call<Request> | TcpData | TcpNotice | Done;

/** Asks the other end of a channel for an operation. */
export async function request(
  chan: Pid,
  op: string,
  args: Json,
  deadline: number,
): Promise<Answer> {
  const result = await call<Answer>(chan, { op, args }, deadline - now());
  return result.kind === 'ok' ? result.value : { error: 'busy' };
}

/** Runs one end of a connection. */
export async function channel({ sock, ops }: ChannelArg): Promise<void> {
  const decoder = new Decoder();
  const waiting: From[] = [];
  let lastId = 0n;
  const write = (type: number, id: bigint, payload: Json): void => {
    for (const bytes of encode({ version: 2, type, id, payload: toBytes(payload) })) {
      genTcp.trySend(sock, bytes);
    }
  };
  for (;;) {
    const message = await receive<Incoming>();
    switch (message.kind) {
      case 'call':
        waiting.push(message.from);
        lastId += 1n;
        write(frameTypes.request, lastId, message.request as unknown as Json);
        break;
      case 'tcp':
        for (const { type, id, payload } of decoder.push(message.data)) {
          if (type === frameTypes.heartbeat) continue;
          const value = fromBytes(payload);
          if (type === frameTypes.request && ops !== undefined) {
            const { op, args } = value as unknown as Request;
            spawn(serve, { chan: self(), id, op, args, ops });
          } else if (type === frameTypes.reply) {
            // Answers come in the order of the questions.
            const oldest = waiting.shift();
            if (oldest !== undefined) reply(oldest, value);
          }
        }
        break;
      case 'done':
        write(frameTypes.reply, message.id, message.answer as unknown as Json);
        break;
      default:
    }
  }
}

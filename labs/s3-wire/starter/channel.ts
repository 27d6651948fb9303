/** One end of the wire, as a first version does it: it works in the office. */
import {
  call,
  now,
  receive,
  self,
  spawn,
  type Call,
  type Pid,
  type TcpData,
  type TcpNotice,
} from 'nines';
import { admit, answer, type Callers } from './callers.ts';
import { Decoder } from './codec.ts';
import { serve, type Done } from './dispatch.ts';
import { push } from './outbox.ts';
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
  const callers: Callers = [];
  let lastId = 0n;
  for (;;) {
    const message = await receive<Incoming>();
    switch (message.kind) {
      case 'call': {
        lastId += 1n;
        admit(callers, message.from);
        const { op, args } = message.request;
        push(sock, { type: frameTypes.request, id: lastId, payload: toBytes({ op, args }) });
        break;
      }
      case 'tcp':
        for (const { type, id, payload } of decoder.push(message.data)) {
          if (type === frameTypes.request && ops !== undefined) {
            const { op, args } = fromBytes(payload) as unknown as Request;
            spawn(serve, { chan: self(), id, op, args, ops });
          } else if (type === frameTypes.reply) answer(callers, payload);
        }
        break;
      case 'done':
        push(sock, { type: frameTypes.reply, id: message.id, payload: toBytes(message.answer) });
        break;
      default:
    }
  }
}

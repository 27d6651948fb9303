/** What runs on the node `pay`: a process for every attempt of a client, and your regulator. */
import { send, type Pid } from 'nines';
import { conversation } from 'nines/world';
import { config } from './config.ts';
import { regulator } from './regulator.ts';
import type { Req, RegCfg, Res } from './types.ts';
import { web } from './web.ts';

/** An attempt of a client. */
interface Request {
  readonly from: Pid;
  readonly attempt: number;
  readonly req: Req;
}

/** The process of one attempt: while it lives it takes 2.64 kB of the node's memory. */
export async function serve({ from, attempt, req }: Request): Promise<void> {
  const res = await web(req);
  conversation(req.id);
  send(from, { kind: 'answer', id: req.id, attempt, res });
}

/** Your regulator with your configuration; `other` replaces parts of it where the world is another one. */
export async function regulated(other: Partial<RegCfg>): Promise<void> {
  await regulator({ ...config, ...other });
}

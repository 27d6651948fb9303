/** Small pictures. */
import { receive, reply, spawn, type Call } from 'nines';
import { shrink } from './functions.ts';
import type { ThumbRequest } from './types.ts';

/** A process for each picture. */
export async function thumbApp(): Promise<void> {
  for (;;) spawn(serve, await receive<Call<ThumbRequest>>());
}

async function serve({ from, request }: Call<ThumbRequest>): Promise<void> {
  reply(from, await shrink(request.picture));
}

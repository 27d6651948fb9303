/** Searches. */
import { receive, reply, spawn, type Call } from 'nines';
import { find } from './functions.ts';
import type { Res, SearchRequest } from './types.ts';

/** A process for each search: it takes 40 ms, and there are four cores. */
export async function searchApp(): Promise<void> {
  for (;;) spawn(serve, await receive<Call<SearchRequest>>());
}

async function serve({ from, request }: Call<SearchRequest>): Promise<void> {
  const answer: Res = { kind: 'found', titles: await find(request.words) };
  reply(from, answer);
}

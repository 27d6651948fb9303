/** What runs on the node `warehouse`: the packers behind `warehouse.ts`. They alone see the parcels leave. */
import { receive, type Call } from 'nines';
import { observe } from 'nines/world';
import { Answers, type Due } from './answer-later.ts';
import type { Order } from './types.ts';

const shipMs = 10;
const lookMs = 5;

type Operation =
  | { readonly op: 'ship'; readonly key: string; readonly order: Order | undefined }
  | { readonly op: 'shipped'; readonly key: string };

/** Sends a parcel for each `ship` that arrives and answers 10 ms later, many at a time. */
export async function warehouse(): Promise<void> {
  const answers = new Answers();
  const shippedKeys = new Set<string>();
  const parcelsOf = new Map<number, number>();
  let parcels = 0;
  for (;;) {
    const message = await receive<Call<Operation> | Due>();
    if (message.kind === 'due') {
      answers.give(message);
      continue;
    }
    const { from, request } = message;
    if (request.op === 'shipped') {
      answers.later(lookMs, from, shippedKeys.has(request.key));
      continue;
    }
    shippedKeys.add(request.key);
    parcels += 1;
    const cents = request.order?.cents ?? 0;
    const times = (parcelsOf.get(cents) ?? 0) + 1;
    parcelsOf.set(cents, times);
    observe({ kind: 'shipped', cents, times });
    answers.later(shipMs, from, `parcel-${parcels}`);
  }
}

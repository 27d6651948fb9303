/** What runs as `order` on each node: whoever is asked decides, and tells the others. */
import { receive, reply, send, type Call } from 'nines';
import type { Decision, Item, Order, OrderGroup, OrderRequest } from './types.ts';

type Message = Call<OrderRequest> | { readonly kind: 'sold'; readonly order: Order };

export async function orderGroup({ peers, stock }: OrderGroup): Promise<void> {
  const left = new Map<Item, number>(Object.entries(stock));
  const answers = new Map<string, Decision>();
  const sold: Order[] = [];
  const sell = (order: Order): void => {
    if (answers.has(order.key)) return;
    left.set(order.item, (left.get(order.item) ?? 0) - 1);
    answers.set(order.key, 'ok');
    sold.push(order);
  };
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'sold') {
      sell(message.order);
      continue;
    }
    const { from, request } = message;
    if (request.op === 'log') reply(from, sold);
    else if (request.op === 'leader') reply(from, null);
    else if (answers.has(request.key)) reply(from, answers.get(request.key));
    else if ((left.get(request.item) ?? 0) < 1) reply(from, 'sold_out');
    else {
      const order = { key: request.key, item: request.item };
      sell(order);
      for (const node of peers) send({ name: 'order', node }, { kind: 'sold', order });
      reply(from, 'ok');
    }
  }
}

/**
 * The order log when its row says `everything-async`: each data node answers at once for what it knows, and tells the
 * others when it can. What was sold on two sides of a cut is sold.
 */
import { node, now, receive, self, send, sendAfter } from 'nines';
import type { Ask } from './group.ts';
import { Rows, type Change, type Query } from './rows.ts';
import { nodesOf, type NodeName } from './town.ts';

interface News {
  readonly kind: 'news';
  readonly from: NodeName;
  readonly number: number;
  readonly change: Change;
  readonly atMs: number;
}
type ToLog =
  | Ask
  | News
  | { readonly kind: 'known'; readonly from: NodeName; readonly number: number }
  | { readonly kind: 'tick' };

const againMs = 1_000;

export async function asyncLog(): Promise<void> {
  const rows = new Rows();
  const others = nodesOf('data').filter((one) => one !== node());
  const unknown = new Map<NodeName, Map<number, News>>(others.map((one) => [one, new Map()]));
  const answers = new Map<string, unknown>();
  const heard = new Set<string>();
  /** Rows that this machine was the first to hear of: it sees to them, and leaves the others to whoever took them. */
  const own = new Set<string>();
  let last = 0;
  sendAfter(againMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<ToLog>();
    switch (message.kind) {
      case 'ask': {
        const { id, to, op, query } = message;
        if (op !== undefined && !answers.has(id)) {
          const change = op as Change;
          const value = rows.apply(change, now());
          if (change.op === 'putIfAbsent' && value === undefined) own.add(change.key);
          answers.set(id, value);
          rows.decided(change, value);
          last += 1;
          const news: News = { kind: 'news', from: node(), number: last, change, atMs: now() };
          for (const [other, waiting] of unknown) {
            waiting.set(last, news);
            send({ name: 'group', node: other }, news);
          }
        }
        const value = op === undefined ? readOwn(rows, query as Query, own) : answers.get(id);
        send(to, { kind: 'heard', id, value });
        break;
      }
      case 'news': {
        const { from, number, change, atMs } = message;
        send({ name: 'group', node: from }, { kind: 'known', from: node(), number });
        if (heard.has(`${from} ${number}`)) break;
        heard.add(`${from} ${number}`);
        rows.learn(change, atMs);
        break;
      }
      case 'known':
        unknown.get(message.from)?.delete(message.number);
        break;
      case 'tick':
        sendAfter(againMs, self(), { kind: 'tick' });
        for (const [other, waiting] of unknown) {
          for (const news of waiting.values()) {
            if (now() - news.atMs >= againMs) send({ name: 'group', node: other }, news);
          }
        }
        break;
    }
  }
}

/** What is open is looked for among the own rows: a copy may be behind. */
function readOwn(rows: Rows, query: Query, own: ReadonlySet<string>): unknown {
  const value = rows.read(query);
  if (query.op !== 'scan') return value;
  return (value as readonly { readonly key: string }[]).filter(({ key }) => own.has(key));
}

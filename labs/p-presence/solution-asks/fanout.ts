// Differs: no workers at all. One process sends to everybody and listens to everybody, by references and monitors.
// What twenty workers are to the others, the publisher is here: if it is killed, all have been told, and nobody reports.
/** One status for many friends, at once. */
import {
  demonitor,
  isDown,
  makeRef,
  monitor,
  now,
  receive,
  self,
  send,
  timeout,
  type Down,
  type Pid,
} from 'nines';
import type { Ack, Published } from './types.ts';

/** Tells every friend, and is back by `now() + limitMs` with what is known by then. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const deadline = now() + limitMs;
  const pending = new Set<Pid>(friends);
  /** The friend behind the reference of an acknowledgement, and behind that of a monitor. */
  const friendOf = new Map<number, Pid>();
  const monitors = friends.map((friend) => {
    const ref = makeRef();
    const watch = monitor(friend);
    friendOf.set(ref.id, friend).set(watch.id, friend);
    send(friend, { kind: 'status', text: status, from: self(), ref });
    return watch;
  });
  let delivered = 0;
  let open = friends.length;
  while (open > 0) {
    const isNews = (message: unknown): message is Ack | Down =>
      friendOf.has((message as Ack).ref?.id);
    const news = await receive(isNews, Math.max(0, deadline - now()));
    if (news === timeout) break;
    const friend = friendOf.get(news.ref.id);
    if (friend === undefined || !pending.has(friend)) continue;
    open -= 1;
    if (isDown(news)) continue;
    pending.delete(friend);
    delivered += 1;
  }
  for (const watch of monitors) demonitor(watch, { flush: true });
  return { delivered, failed: [...pending] };
}

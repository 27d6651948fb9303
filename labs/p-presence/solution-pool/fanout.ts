// Differs: at most 64 workers, each of which takes the next friend as soon as it is done with the last.
/** One status for many friends, some at a time. */
import {
  isDown,
  makeRef,
  monitor,
  now,
  receive,
  self,
  send,
  spawnMonitor,
  timeout,
  type Down,
  type Pid,
} from 'nines';
import type { Ack, Published } from './types.ts';

const workersMax = 64;

interface Report {
  readonly kind: 'report';
  readonly from: Pid;
  readonly friend: Pid | null;
  readonly isDelivered: boolean;
}

/** Hands out the friends one by one, and is back by `now() + limitMs` with what is known by then. */
export async function publish(friends: Pid[], status: string, limitMs: number): Promise<Published> {
  const deadline = now() + limitMs;
  const waiting = friends.toReversed();
  const failed = new Set(friends);
  let alive = 0;
  const hire = (): void => {
    spawnMonitor(worker, { status, deadline, boss: self() });
    alive += 1;
  };
  while (alive < workersMax && alive < friends.length) hire();
  let delivered = 0;
  while (alive > 0) {
    const isNews = (message: unknown): message is Report | Down =>
      isDown(message) || (message as Report).kind === 'report';
    const news = await receive(isNews, Math.max(0, deadline - now()));
    if (news === timeout) break;
    if (news.kind === 'DOWN') {
      alive -= 1;
      // A worker that was killed is replaced; the friend it was busy with is not told twice.
      if (news.reason !== 'normal' && waiting.length > 0) hire();
      continue;
    }
    if (news.friend !== null && news.isDelivered) {
      failed.delete(news.friend);
      delivered += 1;
    }
    send(news.from, { kind: 'next', friend: waiting.pop() ?? null });
  }
  return { delivered, failed: [...failed] };
}

/** Asks for a friend, tells it, reports, and asks for the next, until there is none. */
async function worker(job: { status: string; deadline: number; boss: Pid }): Promise<void> {
  const { status, deadline, boss } = job;
  let report: Report = { kind: 'report', from: self(), friend: null, isDelivered: false };
  for (;;) {
    send(boss, report);
    const next = await receive({ kind: 'next' }, Math.max(0, deadline - now()));
    if (next === timeout || next.friend === null) return;
    const friend = next.friend as Pid;
    const watch = monitor(friend);
    const ref = makeRef();
    send(friend, { kind: 'status', text: status, from: self(), ref });
    const isNews = (message: unknown): message is Ack | Down =>
      (message as Ack | Down).ref === ref || (message as Down).ref === watch;
    const news = await receive(isNews, Math.max(0, deadline - now()));
    if (news === timeout) return;
    report = { kind: 'report', from: self(), friend, isDelivered: news.kind === 'ack' };
  }
}

/**
 * The queue that kills, played on the runtime that the labs use: a customer is a process, the desk before PayHub's fifty
 * slots is another. What the reader turns acts at the virtual instant at which it is turned.
 *
 *     const run = new QueueRun({ surge: 2_000, bound: 1_000, maxWait: false, slow: false }, 1);
 *     run.advance(scene.endMs);
 *     run.seconds[90].inTime; // 0: the surge has been over for half a minute
 *
 * The counting is done here, beside the processes, and not by them: they do nothing but their work.
 */
import { exponential, uniform, type Uniform } from '#explorables/random.ts';
import { wait } from '#explorables/wait.ts';
import { call, now, random, receive, reply, self, sendAfter, sleep } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { scene, type Second, type Setting } from './scene.ts';

type Result =
  { readonly kind: 'ok'; readonly value: 'paid' | 'refused' } | { readonly kind: 'timeout' };

/** What the desk's mailbox holds: somebody asks, or PayHub has charged and a slot is free. */
interface Ask {
  readonly kind: 'call';
  readonly from: unknown;
}
interface Paid {
  readonly kind: 'paid';
  readonly who: Waiting;
}
interface Waiting {
  readonly from: unknown;
  readonly sinceMs: number;
}

type Tally = { -readonly [field in keyof Second]: number };
const fresh = (): Tally => ({
  attempts: 0,
  letIn: 0,
  left: 0,
  inTime: 0,
  late: 0,
  refused: 0,
  inside: 0,
  insideMs: 0,
});

export class QueueRun {
  /** The seconds that are over. */
  readonly seconds: Second[] = [];
  readonly #system: System;
  readonly #arrivals: Uniform;
  #setting: Setting;
  #second = fresh();
  /** How many are waiting or in service, and since when. */
  #inside = 0;
  #sinceMs = 0;

  constructor(setting: Setting, seed: number) {
    this.#setting = setting;
    this.#arrivals = uniform(seed, 1);
    this.#system = new System({ seed, nodes: [{ name: 'pay' }], trace: false });
    this.#system.spawnOn('pay', () => this.#desk(), null, { name: 'desk' });
    this.#nextArrival();
  }

  /** What the reader turns acts from now on. */
  set setting(setting: Setting) {
    this.#setting = setting;
  }

  /** Plays on to the last whole second before the virtual instant. */
  advance(untilMs: number): void {
    for (;;) {
      const endMs = (this.seconds.length + 1) * 1_000;
      if (endMs > Math.min(untilMs, scene.endMs)) return;
      const result = this.#system.run({ untilMs: endMs });
      if (result.kind === 'stopped') throw new Error(result.stop.message);
      this.#move(0);
      this.seconds.push(this.#second);
      this.#second = fresh();
      if (endMs === scene.endMs) this.#system.close();
    }
  }

  #nextArrival(): void {
    const { nowMs } = this.#system;
    const isSurge = nowMs >= scene.surgeFromMs && nowMs < scene.surgeUntilMs;
    const perSecond = isSurge ? this.#setting.surge : scene.requestsPerSecond;
    this.#system.at(nowMs + (exponential(this.#arrivals) * 1_000) / perSecond, () => {
      this.#system.spawnOn('pay', () => this.#customer());
      this.#nextArrival();
    });
  }

  *#customer() {
    for (let attempt = 0; attempt < scene.attempts; attempt++) {
      this.#second.attempts++;
      const result = yield* wait<Result>(call('desk', null, scene.deadlineMs));
      if (result.kind === 'ok' && result.value === 'paid') return;
      yield* wait(sleep(random() * scene.backOffMs * 2 ** attempt));
    }
  }

  *#desk() {
    const queue: Waiting[] = [];
    let head = 0;
    let busy = 0;
    for (;;) {
      const message = yield* wait<Ask | Paid>(receive());
      if (message.kind === 'paid') {
        busy--;
        this.#finish(message.who);
      } else if (this.#isFull(queue.length - head, busy)) {
        this.#second.refused++;
        reply(message.from, 'refused');
      } else {
        this.#move(1);
        this.#second.letIn++;
        queue.push({ from: message.from, sinceMs: now() });
      }
      while (busy < scene.slots) {
        const who = queue[head];
        if (who === undefined) break;
        head++;
        if (this.#setting.maxWait && now() - who.sinceMs > scene.maxWaitMs) {
          this.#turnAway(who);
          continue;
        }
        busy++;
        const serviceMs = scene.serviceFixedMs + exponential(random) * scene.serviceRandomMs;
        sendAfter(serviceMs * (this.#setting.slow ? scene.slowness : 1), self(), {
          kind: 'paid',
          who,
        });
      }
      if (head > 4_096) {
        queue.splice(0, head);
        head = 0;
      }
    }
  }

  #isFull(waiting: number, busy: number): boolean {
    const { bound } = this.#setting;
    return bound !== null && busy === scene.slots && waiting >= bound;
  }

  /** Somebody comes in or goes; until now as many were inside as before. */
  #move(by: number): void {
    const { nowMs } = this.#system;
    this.#second.inside += (this.#inside * (nowMs - this.#sinceMs)) / 1_000;
    this.#sinceMs = nowMs;
    this.#inside += by;
  }

  /** Says how long it was inside. */
  #leave(who: Waiting): number {
    this.#move(-1);
    const insideMs = now() - who.sinceMs;
    this.#second.left++;
    this.#second.insideMs += insideMs;
    return insideMs;
  }

  #finish(who: Waiting): void {
    if (this.#leave(who) <= scene.deadlineMs) this.#second.inTime++;
    else this.#second.late++;
    reply(who.from, 'paid');
  }

  #turnAway(who: Waiting): void {
    this.#leave(who);
    this.#second.refused++;
    reply(who.from, 'refused');
  }
}

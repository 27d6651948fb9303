/** The sums of the pipe, held against stations that are processes: slots, queues, refusals and credits for each request. */
import { describe, expect, test } from 'vitest';
import { wait } from '#explorables/wait.ts';
import { now, receive, self, send, sendAfter } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { examples, flowOf, queueMax, type Setting, type Valve } from './model.ts';

const chain = ['web', 'shop', 'pay'] as const;
type Link = (typeof chain)[number];
/** Slots and how long each is held: 800, 400 and 250 a second. */
const slots: Readonly<Record<Link, readonly [number, number]>> = {
  web: [8, 10],
  shop: [4, 10],
  pay: [50, 200],
};
const deadlineMs = 2_000;
/** By then every queue is as long as it will be, or is growing. */
const counted = { fromMs: 15_000, untilMs: 20_000 };

interface Request {
  readonly sinceMs: number;
}
/** A request comes, is done here, or has been taken by the station behind. */
type Message =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'done'; readonly request: Request }
  | { readonly kind: 'taken' };

class Pipe {
  readonly handled: Record<Link, number> = { web: 0, shop: 0, pay: 0 };
  inTime = 0;
  readonly #setting: Setting;

  constructor(setting: Setting) {
    this.#setting = setting;
    const system = new System({ seed: 1, nodes: [{ name: 'papertrain' }], trace: false });
    for (const link of chain)
      system.spawnOn('papertrain', () => this.#station(link), null, { name: link });
    const arrive = (atMs: number): void =>
      system.at(atMs, () => {
        const request = { sinceMs: system.nowMs };
        system.send({ name: 'web', node: 'papertrain' }, { kind: 'request', request });
        if (atMs < counted.untilMs) arrive(atMs + 1);
      });
    arrive(0.5);
    const { kind } = system.run({ untilMs: counted.untilMs });
    expect(kind).not.toBe('stopped');
    system.close();
  }

  /** Per second. */
  get goodput(): number {
    return this.inTime / ((counted.untilMs - counted.fromMs) / 1_000);
  }
  rate(link: Link): number {
    return this.handled[link] / ((counted.untilMs - counted.fromMs) / 1_000);
  }

  *#station(link: Link) {
    const [slotsMax, serviceMs] = slots[link];
    const next = chain[chain.indexOf(link) + 1];
    const isHeld = next !== undefined && this.#setting[next] === 'credit';
    const before = chain[chain.indexOf(link) - 1];
    const queue: Request[] = [];
    let busy = 0;
    for (;;) {
      const message = yield* wait<Message>(receive());
      if (message.kind === 'request') {
        const isFull = busy === slotsMax && queue.length >= roomOf(this.#setting[link]);
        if (!isFull) queue.push(message.request);
      } else if (message.kind === 'taken') busy--;
      else {
        this.#count(link, message.request);
        // Who gives on credit keeps the slot until the one behind has taken it.
        if (!isHeld) busy--;
        if (next !== undefined) send(next, { kind: 'request', request: message.request });
      }
      while (busy < slotsMax) {
        const request = queue.shift();
        if (request === undefined) break;
        busy++;
        if (before !== undefined && this.#setting[link] === 'credit')
          send(before, { kind: 'taken' });
        sendAfter(serviceMs, self(), { kind: 'done', request });
      }
    }
  }

  #count(link: Link, { sinceMs }: Request): void {
    if (now() < counted.fromMs) return;
    this.handled[link]++;
    if (link === 'pay' && now() - sinceMs <= deadlineMs) this.inTime++;
  }
}

function roomOf(valve: Valve): number {
  if (valve === 'reject') return 0;
  return valve === 'queue' ? queueMax : Infinity;
}

/** A hundredth, and where a station refuses without a queue a tenth: its slots are idle until the next one comes. */
const tolerance = ({ web, shop, pay }: Setting): number =>
  [web, shop, pay].includes('reject') ? 0.1 : 0.01;

describe('pipe of four valves: the sums and the runtime agree', () => {
  // The first valve is the app's; here the requests begin at web.
  const played = examples.filter(({ setting }) => setting.client === 'none');
  test.each(played)('$name', ({ setting }) => {
    const pipe = new Pipe(setting);
    const { goodput, stations } = flowOf(setting);
    const error = (measured: number, sum: number): number => Math.abs(measured - sum) / (sum || 1);
    for (const link of chain)
      expect(error(pipe.rate(link), stations[link].handled), link).toBeLessThan(tolerance(setting));
    expect(error(pipe.goodput, goodput), 'goodput').toBeLessThan(tolerance(setting));
  });
});

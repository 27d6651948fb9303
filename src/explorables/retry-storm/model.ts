/**
 * Retry storm: a shop under 200 requests a second, with slots for 300, that loses half of its slots for 30 s.
 *
 * Customers arrive at random (Poisson). Each attempt of theirs queues for a slot, first in, first out, and is
 * served for a random time (exponential, mean 200 ms). The client waits 500 ms for an attempt; what it does then is
 * the policy that the reader chooses. A slot that serves an attempt whose client has given up does work that nobody
 * waits for.
 *
 *     const storm = new Storm({ attempts: 3, jitter: true, budget: false, expiry: false }, chanceOf(1));
 *     storm.advance(scene.endMs);
 *     outcomeOf(storm).amplification; // about 2.9
 *
 * The model knows neither page nor clock: whoever plays it says up to which virtual instant.
 */
import { exponential, uniform } from '#explorables/random.ts';
import { Agenda } from './agenda.ts';
import { scene, type Policy, type Second } from './scene.ts';

/** Where the numbers of chance come from; a test hands in a script instead. */
export interface Chance {
  /** Milliseconds until the next customer; Infinity ends the arrivals. */
  readonly gapMs: () => number;
  /** How long the next attempt that gets a slot is served. */
  readonly serviceMs: () => number;
  /** A number in [0, 1) for the jitter. */
  readonly jitter: () => number;
}

/** Chance from a seed. Each purpose has its own stream, so the same customers come whatever the policy. */
export function chanceOf(seed: number): Chance {
  const arrivals = uniform(seed, 1);
  const services = uniform(seed, 2);
  const gapMeanMs = 1000 / scene.requestsPerSecond;
  return {
    gapMs: () => exponential(arrivals) * gapMeanMs,
    serviceMs: () => exponential(services) * scene.serviceMeanMs,
    jitter: uniform(seed, 3),
  };
}

/** Something that happened to an attempt. */
export interface Happening {
  readonly atMs: number;
  /** Requests and attempts count from 1. */
  readonly request: number;
  readonly attempt: number;
  readonly what: 'sent' | 'served' | 'expired' | 'answered' | 'timed out';
}

interface Request {
  readonly number: number;
  readonly sinceMs: number;
  attempts: number;
}

interface Attempt {
  readonly request: Request;
  readonly number: number;
  readonly sentMs: number;
  isAwaited: boolean;
}

export class Storm {
  /** The seconds so far, in order; the last one may still be running. */
  readonly seconds: Second[] = [];
  /** Attempts that got a slot, and those of them for which nobody waited any more. */
  served = 0;
  servedForNobody = 0;
  readonly #policy: Policy;
  readonly #chance: Chance;
  readonly #watch: (happening: Happening) => void;
  readonly #agenda = new Agenda();
  #queue: Attempt[] = [];
  #head = 0;
  #busySlots = 0;
  #tokens: number = scene.budgetBurst;
  #requests = 0;

  constructor(policy: Policy, chance: Chance, watch: (happening: Happening) => void = () => {}) {
    this.#policy = policy;
    this.#chance = chance;
    this.#watch = watch;
    this.#agenda.in(chance.gapMs(), () => this.#arrive());
    // Slots that come back find the queue waiting.
    this.#agenda.in(scene.brownOutUntilMs, () => this.#fillSlots());
  }

  /** Plays on until the virtual instant. */
  advance(untilMs: number): void {
    this.#agenda.advance(untilMs);
  }

  #arrive(): void {
    this.#second().requests++;
    this.#requests++;
    this.#tokens = Math.min(scene.budgetBurst, this.#tokens + scene.budgetRatio);
    this.#send({ number: this.#requests, sinceMs: this.#agenda.nowMs, attempts: 0 });
    this.#agenda.in(this.#chance.gapMs(), () => this.#arrive());
  }

  #send(request: Request): void {
    request.attempts++;
    this.#second().attempts++;
    const sentMs = this.#agenda.nowMs;
    const attempt = { request, number: request.attempts, sentMs, isAwaited: true };
    this.#tell(attempt, 'sent');
    this.#queue.push(attempt);
    this.#agenda.in(scene.attemptTimeoutMs, () => this.#giveUp(attempt));
    this.#fillSlots();
  }

  #fillSlots(): void {
    const now = this.#agenda.nowMs;
    const isBrownOut = now >= scene.brownOutFromMs && now < scene.brownOutUntilMs;
    const slots = isBrownOut ? scene.slotsInBrownOut : scene.slots;
    while (this.#busySlots < slots) {
      const attempt = this.#next();
      if (attempt === undefined) break;
      if (this.#policy.expiry && now - attempt.sentMs > scene.attemptTimeoutMs) {
        this.#tell(attempt, 'expired');
        continue;
      }
      this.#busySlots++;
      this.served++;
      if (!attempt.isAwaited) this.servedForNobody++;
      this.#tell(attempt, 'served');
      this.#agenda.in(this.#chance.serviceMs(), () => this.#finish(attempt));
    }
  }

  /** Takes the first in line. */
  #next(): Attempt | undefined {
    const attempt = this.#queue[this.#head];
    if (attempt === undefined) return undefined;
    this.#head++;
    if (this.#head === 1024) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    return attempt;
  }

  #finish(attempt: Attempt): void {
    this.#busySlots--;
    if (attempt.isAwaited) {
      attempt.isAwaited = false;
      this.#second().answered++;
      this.#tell(attempt, 'answered');
    }
    this.#fillSlots();
  }

  #giveUp(attempt: Attempt): void {
    if (!attempt.isAwaited) return;
    attempt.isAwaited = false;
    this.#tell(attempt, 'timed out');
    const { request } = attempt;
    if (request.attempts >= this.#policy.attempts) return;
    if (this.#policy.budget) {
      if (this.#tokens < 1) return;
      this.#tokens--;
    }
    const ceilingMs = Math.min(scene.capMs, scene.baseMs * (1 << (request.attempts - 1)));
    const waitMs = this.#policy.jitter ? this.#chance.jitter() * ceilingMs : 0;
    if (this.#agenda.nowMs + waitMs - request.sinceMs > scene.deadlineMs) return;
    this.#agenda.in(waitMs, () => this.#send(request));
  }

  #second(): Second {
    const index = Math.floor(this.#agenda.nowMs / 1000);
    for (;;) {
      const second = this.seconds[index];
      if (second !== undefined) return second;
      this.seconds.push({ requests: 0, attempts: 0, answered: 0 });
    }
  }

  #tell({ request, number }: Attempt, what: Happening['what']): void {
    this.#watch({ atMs: this.#agenda.nowMs, request: request.number, attempt: number, what });
  }
}

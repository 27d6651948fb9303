/**
 * A class that learns, as a list of what it says: for tests of what a console makes of it, and to fill a room with.
 * Everything follows from the seed. A learner has a chance to find the next step at every run with an edit; some come to a
 * story that they will not get past, and do then what people do: go in circles, press the button again, open every
 * hint, stare, or ask.
 */
import type { Body, LearnerMessage } from './messages.ts';

/** What somebody does who does not get on. */
const habits = ['circles', 'presses', 'reads', 'stares', 'asks'] as const;
export type Habit = (typeof habits)[number];

export interface Said {
  readonly atMs: number;
  /** Number of the learner in the class. */
  readonly learner: number;
  readonly body: LearnerMessage | Extract<Body, { kind: 'joined' }>;
}

/** One stay at one failure. */
export interface Stay {
  readonly learner: number;
  /** When its story was first told, milliseconds from the beginning. */
  readonly fromMs: number;
  /** When a different story was told, or the lab passed; Infinity if that never came. */
  readonly untilMs: number;
  /** What they did; null for those who got on. */
  readonly habit: Habit | null;
}

export interface SimulatedClass {
  readonly names: readonly string[];
  /** In the order of time. */
  readonly said: readonly Said[];
  readonly stays: readonly Stay[];
  /** The last time before an instant at which somebody touched the page; 0 while the page is closed. */
  seenMs(learner: number, atMs: number): number;
}

export interface ClassGiven {
  readonly seed: number;
  readonly learners: number;
  readonly minutes: number;
  /** What the labs are called and how their stories are; the class goes through them in this order. */
  readonly labs: readonly { readonly id: string; readonly codes: readonly string[] }[];
  /** Which part of the class comes to a story that it does not get past. */
  readonly stuckShare: number;
}

const minuteMs = 60_000;
const given = [
  'Ada',
  'Björn',
  'Chidi',
  'Dana',
  'Elif',
  'Farid',
  'Grete',
  'Hiro',
  'Inês',
  'Jonas',
  'Kaya',
  'Lena',
  'Mateo',
  'Noor',
  'Olga',
  'Priya',
  'Quentin',
  'Rosa',
  'Sven',
  'Tomasz',
  'Uma',
  'Viktor',
  'Wanda',
  'Ximena',
  'Yusuf',
  'Zoë',
  'Anouk',
  'Bela',
  'Carlo',
  'Dorte',
  'Emil',
];

/** A stream of numbers in [0, 1) of a seed (mulberry32). */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One learner as the simulation goes: a clock of their own, and what they have said. */
class Learner {
  readonly said: Said[] = [];
  readonly stays: Stay[] = [];
  readonly touched: number[] = [];
  readonly #random: () => number;
  readonly #number: number;
  readonly #of: ClassGiven;
  /** Chance of getting past a story by a run with an edit. */
  readonly #skill: number;
  readonly #isStuck: boolean;
  #atMs: number;
  #works = 0;

  constructor(number: number, of: ClassGiven) {
    this.#random = stream(of.seed * 7_919 + number);
    this.#number = number;
    this.#of = of;
    this.#skill = 0.4 + 0.45 * this.#random();
    this.#isStuck = this.#random() < of.stuckShare;
    this.#atMs = this.#random() * 2 * minuteMs;
  }

  get #isOver(): boolean {
    return this.#atMs >= this.#of.minutes * minuteMs;
  }

  #say(body: Said['body']): void {
    if (this.#isOver) return;
    this.said.push({ atMs: Math.round(this.#atMs), learner: this.#number, body });
    this.touched.push(this.#atMs);
  }

  /** Goes on by so much; an active learner touches the page meanwhile, a staring one does not. */
  #wait(fromMs: number, toMs: number, isActive = true): void {
    const untilMs = this.#atMs + fromMs + this.#random() * (toMs - fromMs);
    if (isActive)
      for (let atMs = this.#atMs; atMs < untilMs; atMs += 30_000) this.touched.push(atMs);
    this.#atMs = untilMs;
  }

  #run(lab: string, code: string | null, story: number): void {
    this.#say({
      kind: 'ran',
      lab,
      goal: 'grade',
      outcome: code === null ? 'passed' : 'failed',
      code,
      fingerprint: code === null ? null : `${code.toLowerCase()}-${story}`,
      work: `w${this.#number}-${this.#works}`,
    });
  }

  /** Stays at a story for the rest of the time. */
  #stay(lab: string, code: string, habit: Habit): void {
    let rung = 0;
    if (habit === 'stares')
      this.#wait(this.#of.minutes * minuteMs, this.#of.minutes * minuteMs, false);
    while (!this.#isOver) {
      if (habit === 'presses') this.#wait(15_000, 60_000);
      else this.#wait(40_000, 130_000);
      if (habit !== 'presses' || this.#random() < 0.2) this.#works += 1;
      if (habit === 'reads' && rung < 5) this.#say({ kind: 'rung', lab, rung: (rung += 1) });
      this.#run(lab, code, 1);
      if (habit === 'asks' && this.#random() < 0.4) {
        this.#say({ kind: 'status', status: 'help', lab, note: '' });
        this.#wait(this.#of.minutes * minuteMs, this.#of.minutes * minuteMs);
      }
    }
  }

  /** Comes to one story and past it, or not. */
  #meet(lab: string, code: string, isWall: boolean): void {
    this.#works += 1;
    const story = this.#random() < 0.7 ? 1 : 2;
    const fromMs = this.#atMs;
    const habit = isWall ? (habits[Math.floor(this.#random() * habits.length)] ?? 'circles') : null;
    this.#run(lab, code, habit === null ? story : 1);
    if (habit !== null) this.#stay(lab, code, habit);
    while (!this.#isOver) {
      // Most come back soon; some read for long, and are not stuck.
      if (this.#random() < 0.06) this.#wait(2 * minuteMs, 4 * minuteMs, this.#random() < 0.5);
      else this.#wait(25_000, 110_000);
      if (this.#random() < 0.15) this.#say({ kind: 'rung', lab, rung: 1 });
      if (this.#random() < 0.1) this.#run(lab, code, story);
      else {
        this.#works += 1;
        if (this.#random() < this.#skill) break;
        this.#run(lab, code, story);
      }
    }
    const untilMs = this.#isOver ? Infinity : this.#atMs;
    if (fromMs < this.#of.minutes * minuteMs)
      this.stays.push({ learner: this.#number, fromMs, untilMs, habit });
  }

  learn(name: string): void {
    this.#say({ kind: 'joined', participant: `p-${this.#number}`, name });
    const walls = this.#of.labs.flatMap(({ id, codes }) => codes.map((code) => `${id} ${code}`));
    const wall = this.#isStuck ? walls[Math.floor(this.#random() * walls.length)] : undefined;
    for (const { id, codes } of this.#of.labs) {
      this.#say({ kind: 'visited', page: `/labs/${id}/`, lab: id });
      this.#wait(2 * minuteMs, 5 * minuteMs);
      for (const code of codes)
        // Nobody breaks every promise on the way.
        if (`${id} ${code}` === wall || this.#random() < 0.6)
          this.#meet(id, code, `${id} ${code}` === wall);
      this.#run(id, null, 0);
      this.#say({ kind: 'status', status: 'done', lab: id, note: '' });
      this.#wait(30_000, 90_000);
      this.#say({ kind: 'status', status: 'working', lab: id, note: '' });
    }
  }
}

/** Plays a class. */
export function simulateClass(of: ClassGiven): SimulatedClass {
  const names = Array.from({ length: of.learners }, (_, number) => {
    const round = Math.floor(number / given.length);
    return `${given[number % given.length] ?? ''}${round === 0 ? '' : ` ${round + 1}`}`;
  });
  const learners = names.map((name, number) => {
    const learner = new Learner(number, of);
    learner.learn(name);
    return learner;
  });
  return {
    names,
    said: learners.flatMap(({ said }) => said).toSorted((a, b) => a.atMs - b.atMs),
    stays: learners.flatMap(({ stays }) => stays),
    seenMs: (learner, atMs) => {
      const touched = learners[learner]?.touched ?? [];
      return touched.findLast((touchedMs) => touchedMs <= atMs) ?? 0;
    },
  };
}

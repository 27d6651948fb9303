/**
 * A conversation is what belongs to one operation of a workload: its messages and the processes started for
 * it carry its tag, as with OTP's seq_trace. Within a conversation, messages are counted for each pair of
 * nodes, and that count together with tag and pair is the identity of a message, on which all chance hangs.
 */
import { assert } from './assert.ts';
import { hashText, type Key } from './random.ts';

export class Conversation {
  readonly tag: string;
  readonly key: Key;
  /** Processes started in it, and random numbers drawn in it. */
  spawned = 0;
  drawn = 0;
  // Most conversations use one or two routes; a map only for those that use many.
  #firstRoute = -1;
  #firstCount = 0;
  #counts: Map<number, number> | null = null;

  constructor(tag: string) {
    this.tag = tag;
    this.key = hashText(tag);
  }

  /** How many messages took this route before; counts this one. */
  nextOrdinal(route: number): number {
    assert(route >= 0, 'a route is a number of two nodes');
    if (route === this.#firstRoute) return (this.#firstCount += 1) - 1;
    if (this.#firstRoute === -1) {
      this.#firstRoute = route;
      this.#firstCount = 1;
      return 0;
    }
    this.#counts ??= new Map();
    const count = this.#counts.get(route) ?? 0;
    this.#counts.set(route, count + 1);
    return count;
  }

  /** How many messages have taken this route so far. */
  countOf(route: number): number {
    if (route === this.#firstRoute) return this.#firstCount;
    return this.#counts?.get(route) ?? 0;
  }
}

/** The conversations of a run, each once. */
export class Conversations {
  /** What belongs to no operation. */
  readonly none = new Conversation('');
  readonly #byTag = new Map([['', this.none]]);

  /** The one conversation with this tag. */
  of(tag: string): Conversation {
    let conversation = this.#byTag.get(tag);
    if (conversation === undefined) {
      conversation = new Conversation(tag);
      this.#byTag.set(tag, conversation);
    }
    return conversation;
  }

  clear(): void {
    this.#byTag.clear();
  }
}

/**
 * Visits everybody once in a while, a few at a time: five thousand at once would hold the thread for a quarter of a second,
 * in which nobody is heard.
 */
const stepMs = 500;

export class Carousel<Member> {
  readonly #slots: readonly Set<Member>[];
  readonly #slotOf = new Map<Member, Set<Member>>();
  readonly #timer: NodeJS.Timeout;
  #next = 0;
  #now = 0;

  /** Each member is visited every `everyMs` milliseconds. */
  constructor(everyMs: number, visit: (member: Member) => void) {
    this.#slots = Array.from({ length: Math.ceil(everyMs / stepMs) }, () => new Set<Member>());
    this.#timer = setInterval(() => {
      this.#now = (this.#now + 1) % this.#slots.length;
      for (const member of this.#slots[this.#now] ?? []) visit(member);
    }, stepMs).unref();
  }

  add(member: Member): void {
    const slot = this.#slots[this.#next++ % this.#slots.length];
    if (slot === undefined || this.#slotOf.has(member)) return;
    slot.add(member);
    this.#slotOf.set(member, slot);
  }

  remove(member: Member): void {
    this.#slotOf.get(member)?.delete(member);
    this.#slotOf.delete(member);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

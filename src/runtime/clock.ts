/**
 * Virtual time: what is due, in order. Time jumps from one instant to the next at which something happens.
 *
 * Most of what happens is a message between two processes of one node. All of those take the same microsecond,
 * so they become due in the order in which they were sent: they go through a first-in, first-out lane. All the
 * rest (network, timers) goes through a binary heap. At one instant the heap comes before the lane, and
 * within the heap the earlier entry comes first; both are arbitrary, but fixed.
 */
import { assert } from './assert.ts';
import { localLatencyNs, nsPerMs } from './limits.ts';
import { dueKind, type Due, type Signal } from './signal.ts';

const laneStart = 64;
const heapStart = 64;
/** Cancelled timers stay in the heap until they come by, or until they are this many and the majority. */
const cancelledMax = 1_024;

export class Timeline {
  nowNs = 0;
  #lane: (Signal | undefined)[] = Array.from({ length: laneStart });
  #laneNs = new Float64Array(laneStart);
  #laneHead = 0;
  #laneSize = 0;
  // The heap holds numbers only: moving them costs no bookkeeping of the garbage collector. What is due stays in
  // its slot of `dues` until it is taken.
  #heapNs = new Float64Array(heapStart);
  #heapOrder = new Float64Array(heapStart);
  #heapSlot = new Int32Array(heapStart);
  #dues: (Due | undefined)[] = [];
  #freeSlots: number[] = [];
  #heapSize = 0;
  #scheduled = 0;
  #cancelled = 0;

  /** Puts a local signal on its microsecond's way. */
  sendLocal(signal: Signal): void {
    if (this.#laneSize === this.#lane.length) this.#growLane();
    const at = (this.#laneHead + this.#laneSize) & (this.#lane.length - 1);
    this.#lane[at] = signal;
    this.#laneNs[at] = this.nowNs + localLatencyNs;
    this.#laneSize += 1;
  }

  /** Makes something due at an instant, not before now. */
  schedule(atNs: number, due: Due): void {
    if (this.#heapSize === this.#heapNs.length) this.#growHeap();
    const at = atNs > this.nowNs ? atNs : this.nowNs;
    const slot = this.#freeSlots.pop() ?? this.#dues.length;
    this.#dues[slot] = due;
    this.#scheduled += 1;
    this.#rise(this.#heapSize, at, this.#scheduled, slot);
    this.#heapSize += 1;
  }

  /** Forgets all that is due. */
  clear(): void {
    this.#lane = [];
    this.#laneSize = 0;
    this.#dues = [];
    this.#freeSlots = [];
    this.#heapSize = 0;
    this.#cancelled = 0;
  }

  /** Takes back something scheduled. */
  cancel(due: Due): void {
    if (due.kind === dueKind.cancelled) return;
    due.kind = dueKind.cancelled;
    this.#cancelled += 1;
    if (this.#cancelled > cancelledMax && this.#cancelled * 2 > this.#heapSize) this.#compact();
  }

  /** Everything that is due some time, in no order. Cancelled timers may still be among it. */
  *upcoming(): Generator<{ readonly ns: number; readonly due: Due }> {
    for (let i = 0; i < this.#laneSize; i += 1) {
      const at = (this.#laneHead + i) & (this.#lane.length - 1);
      const due = this.#lane[at];
      if (due !== undefined) yield { ns: this.#laneNs[at] as number, due };
    }
    for (let i = 0; i < this.#heapSize; i += 1) {
      const due = this.#dues[this.#heapSlot[i] as number];
      if (due !== undefined) yield { ns: this.#heapNs[i] as number, due };
    }
  }

  /** Takes a signal off its way: it will not arrive. */
  withdraw(signal: Signal): void {
    const mask = this.#lane.length - 1;
    let kept = 0;
    for (let i = 0; i < this.#laneSize; i += 1) {
      const at = (this.#laneHead + i) & mask;
      const to = (this.#laneHead + kept) & mask;
      if (this.#lane[at] === signal) continue;
      this.#lane[to] = this.#lane[at];
      this.#laneNs[to] = this.#laneNs[at] as number;
      kept += 1;
    }
    if (kept === this.#laneSize) {
      this.cancel(signal);
      return;
    }
    assert(kept === this.#laneSize - 1, 'a signal is on its way once');
    this.#lane[(this.#laneHead + kept) & mask] = undefined;
    this.#laneSize = kept;
  }

  /** True if something is due at this very instant. */
  isDue(): boolean {
    const { nowNs } = this;
    if (this.#laneSize > 0 && this.#laneNs[this.#laneHead] === nowNs) return true;
    if (this.#heapSize === 0 || this.#heapNs[0] !== nowNs) return false;
    this.#skipCancelled();
    return this.#heapSize > 0 && this.#heapNs[0] === nowNs;
  }

  /** The next instant at which something is due; Infinity if nothing is. */
  nextNs(): number {
    this.#skipCancelled();
    const heapNs = this.#heapSize === 0 ? Infinity : (this.#heapNs[0] as number);
    if (this.#laneSize === 0) return heapNs;
    const laneNs = this.#laneNs[this.#laneHead] as number;
    return laneNs < heapNs ? laneNs : heapNs;
  }

  /** Goes to the next instant at which something is due, if there is one up to `untilNs`. */
  advance(untilNs: number): boolean {
    this.#skipCancelled();
    let ns = Infinity;
    if (this.#heapSize > 0) ns = this.#heapNs[0] as number;
    if (this.#laneSize > 0 && (this.#laneNs[this.#laneHead] as number) < ns) {
      ns = this.#laneNs[this.#laneHead] as number;
    }
    if (ns === Infinity || ns > untilNs) return false;
    assert(ns >= this.nowNs, 'time does not run backwards');
    this.nowNs = ns;
    return true;
  }

  /** Takes what is due first at this instant. Call it only while `isDue`. */
  take(): Due {
    if (this.#heapSize > 0 && this.#heapNs[0] === this.nowNs) {
      this.#skipCancelled();
      if (this.#heapNs[0] === this.nowNs && this.#heapSize > 0) return this.#takeTop();
    }
    const head = this.#laneHead;
    const signal = this.#lane[head];
    assert(signal !== undefined, 'something is due when it is taken');
    this.#lane[head] = undefined;
    this.#laneHead = (head + 1) & (this.#lane.length - 1);
    this.#laneSize -= 1;
    return signal;
  }

  /** Lets time pass up to an instant before which nothing is due. */
  advanceTo(ns: number): void {
    assert(this.nextNs() > ns, 'nothing due is skipped');
    if (ns > this.nowNs) this.nowNs = ns;
  }

  #growLane(): void {
    assert(this.#laneSize === this.#lane.length, 'the lane grows when it is full');
    const size = this.#lane.length;
    const lane: (Signal | undefined)[] = Array.from({ length: size * 2 });
    const laneNs = new Float64Array(size * 2);
    for (let i = 0; i < size; i += 1) {
      const at = (this.#laneHead + i) & (size - 1);
      lane[i] = this.#lane[at];
      laneNs[i] = this.#laneNs[at] as number;
    }
    this.#lane = lane;
    this.#laneNs = laneNs;
    this.#laneHead = 0;
  }

  #growHeap(): void {
    assert(this.#heapSize === this.#heapNs.length, 'the heap grows when it is full');
    const ns = new Float64Array(this.#heapSize * 2);
    const order = new Float64Array(this.#heapSize * 2);
    const slot = new Int32Array(this.#heapSize * 2);
    ns.set(this.#heapNs);
    order.set(this.#heapOrder);
    slot.set(this.#heapSlot);
    this.#heapSlot = slot;
    this.#heapNs = ns;
    this.#heapOrder = order;
  }

  #rise(from: number, ns: number, order: number, slot: number): void {
    const heapNs = this.#heapNs;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentNs = heapNs[parent] as number;
      if (parentNs < ns || (parentNs === ns && (this.#heapOrder[parent] as number) < order)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(hole, ns, order, slot);
  }

  #sink(from: number, ns: number, order: number, slot: number): void {
    const heapNs = this.#heapNs;
    const size = this.#heapSize;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#comesBefore(child + 1, child)) child += 1;
      const childNs = heapNs[child] as number;
      if (childNs > ns || (childNs === ns && (this.#heapOrder[child] as number) > order)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#put(hole, ns, order, slot);
  }

  #comesBefore(a: number, b: number): boolean {
    const aNs = this.#heapNs[a] as number;
    const bNs = this.#heapNs[b] as number;
    return (
      aNs < bNs || (aNs === bNs && (this.#heapOrder[a] as number) < (this.#heapOrder[b] as number))
    );
  }

  #move(from: number, to: number): void {
    this.#heapNs[to] = this.#heapNs[from] as number;
    this.#heapOrder[to] = this.#heapOrder[from] as number;
    this.#heapSlot[to] = this.#heapSlot[from] as number;
  }

  #put(at: number, ns: number, order: number, slot: number): void {
    this.#heapNs[at] = ns;
    this.#heapOrder[at] = order;
    this.#heapSlot[at] = slot;
  }

  #takeTop(): Due {
    const slot = this.#heapSlot[0] as number;
    const due = this.#free(slot);
    const last = this.#heapSize - 1;
    this.#heapSize = last;
    if (last > 0) {
      const ns = this.#heapNs[last] as number;
      this.#sink(0, ns, this.#heapOrder[last] as number, this.#heapSlot[last] as number);
    }
    return due;
  }

  #free(slot: number): Due {
    const due = this.#dues[slot];
    assert(due !== undefined, 'a slot in the heap is filled');
    this.#dues[slot] = undefined;
    this.#freeSlots.push(slot);
    return due;
  }

  #isCancelled(at: number): boolean {
    return this.#dues[this.#heapSlot[at] as number]?.kind === dueKind.cancelled;
  }

  #skipCancelled(): void {
    while (this.#cancelled > 0 && this.#heapSize > 0 && this.#isCancelled(0)) {
      this.#takeTop();
      this.#cancelled -= 1;
    }
  }

  /** Throws the cancelled out and builds the heap anew; what is left keeps its order. */
  #compact(): void {
    let size = 0;
    for (let i = 0; i < this.#heapSize; i += 1) {
      if (this.#isCancelled(i)) {
        this.#free(this.#heapSlot[i] as number);
        continue;
      }
      this.#move(i, size);
      size += 1;
    }
    this.#heapSize = size;
    this.#cancelled = 0;
    assert(
      this.#heapSize + this.#freeSlots.length === this.#dues.length,
      'every slot is taken or free',
    );
    for (let i = (size >> 1) - 1; i >= 0; i -= 1) {
      const ns = this.#heapNs[i] as number;
      this.#sink(i, ns, this.#heapOrder[i] as number, this.#heapSlot[i] as number);
    }
  }
}

/** Milliseconds as whole nanoseconds, rounded up so that nothing is early. */
export function toNs(ms: number): number {
  assert(ms >= 0, 'a duration is not negative');
  return Math.ceil(ms * nsPerMs);
}

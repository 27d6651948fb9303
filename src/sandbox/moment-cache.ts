import type { Moment } from '#runtime/moment.ts';

/** Windows that are kept: with 256 steps each a few megabytes. */
const windowsMax = 8;

/** States that have been seen, by step: the windows that were looked at last. */
export class MomentCache {
  /** The one used last is the last one. */
  #windows: ReadonlyMap<number, Moment>[] = [];

  get(step: number): Moment | null {
    const at = this.#windows.findLastIndex((window) => window.has(step));
    const window = this.#windows[at];
    if (window === undefined) return null;
    this.#windows.splice(at, 1);
    this.#windows.push(window);
    return window.get(step) ?? null;
  }

  add(moments: readonly Moment[]): void {
    this.#addWindow(new Map(moments.map((moment) => [moment.step, moment])));
  }

  /** Takes over what another cache of the same run holds. */
  addAll(other: MomentCache): void {
    for (const window of other.#windows) this.#addWindow(window);
  }

  #addWindow(window: ReadonlyMap<number, Moment>): void {
    this.#windows = [...this.#windows, window].slice(-windowsMax);
  }
}

/**
 * Sorting with an order of comparisons that is the same in every engine. Engines call a comparison function in
 * orders of their own, so a comparison that counts, draws a number or contradicts itself would otherwise give the
 * learner another program in another browser.
 */

type Compare<T> = (a: T, b: T) => unknown;

/** Sorts in place: stable, bottom-up merging, the left element first in every comparison. */
export function mergeSort<T>(items: T[], isAfter: (left: T, right: T) => boolean): void {
  let from = items;
  let to = items.slice();
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      mergeRuns({ from, to, start, width, isAfter });
    }
    [from, to] = [to, from];
  }
  if (from === items) return;
  for (let index = 0; index < items.length; index++) items[index] = from[index] as T;
}

interface Runs<T> {
  readonly from: readonly T[];
  readonly to: T[];
  readonly start: number;
  readonly width: number;
  readonly isAfter: (left: T, right: T) => boolean;
}

function mergeRuns<T>({ from, to, start, width, isAfter }: Runs<T>): void {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let left = start;
  let right = middle;
  for (let index = start; index < end; index++) {
    const takeRight = right < end && (left >= middle || isAfter(from[left] as T, from[right] as T));
    to[index] = from[takeRight ? right++ : left++] as T;
  }
}

/** The values sorted as `Array.prototype.sort` says: `undefined` last, and by text if there is no comparison. */
function sortValues(values: readonly unknown[], compare: Compare<unknown> | undefined): unknown[] {
  const defined: unknown[] = values.filter((value) => value !== undefined);
  let sorted = defined;
  if (compare) {
    mergeSort(defined, (a, b) => Number(compare(a, b)) > 0);
  } else {
    const keyed = defined.map((value) => ({ value, key: String(value) }));
    mergeSort(keyed, (a, b) => a.key > b.key);
    sorted = keyed.map(({ value }) => value);
  }
  while (sorted.length < values.length) sorted.push(undefined);
  return sorted;
}

function checkCompare(compare: unknown): asserts compare is Compare<unknown> | undefined {
  if (compare !== undefined && typeof compare !== 'function') {
    throw new TypeError('The comparison must be a function or left out.');
  }
}

/** `Array.prototype.sort` with our order of comparisons. */
function sort(this: unknown[], compare?: Compare<unknown>): unknown[] {
  checkCompare(compare);
  const values: unknown[] = [];
  for (let index = 0; index < this.length; index++) {
    if (index in this) values.push(this[index]);
  }
  const holes = this.length - values.length;
  const sorted = sortValues(values, compare);
  for (let index = 0; index < sorted.length; index++) this[index] = sorted[index];
  for (let index = 0; index < holes; index++) delete this[sorted.length + index];
  return this;
}

/** `Array.prototype.toSorted` with our order of comparisons. */
function toSorted(this: unknown[], compare?: Compare<unknown>): unknown[] {
  checkCompare(compare);
  const values: unknown[] = [];
  for (let index = 0; index < this.length; index++) values.push(this[index]);
  return sortValues(values, compare);
}

/**
 * Puts our sorting in the place of the engine's. To be called before the intrinsics are frozen.
 * Typed arrays keep the engine's sort when there is no comparison: numbers have one order only.
 */
export function replaceSort(): void {
  replaceMethods(Array.prototype, { sort, toSorted });
  const prototype: object = Object.getPrototypeOf(Uint8Array.prototype);
  const engine = prototype as { sort(): unknown; toSorted(): unknown };
  const engineSort = engine.sort;
  const engineToSorted = engine.toSorted;
  replaceMethods(prototype, {
    sort(this: unknown[], compare?: Compare<unknown>): unknown {
      checkCompare(compare);
      return compare ? sort.call(this, compare) : engineSort.call(this);
    },
    toSorted(this: { slice(): unknown[] }, compare?: Compare<unknown>): unknown {
      checkCompare(compare);
      return compare ? sort.call(this.slice(), compare) : engineToSorted.call(this);
    },
  });
}

/** Puts methods of ours in the place of an object's own, as little visible as those were. */
export function replaceMethods(
  prototype: object,
  methods: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, {
      value,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
}

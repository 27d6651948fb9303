/**
 * A histogram of values in buckets whose width grows with the value, after Gil Tene's HdrHistogram: values less than
 * 1 part in 1,024 apart may share a bucket, whatever their size, and a percentile is one walk over the buckets.
 *
 * A percentile is a value that did occur, the largest of its bucket: one that lies on a bound does not exceed it.
 */
const subBucketBits = 11;
const subBucketCount = 1 << subBucketBits;
const half = subBucketCount / 2;
/** Values are counted in thousandths: a millisecond histogram resolves microseconds. */
const scale = 1000;

interface Bucket {
  count: number;
  largest: number;
}

/** Counts of values ≥ 0. */
export class Histogram {
  readonly #buckets = new Map<number, Bucket>();
  #total = 0;

  get count(): number {
    return this.#total;
  }

  add(value: number): void {
    const index = bucketOf(Math.max(0, Math.round(value * scale)));
    const bucket = this.#buckets.get(index);
    if (bucket === undefined) this.#buckets.set(index, { count: 1, largest: value });
    else {
      bucket.count++;
      if (value > bucket.largest) bucket.largest = value;
    }
    this.#total++;
  }

  /** The value that at least a share `p` of the values does not exceed; 0 if there are none. */
  percentile(p: number): number {
    // The rank counts from 1; a share just above an integer through rounding must not skip a value.
    const rank = Math.max(1, Math.ceil(p * this.#total - 1e-9));
    let seen = 0;
    for (const [, { count, largest }] of [...this.#buckets].sort(
      ([left], [right]) => left - right,
    )) {
      seen += count;
      if (seen >= rank) return largest;
    }
    return 0;
  }
}

/** Bucket of a whole number: exact below 2,048, then 1,024 buckets for each doubling. */
function bucketOf(value: number): number {
  let shift = 0;
  let rest = value;
  while (rest >= subBucketCount) {
    rest = Math.floor(rest / 2);
    shift++;
  }
  return shift === 0 ? rest : shift * half + rest;
}

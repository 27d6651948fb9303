/**
 * A histogram of values in buckets whose width grows with the value, after Gil Tene's HdrHistogram: every value is
 * kept to within 1 part in 1,024, whatever its size, and a percentile is one walk over the buckets.
 */
const subBucketBits = 11;
const subBucketCount = 1 << subBucketBits;
const half = subBucketCount / 2;
/** Values are counted in thousandths: a millisecond histogram resolves microseconds. */
const scale = 1000;

/** Counts of values ≥ 0. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;
  #max = 0;

  get count(): number {
    return this.#total;
  }

  get max(): number {
    return this.#max;
  }

  add(value: number): void {
    const bucket = bucketOf(Math.max(0, Math.round(value * scale)));
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
    this.#total++;
    if (value > this.#max) this.#max = value;
  }

  /** The smallest value that at least a share `p` of the values does not exceed; 0 if there are none. */
  percentile(p: number): number {
    if (this.#total === 0) return 0;
    // The rank counts from 1; a share just below an integer through rounding must not skip a value.
    const rank = Math.max(1, Math.ceil(p * this.#total - 1e-9));
    let seen = 0;
    for (const bucket of [...this.#counts.keys()].sort((left, right) => left - right)) {
      seen += this.#counts.get(bucket) ?? 0;
      if (seen >= rank) return Math.min(highestOf(bucket) / scale, this.#max);
    }
    return this.#max;
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

/** Largest whole number that falls into the bucket. */
function highestOf(bucket: number): number {
  if (bucket < subBucketCount) return bucket;
  const shift = Math.floor(bucket / half) - 1;
  const rest = bucket - shift * half;
  return (rest + 1) * 2 ** shift - 1;
}

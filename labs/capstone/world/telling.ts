/** What a machine counts for its exporter. Each module notes what it sees; the exporter passes it on and begins anew. */

export interface Told {
  /** Answers waited for in vain, by shop. */
  readonly timeouts: readonly (readonly [string, number])[];
  readonly payMs: readonly number[];
  readonly refused: number;
  readonly requests: number;
}

let timeouts = new Map<string, number>();
let payMs: number[] = [];
let refused = 0;
let requests = 0;

export function noteTimeout(shop: string): void {
  timeouts.set(shop, (timeouts.get(shop) ?? 0) + 1);
}
export function notePayment(ms: number): void {
  payMs.push(ms);
}
export function noteRefusal(): void {
  refused += 1;
}
export function noteRequests(count: number): void {
  requests += count;
}

/** What was noted since the last time. */
export function take(): Told {
  const told = { timeouts: [...timeouts], payMs, refused, requests };
  timeouts = new Map();
  payMs = [];
  refused = 0;
  requests = 0;
  return told;
}

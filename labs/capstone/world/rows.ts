/** The rows of the order log, as `labs/s5-retry/ledger.ts` asks for them, and the stock that orders take from. */
import { observe } from 'nines/world';
import type { Machine } from './group.ts';

export type Fields = { readonly [field: string]: unknown };
interface Row {
  readonly record: Fields;
  readonly writtenAt: number;
}

/** What changes something. */
export type Change =
  | { readonly op: 'reserve'; readonly order: number; readonly item: string }
  | { readonly op: 'putIfAbsent'; readonly key: string; readonly record: Fields }
  | { readonly op: 'cas'; readonly key: string; readonly expected: Fields; readonly next: Fields };
/** What only looks. */
export type Query =
  | { readonly op: 'get'; readonly key: string }
  | {
      readonly op: 'scan';
      readonly prefix: string;
      readonly states: readonly string[];
      readonly atMs: number;
    }
  | { readonly op: 'open' };

/** What is for sale in limited numbers; of everything else there is enough. The train sets go on sale at 7:00. */
export const stockAtOpening: { readonly [item: string]: number } = { 'train set': 12 };

interface Kept {
  readonly rows: readonly [string, Row][];
  readonly left: readonly [string, number][];
  readonly taken: readonly [number, string][];
}

export class Rows implements Machine {
  #rows = new Map<string, Row>();
  /** Keys by state, so that a scan looks at nothing that is done. */
  #keys = new Map<unknown, Set<string>>();
  #left = new Map(Object.entries(stockAtOpening));
  /** Orders of what is rare, and what they were told. */
  #taken = new Map<number, string>();
  /** Sales that are on record. */
  readonly #noted = new Set<number>();

  apply(change: unknown, atMs: number): unknown {
    const asked = change as Change;
    switch (asked.op) {
      case 'reserve':
        return this.#reserve(asked.order, asked.item);
      case 'putIfAbsent': {
        const found = this.#rows.get(asked.key);
        if (found === undefined) this.set(asked.key, { record: asked.record, writtenAt: atMs });
        return found?.record;
      }
      case 'cas': {
        const found = this.#rows.get(asked.key);
        if (found === undefined || !isSame(found.record, asked.expected)) return false;
        this.set(asked.key, { record: asked.next, writtenAt: atMs });
        return true;
      }
    }
  }

  /** The same order again gets the same answer. */
  #reserve(order: number, item: string): string {
    const left = this.#left.get(item);
    if (left === undefined) return 'ok';
    const before = this.#taken.get(order);
    if (before !== undefined) return before;
    const answer = left > 0 ? 'ok' : 'sold_out';
    if (left > 0) this.#left.set(item, left - 1);
    this.#taken.set(order, answer);
    return answer;
  }

  /** Somebody else has done this, whatever this node would have said. */
  learn(change: Change, atMs: number): void {
    if (change.op !== 'reserve') {
      this.apply(change, atMs);
      return;
    }
    const left = this.#left.get(change.item);
    if (left === undefined || this.#taken.get(change.order) === 'ok') return;
    this.#taken.set(change.order, 'ok');
    this.#left.set(change.item, left - 1);
    if (left <= 0)
      observe({ kind: 'sold', order: change.order, item: change.item, left: left - 1 });
  }

  decided(change: unknown, value: unknown): void {
    const asked = change as Change;
    if (asked.op !== 'reserve' || value !== 'ok') return;
    const left = this.#left.get(asked.item);
    if (left === undefined || this.#noted.has(asked.order)) return;
    this.#noted.add(asked.order);
    observe({ kind: 'sold', order: asked.order, item: asked.item, left });
  }

  read(query: unknown): unknown {
    const asked = query as Query;
    switch (asked.op) {
      case 'get':
        return this.#rows.get(asked.key)?.record;
      case 'scan':
        return this.#scan(asked.prefix, asked.states, asked.atMs);
      case 'open':
        return [...this.#rows.values()].flatMap(({ record }) =>
          record['state'] === 'done' ? [] : [record],
        );
    }
  }

  row(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  set(key: string, row: Row): void {
    const before = this.#rows.get(key);
    if (before !== undefined) this.#keys.get(before.record['state'])?.delete(key);
    this.#rows.set(key, row);
    const keys = this.#keys.get(row.record['state']) ?? new Set<string>();
    this.#keys.set(row.record['state'], keys.add(key));
  }

  #scan(prefix: string, states: readonly string[], atMs: number): unknown[] {
    const found: { key: string; record: Fields; ageMs: number }[] = [];
    for (const state of states) {
      for (const key of this.#keys.get(state) ?? []) {
        const row = this.#rows.get(key);
        if (row === undefined || !key.startsWith(prefix)) continue;
        found.push({ key, record: row.record, ageMs: atMs - row.writtenAt });
      }
    }
    return found.sort((left, right) => right.ageMs - left.ageMs);
  }

  snapshot(): Kept {
    return { rows: [...this.#rows], left: [...this.#left], taken: [...this.#taken] };
  }

  install(state: unknown): void {
    const { rows, left, taken } = state as Kept;
    this.#rows = new Map();
    this.#keys = new Map();
    for (const [key, row] of rows) this.set(key, row);
    this.#left = new Map(left);
    this.#taken = new Map(taken);
  }
}

/** Equal all the way down; a field that is `undefined` counts as absent. */
function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isFields(left) || !isFields(right)) return false;
  for (const name of Object.keys(left)) if (!isSame(left[name], right[name])) return false;
  return Object.keys(right).every((name) => name in left || right[name] === undefined);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

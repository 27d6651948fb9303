/** What runs on the node `ledger`: the store behind `ledger.ts`. */
import { now, receive, type Call } from 'nines';
import { observe } from 'nines/world';
import { Answers, type Due } from './answer-later.ts';

const answerMs = 5;

interface Row {
  readonly record: Fields;
  readonly writtenAt: number;
}
type Fields = { readonly [field: string]: unknown };
export type Operation =
  | { readonly op: 'get'; readonly key: string }
  | { readonly op: 'putIfAbsent'; readonly key: string; readonly record: Fields }
  | { readonly op: 'cas'; readonly key: string; readonly expected: Fields; readonly next: Fields }
  | { readonly op: 'scan'; readonly prefix: string; readonly states: readonly string[] };

/** Carries out each operation when it arrives and answers 5 ms later, many at a time. */
export async function ledger(): Promise<void> {
  const rows = new Rows();
  const answers = new Answers();
  for (;;) {
    const message = await receive<Call<Operation> | Due>();
    if (message.kind === 'due') {
      answers.give(message);
      continue;
    }
    const { op } = message.request;
    const value = carryOut(rows, message.request);
    answers.later(answerMs, message.from, { op, isFound: value !== undefined, value });
  }
}

/** Carries out one operation, at this instant. */
export function carryOut(rows: Rows, operation: Operation): unknown {
  switch (operation.op) {
    case 'get':
      return rows.get(operation.key)?.record;
    case 'putIfAbsent': {
      const found = rows.get(operation.key);
      if (found !== undefined) return found.record;
      rows.set(operation.key, operation.record);
      if (isVote(operation.key)) observe({ kind: 'tallied', ...ballot(operation.record) });
      return undefined;
    }
    case 'cas': {
      const found = rows.get(operation.key);
      if (found === undefined || !isSame(found.record, operation.expected)) return false;
      rows.set(operation.key, operation.next);
      if (isVote(operation.key)) observe({ kind: 'recounted', ...ballot(operation.next) });
      return true;
    }
    case 'scan':
      return rows.scan(operation.prefix, operation.states);
  }
}

/** Records under this prefix are votes. */
export function isVote(key: string): boolean {
  return key.startsWith('vote/');
}

function ballot({ id, choice }: Fields): Fields {
  return { id, choice };
}

/** The records by key, and the keys by state, so that a scan looks at nothing that is done. */
export class Rows {
  readonly #rows = new Map<string, Row>();
  readonly #keys = new Map<unknown, Set<string>>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  set(key: string, record: Fields): void {
    const before = this.#rows.get(key);
    if (before !== undefined) this.#keys.get(before.record.state)?.delete(key);
    this.#rows.set(key, { record, writtenAt: now() });
    const keys = this.#keys.get(record.state) ?? new Set<string>();
    this.#keys.set(record.state, keys.add(key));
  }

  scan(prefix: string, states: readonly string[]): unknown[] {
    const found: { key: string; record: Fields; ageMs: number }[] = [];
    for (const state of states) {
      for (const key of this.#keys.get(state) ?? []) {
        const row = this.#rows.get(key);
        if (row === undefined || !key.startsWith(prefix)) continue;
        found.push({ key, record: row.record, ageMs: now() - row.writtenAt });
      }
    }
    return found.sort((left, right) => right.ageMs - left.ageMs);
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

/** What runs on the node `ledger`: the store behind `ledger.ts`. */
import { now, receive, type Call } from 'nines';
import { observe } from 'nines/world';
import { Answers, type Due } from './answer-later.ts';

const answerMs = 5;

interface Row {
  record: Fields;
  writtenAt: number;
}
type Fields = { readonly [field: string]: unknown };
type Operation =
  | { readonly op: 'get'; readonly key: string }
  | { readonly op: 'putIfAbsent'; readonly key: string; readonly record: Fields }
  | { readonly op: 'cas'; readonly key: string; readonly expected: Fields; readonly next: Fields }
  | { readonly op: 'scan'; readonly prefix: string; readonly states: readonly string[] };

/** Carries out each operation when it arrives and answers 5 ms later, many at a time. */
export async function ledger(): Promise<void> {
  const rows = new Map<string, Row>();
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

function carryOut(rows: Map<string, Row>, operation: Operation): unknown {
  switch (operation.op) {
    case 'get':
      return rows.get(operation.key)?.record;
    case 'putIfAbsent': {
      const found = rows.get(operation.key);
      if (found !== undefined) return found.record;
      write(rows, operation.key, operation.record);
      if (isVote(operation.key)) observe({ kind: 'tallied', record: operation.record });
      return undefined;
    }
    case 'cas': {
      const found = rows.get(operation.key);
      if (found === undefined || !isSame(found.record, operation.expected)) return false;
      write(rows, operation.key, operation.next);
      if (isVote(operation.key)) observe({ kind: 'recounted', record: operation.next });
      return true;
    }
    case 'scan':
      return scan(rows, operation.prefix, operation.states);
  }
}

function write(rows: Map<string, Row>, key: string, record: Fields): void {
  rows.set(key, { record, writtenAt: now() });
}

function isVote(key: string): boolean {
  return key.startsWith('vote/');
}

function scan(rows: Map<string, Row>, prefix: string, states: readonly string[]): unknown[] {
  const found: { key: string; record: Fields; ageMs: number }[] = [];
  for (const [key, { record, writtenAt }] of rows) {
    if (typeof record.state !== 'string' || !states.includes(record.state)) continue;
    if (!key.startsWith(prefix)) continue;
    found.push({ key, record, ageMs: now() - writtenAt });
  }
  return found.sort((left, right) => right.ageMs - left.ageMs);
}

/** Equal all the way down; a field that is `undefined` counts as absent. */
function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (!isFields(left) || !isFields(right)) return false;
  for (const name of [...Object.keys(left), ...Object.keys(right)]) {
    if (!isSame(left[name], right[name])) return false;
  }
  return true;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

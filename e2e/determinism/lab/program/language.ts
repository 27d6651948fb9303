/** Moves that exercise the language itself, where engines are known to have opinions of their own. */
import { self, send, sleep } from 'nines';
import type { Actor, Move } from './script.ts';

/** Mistakes of every kind that the language reports by itself. */
const mistakes: readonly (() => unknown)[] = [
  () => (null as unknown as { field: number }).field,
  () => (undefined as unknown as () => void)(),
  () => (({}) as { a: { b: number } }).a.b,
  () => new Array(-1),
  () => JSON.parse('{x'),
  () => JSON.parse('Maximum call stack size exceeded'),
  () => 'x'.repeat(-1),
  () => (1).toFixed(200),
  () => BigInt(1.5),
  () => (Object.freeze([1]) as number[]).push(2),
  () => decodeURIComponent('%'),
  () => new RegExp('('),
  () => [][Symbol.iterator].call(undefined as unknown as never[]),
  () => (1n as unknown as number) + 1,
  () => Symbol.keyFor('x' as unknown as symbol),
];

/** What a program can learn of an error. */
function learn(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  const stack: unknown = Reflect.get(error, 'stack');
  return {
    name,
    message,
    stack,
    own: Object.getOwnPropertyNames(error).toSorted(),
    kind: error.constructor.name,
  };
}

/** An error's text is a string like any other: it can be sent, and then its length counts. */
export async function err(_actor: Actor, { n }: Move): Promise<void> {
  try {
    mistakes[n % mistakes.length]?.();
  } catch (error) {
    console.log('err', learn(error));
    send(self(), { kind: 'err', text: String(error) });
  }
  console.log(
    'made',
    learn(new Error('mine', { cause: n })),
    learn(new TypeError('mine')),
    learn(new RangeError()),
  );
}

class Ledger {
  static made = 0;
  readonly #entries = new Map<string, number>();
  static {
    Ledger.made = 0;
  }
  constructor() {
    Ledger.made += 1;
  }
  async add(key: string, amount: number): Promise<number> {
    await sleep(amount % 3);
    this.#entries.set(key, (this.#entries.get(key) ?? 0) + amount);
    return this.total;
  }
  get total(): number {
    return [...this.#entries.values()].reduce((sum, each) => sum + each, 0);
  }
  *[Symbol.iterator](): Generator<[string, number]> {
    yield* this.#entries;
  }
}

class Journal extends Ledger {
  override async add(key: string, amount: number): Promise<number> {
    return (await super.add(`${key}!`, amount)) + 1;
  }
}

/** Classes, generators, async loops, labels, finally. */
export async function compose(_actor: Actor, { n }: Move): Promise<void> {
  const journal = new Journal();
  for await (const key of ['b', 'a', 'b']) console.log('added', await journal.add(key, n % 10));
  const log: string[] = [];
  outer: for (const [key, amount] of journal) {
    for (const step of count(amount)) {
      if (step > 3) continue outer;
      if (step === 2 && n % 2 === 0) break outer;
      log.push(`${key}${step}`);
    }
  }
  const power = { exponent: 2, base: (n % 7) + 0.5 };
  power.base **= power.exponent;
  console.log('composed', log, await closing(n), power.base, Ledger.made);
}

function* count(to: number): Generator<number> {
  try {
    for (let i = 0; i < to; i += 1) yield i;
  } finally {
    console.log('counted to', to);
  }
}

async function closing(n: number): Promise<string> {
  try {
    await sleep(0);
    if (n % 3 === 0) throw new Error('closing');
    return 'open';
  } catch {
    return 'caught';
  } finally {
    await sleep(0);
  }
}

/** Text, patterns of text, JSON, and the order of keys. */
export async function write(_actor: Actor, { n }: Move): Promise<void> {
  const text = `Straße ${n} İx 𝒳 e\u0301`;
  console.log(
    'text',
    [...text].length,
    text.toUpperCase(),
    text.normalize('NFC').length,
    text.localeCompare('Strasse'),
  );
  console.log(
    'parts',
    text.split(/(\s)/u),
    /(?<word>\p{L}+)\s(?<number>\d+)/u.exec(text)?.groups,
    text.replace(/\d/g, '[$&]'),
  );
  console.log('keys', walk(n));
  const groups = Object.groupBy([5, 3, n, 8], (each) => (each % 2 === 0 ? 'even' : 'odd'));
  const map = new Map([
    [n, 'a'],
    [n + 1, 'b'],
  ]);
  for (const [key] of map)
    if (map.delete(key) && map.size < 4 && key < n + 6) map.set(key + 2, 'c');
  console.log('groups', groups, map, new Set([n, 1, n]), structure(n), (1234567.891).toFixed(1));
}

/** Keys of an object that changes while a loop goes over it. */
function walk(n: number): unknown {
  const keyed: Record<string, number> = { z: 1, 10: 2, a: 3, 9: 4, '-1': 5, '01': 6 };
  const visited: string[] = [];
  for (const key in keyed) {
    visited.push(key);
    if (key !== 'z') continue;
    delete keyed['a'];
    delete keyed['01'];
    keyed['01'] = keyed['late'] = n;
  }
  const text = JSON.stringify({ ...keyed, n, list: [undefined, NaN, -0, 1e21, '\ud800'] });
  return [visited, Object.keys(keyed), text];
}

function structure(n: number): unknown {
  const bytes = new DataView(new ArrayBuffer(16));
  bytes.setFloat32(0, n / 3);
  bytes.setFloat64(4, n === 0 ? NaN : (n - n) / (n - n));
  const list = [3, , n].flatMap((each) => [each, [each]]);
  return [
    new Uint8Array(bytes.buffer),
    list,
    list.with(0, -1),
    [n, [n, [n]]].flat(Infinity),
    'ab'.at(-1),
  ];
}

/** Moves with numbers: each result must have the same bits everywhere, and what is done next hangs on them. */
import { random, self, send, sleep } from 'nines';
import type { Actor, Move } from './script.ts';

const view = new DataView(new ArrayBuffer(8));

/** The bits of a number, mixed into those before. */
function fold(hash: number, value: number): number {
  view.setFloat64(0, value);
  return Math.imul(hash ^ view.getUint32(0), 0x9e3779b1) ^ Math.imul(view.getUint32(4), 0x85ebca6b);
}

/** Every function of one number. */
function unary(x: number): readonly number[] {
  return [
    ...[Math.abs(x), Math.ceil(x), Math.clz32(x), Math.floor(x), Math.fround(x), Math.round(x)],
    ...[Math.sign(x), Math.sqrt(x), Math.trunc(x), Math.cbrt(x)],
    ...[Math.exp(x), Math.expm1(x), Math.log(x), Math.log1p(x), Math.log2(x), Math.log10(x)],
    ...[Math.sin(x), Math.cos(x), Math.tan(x), Math.asin(x), Math.acos(x), Math.atan(x)],
    ...[Math.sinh(x), Math.cosh(x), Math.tanh(x), Math.asinh(x), Math.acosh(x), Math.atanh(x)],
  ];
}

/** Every function of two numbers or more, and the operators. */
function binary(x: number, y: number): readonly number[] {
  return [
    ...[Math.atan2(x, y), Math.hypot(x, y, 1), Math.imul(x, y), Math.max(x, y), Math.min(x, y)],
    ...[Math.pow(x, y), x ** y, x * y, x / y, x % y, x + y, x - y],
    ...[x | 0, x >>> 3, x << 5, ~~y, x ^ y],
  ];
}

const constants = [
  ...[Math.E, Math.LN10, Math.LN2, Math.LOG10E, Math.LOG2E, Math.PI, Math.SQRT1_2, Math.SQRT2],
];

const extremes = [
  0,
  -0,
  1,
  -1,
  0.5,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  2.2250738585072014e-308,
  1.7976931348623157e308,
];

/** A number of any size. */
function anyNumber(n: number): number {
  const drawn = random();
  if (drawn < 0.1) return extremes[n % extremes.length] ?? 0;
  const size = 2 ** Math.floor(random() * (drawn < 0.5 ? 8 : 1_200) - (drawn < 0.5 ? 4 : 600));
  return (random() - 0.5) * size;
}

export async function calculate(_actor: Actor, { n }: Move): Promise<void> {
  let hash = n;
  for (let round = 0; round < 20; round += 1) {
    const x = anyNumber(n + round);
    const y = anyNumber(n - round + 40);
    for (const value of [...unary(x), ...binary(x, y), ...constants]) hash = fold(hash, value);
  }
  console.log('calculated', hash);
  send(self(), { kind: 'calculated', hash });
}

/** A wait as long as chance and mathematics say. */
export async function linger(_actor: Actor, { n }: Move): Promise<void> {
  await sleep(-Math.log(1 - random()) * (n % 9));
}

/** Numbers as text and back. Identifiers made of random digits are what everybody writes. */
export async function spell(_actor: Actor, { n }: Move): Promise<void> {
  const id = random().toString(36).slice(2);
  send(self(), { kind: 'id', id });
  const x = anyNumber(n);
  const radix = 2 + (n % 35);
  console.log('spelled', id, x.toString(radix), (n * 2 ** 60 + 0.5).toString(radix), String(x));
  const forms = Number.isFinite(x)
    ? [x.toFixed(n % 20), x.toPrecision(1 + (n % 40)), x.toExponential()]
    : [];
  const digits = id.repeat(1 + (n % 4));
  console.log(
    'read',
    forms,
    parseInt(digits, 36),
    Number.parseInt(digits, 11 + (n % 7)),
    parseFloat(`${x}`),
  );
  console.log(
    'whole',
    (BigInt(n) ** 30n).toString(radix),
    3n ** BigInt(n % 90),
    BigInt.asIntN(64, -(7n ** 40n)),
  );
}

/** The order of comparisons is the learner's to see: it counts them, and contradicts itself. */
export async function order(_actor: Actor, { n }: Move): Promise<void> {
  const values = Array.from({ length: 5 + (n % 40) }, () => Math.floor(random() * 50));
  let seen = '';
  const compare = (a: number, b: number): number => {
    seen += `${a}<${b} `;
    return n % 5 === 0 ? random() - 0.5 : a - b;
  };
  const sorted = [
    values.toSorted(compare),
    [...values].sort(),
    Uint8Array.from(values).sort((a, b) => b - a),
  ];
  console.log('ordered', sorted, seen.length, seen.slice(0, 200));
}

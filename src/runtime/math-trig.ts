/**
 * Trigonometry from + - × ÷ and √ alone, after Sun's fdlibm (K. C. Ng, 1993; "permission to use, copy, modify,
 * and distribute this software is freely granted, provided that this notice is preserved").
 */
import { assert } from './assert.ts';

/** sin(x + y) for |x| up to π/4, where y is what x lacks. */
function sinCore(x: number, y: number): number {
  const z = x * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z *
          (2.75573137070700676789e-6 +
            z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  const v = z * x;
  return x - (z * (0.5 * y - v * r) - y - v * -1.66666666666666324348e-1);
}

/** cos(x + y), likewise. */
function cosCore(x: number, y: number): number {
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z *
                (-2.75573143513906633035e-7 +
                  z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * y));
}

/** x less the nearest multiple of π/2, in two parts, and which quarter turn that was. */
interface Reduced {
  readonly quarter: number;
  readonly head: number;
  readonly tail: number;
}

const quarterTurn = 0.7853981633974483;

function reduce(x: number): Reduced {
  const ax = Math.abs(x);
  if (ax <= quarterTurn) return { quarter: 0, head: x, tail: 0 };
  const reduced = ax < 1_647_099 ? reduceMedium(ax) : reduceLarge(ax);
  if (x > 0) return reduced;
  return { quarter: -reduced.quarter & 3, head: -reduced.head, tail: -reduced.tail };
}

/** Three pieces of π/2 of 33 bits each: their products with the count are exact. */
function reduceMedium(x: number): Reduced {
  const n = Math.floor(x * 0.6366197723675814 + 0.5);
  assert(n < 1_048_576, 'the count of quarter turns leaves room for exact products');
  let r = x - n * 1.57079632673412561417;
  let t = r;
  let w = n * 6.0771005063039659766e-11;
  r = t - w;
  w = n * 2.02226624879595063154e-21 - (t - r - w);
  t = r;
  const third = n * 2.0222662487111664558e-21;
  const before = n * 2.02226624879595063154e-21;
  r = t - third;
  w = n * 8.47842766036889956997e-32 - (t - r - third) + (w - before);
  const head = r - w;
  return { quarter: n & 3, head, tail: r - head - w };
}

const piBits = 1_300n;
let halfPi: bigint | null = null;

/** π/2 with 1,300 binary places, by Machin's formula. */
function computeHalfPi(): bigint {
  const one = 1n << (piBits + 20n);
  const arctanOfInverse = (n: bigint): bigint => {
    let power = one / n;
    let sum = power;
    for (let k = 3n; power !== 0n; k += 2n) {
      power /= -(n * n);
      sum += power / k;
    }
    return sum;
  };
  return (8n * arctanOfInverse(5n) - 2n * arctanOfInverse(239n)) >> 20n;
}

/** Far out, the multiple is found exactly, in whole numbers. */
function reduceLarge(x: number): Reduced {
  halfPi ??= computeHalfPi();
  let exponent = 0;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  const scaled = BigInt(mantissa) << (piBits + BigInt(exponent));
  let n = scaled / halfPi;
  assert(exponent <= 0, 'a number is whole after some doublings');
  let rest = scaled - n * halfPi;
  if (2n * rest > halfPi) {
    n += 1n;
    rest -= halfPi;
  }
  const kept = rest >> (piBits - 130n);
  const head = Number(kept);
  const tail = Number(kept - BigInt(head));
  return { quarter: Number(n & 3n), head: head * tiny, tail: tail * tiny };
}

/** 2^-130. */
const tiny = 7.346839692639297e-40;

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (x === 0) return x;
  const { quarter, head, tail } = reduce(x);
  if (quarter === 0) return sinCore(head, tail);
  if (quarter === 1) return cosCore(head, tail);
  return quarter === 2 ? -sinCore(head, tail) : -cosCore(head, tail);
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  const { quarter, head, tail } = reduce(x);
  if (quarter === 0) return cosCore(head, tail);
  if (quarter === 1) return -sinCore(head, tail);
  return quarter === 2 ? -cosCore(head, tail) : sinCore(head, tail);
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (x === 0) return x;
  const { quarter, head, tail } = reduce(x);
  const sine = sinCore(head, tail);
  const cosine = cosCore(head, tail);
  return (quarter & 1) === 0 ? sine / cosine : -cosine / sine;
}

interface Anchor {
  readonly head: number;
  readonly tail: number;
}

/** arctan of ½, 1, 3/2 and ∞, in two parts each. */
const half: Anchor = { head: 4.63647609000806093515e-1, tail: 2.26987774529616870924e-17 };
const unity: Anchor = { head: 7.85398163397448278999e-1, tail: 3.06161699786838301793e-17 };
const threeHalves: Anchor = { head: 9.82793723247329054082e-1, tail: 1.39033110312309984516e-17 };
const infinity: Anchor = { head: 1.570796326794896558, tail: 6.12323399573676603587e-17 };

export function atan(x: number): number {
  if (x !== x || x === 0) return x;
  const ax = Math.abs(x);
  if (ax < 0.4375) return x - x * atanCore(x);
  let anchor = infinity;
  let t = -1 / ax;
  if (ax < 0.6875) {
    anchor = half;
    t = (2 * ax - 1) / (2 + ax);
  } else if (ax < 1.1875) {
    anchor = unity;
    t = (ax - 1) / (ax + 1);
  } else if (ax < 2.4375) {
    anchor = threeHalves;
    t = (ax - 1.5) / (1 + 1.5 * ax);
  }
  const magnitude = anchor.head - (t * atanCore(t) - anchor.tail - t);
  return x < 0 ? -magnitude : magnitude;
}

function atanCore(x: number): number {
  const z = x * x;
  const w = z * z;
  const even =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w *
                (6.66107313738753120669e-2 +
                  w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const odd =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w *
            (-7.69187620504482999495e-2 +
              w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  return even + odd;
}

const pi = 3.141592653589793;
const piTail = 1.2246467991473532e-16;

export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const above = y > 0 || Object.is(y, 0);
  const right = x > 0 || Object.is(x, 0);
  const sign = above ? 1 : -1;
  if (y === 0) return right ? y : sign * pi;
  if (x === 0) return (sign * pi) / 2;
  if (!Number.isFinite(x)) {
    if (!Number.isFinite(y)) return sign * (right ? pi / 4 : (3 * pi) / 4);
    return right ? sign * 0 : sign * pi;
  }
  if (!Number.isFinite(y)) return (sign * pi) / 2;
  const angle = atan(Math.abs(y / x));
  return sign * (right ? angle : pi - (angle - piTail));
}

/** The rational part of arcsine: z (p(z) / q(z)). */
function asinCore(z: number): number {
  const p =
    z *
    (1.66666666666666657415e-1 +
      z *
        (-3.25565818622400915405e-1 +
          z *
            (2.01212532134862925881e-1 +
              z *
                (-4.00555345006794114027e-2 +
                  z * (7.91534994289814532176e-4 + z * 3.4793310759602116757e-5)))));
  const q =
    1 +
    z *
      (-2.40339491173441421878 +
        z *
          (2.02094576023350569471 +
            z * (-6.8828397160545329303e-1 + z * 7.70381505559019352791e-2)));
  return p / q;
}

export function asin(x: number): number {
  const ax = Math.abs(x);
  if (!(ax <= 1)) return NaN;
  if (ax < 0.5) return ax < 1e-8 ? x : x + x * asinCore(x * x);
  const z = (1 - ax) * 0.5;
  const s = Math.sqrt(z);
  const magnitude = infinity.head - (2 * (s + s * asinCore(z)) - infinity.tail);
  return x < 0 ? -magnitude : magnitude;
}

export function acos(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN;
  if (Math.abs(x) < 0.5) return infinity.head - (x - (infinity.tail - x * asinCore(x * x)));
  const z = (1 - Math.abs(x)) * 0.5;
  const s = Math.sqrt(z);
  const arc = s + s * asinCore(z);
  return x > 0 ? 2 * arc : pi - (2 * arc - piTail);
}

/**
 * Exponential functions and logarithms from + - × ÷ alone, after Sun's fdlibm (K. C. Ng, 1993; "permission to
 * use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved").
 * Engines disagree about these in the last bit; a run must not.
 */
import { assert } from './assert.ts';
import { highWord, scale, withHighWord, withoutLowWord } from './math-bits.ts';

const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;
const log2e = 1.4426950408889634;

/** The even part of the rational approximation that `exp` and `pow` share. */
function expCore(t: number): number {
  return (
    t *
    (1.66666666666666019037e-1 +
      t *
        (-2.77777777770155933842e-3 +
          t *
            (6.61375632143793436117e-5 +
              t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))))
  );
}

export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x * log2e + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const c = r - expCore(r * r);
  return scale(1 - (low - (r * c) / (2 - c) - high), k);
}

/** e^x - 1, exact where x is small. */
export function expm1(x: number): number {
  if (x !== x || x === 0) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -40) return -1;
  if (x > 40) return exp(x) - 1;
  const k = Math.abs(x) < 0.5 * 0.6931471805599453 ? 0 : Math.floor(x * log2e + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const lost = high - r - low;
  const half = 0.5 * r;
  const square = r * half;
  const r1 =
    1 +
    square *
      (-3.33333333333331316428e-2 +
        square *
          (1.58730158725481460165e-3 +
            square *
              (-7.93650757867487942473e-5 +
                square * (4.00821782732936239552e-6 + square * -2.01099218183624371326e-7))));
  const t = 3 - r1 * half;
  let e = square * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - square);
  e = r * (e - lost) - lost - square;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  return scale(1 - (e - r), k) - 1;
}

/** The series of log(1+f) in s = f/(2+f), without its leading terms. */
function logCore(z: number): number {
  const w = z * z;
  const odd =
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const even =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return odd + even;
}

/** Takes x apart: x = 2^k (1+f) with 1+f between √½ and √2. */
function split(x: number): { k: number; f: number } {
  assert(x > 0, 'only a positive number has a logarithm');
  let k = 0;
  let y = x;
  if (y < 2.2250738585072014e-308) {
    y *= 18_014_398_509_481_984;
    k = -54;
  }
  const high = highWord(y);
  const fraction = high & 0xfffff;
  const i = (fraction + 0x95f64) & 0x100000;
  k += (high >> 20) - 1023 + (i >> 20);
  return { k, f: withHighWord(y, fraction | (i ^ 0x3ff00000)) - 1 };
}

export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  const { k, f } = split(x);
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + logCore(s * s)) + k * ln2Low) - f);
}

export function log1p(x: number): number {
  if (x === -1) return -Infinity;
  if (!(x > -1)) return NaN;
  if (x === Infinity || x === 0) return x;
  if (Math.abs(x) < 1e-17) return x;
  const u = 1 + x;
  if (u === Infinity) return log(x);
  // What 1 + x has lost, put back relative to u.
  const lost = (x > 1 ? 1 - (u - x) : x - (u - 1)) / u;
  const small = x > -0.2928932188134525 && x < 0.4142135623730951;
  const { k, f } = small ? { k: 0, f: x } : split(u);
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  const correction = small ? 0 : lost;
  return k * ln2High - (half - (s * (half + logCore(s * s)) + (k * ln2Low + correction)) - f);
}

/** Base-2 logarithm as the sum of two doubles, good to about 70 bits; for finite x > 0. */
function log2Precise(x: number): { head: number; tail: number } {
  assert(x > 0 && x < Infinity, 'only a positive, finite number has a logarithm');
  let n = 0;
  let ax = x;
  if (ax < 2.2250738585072014e-308) {
    ax *= 9_007_199_254_740_992;
    n = -53;
  }
  let high = highWord(ax);
  n += (high >> 20) - 1023;
  const fraction = high & 0xfffff;
  high = fraction | 0x3ff00000;
  const near32 = fraction > 0x3988e && fraction < 0xbb67a;
  if (fraction >= 0xbb67a) {
    n += 1;
    high -= 0x100000;
  }
  ax = withHighWord(ax, high);
  const base = near32 ? 1.5 : 1;
  const u = ax - base;
  const v = 1 / (ax + base);
  const s = u * v;
  const sHead = withoutLowWord(s);
  const sumHead = withHighWord(0, ((high >> 1) | 0x20000000) + 0x80000 + (near32 ? 1 << 18 : 0));
  const sumTail = ax - (sumHead - base);
  const sTail = v * (u - sHead * sumHead - sHead * sumTail);
  let s2 = s * s;
  let r =
    s2 *
    s2 *
    (5.99999999999994648725e-1 +
      s2 *
        (4.28571428578550184252e-1 +
          s2 *
            (3.33333329818377432918e-1 +
              s2 *
                (2.72728123808534006489e-1 +
                  s2 * (2.30660745775561754067e-1 + s2 * 2.06975017800338417784e-1)))));
  r += sTail * (sHead + s);
  s2 = sHead * sHead;
  const seriesHead = withoutLowWord(3 + s2 + r);
  const seriesTail = r - (seriesHead - 3 - s2);
  const uu = sHead * seriesHead;
  const vv = sTail * seriesHead + seriesTail * s;
  const pHead = withoutLowWord(uu + vv);
  const pTail = vv - (pHead - uu);
  const zHead = 9.61796700954437255859e-1 * pHead;
  const zTail =
    -7.02846165095275826516e-9 * pHead +
    pTail * 9.61796693925975554329e-1 +
    (near32 ? 1.35003920212974897128e-8 : 0);
  const offset = near32 ? 5.84962487220764160156e-1 : 0;
  const head = withoutLowWord(zHead + zTail + offset + n);
  return { head, tail: zTail - (head - n - offset - zHead) };
}

/** 2 to the power head + tail, times sign. */
function exp2Precise(head: number, tail: number, sign: number): number {
  const whole = head + tail;
  if (whole >= 1024.0000000001) return sign * Infinity;
  if (whole < -1075.0000000001) return sign * 0;
  const n = Math.abs(whole) > 0.5 ? Math.floor(whole + 0.5) : 0;
  const rest = head - n;
  const t = withoutLowWord(tail + rest);
  const u = t * 6.93147182464599609375e-1;
  const v = (tail - (t - rest)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  const z = u + v;
  const w = v - (z - u);
  const c = z - expCore(z * z);
  const r = (z * c) / (c - 2) - (w + z * w);
  return sign * scale(1 - (r - z), n);
}

/** x to the power y, with the special cases of JavaScript's own. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const ax = Math.abs(x);
  if (y === Infinity || y === -Infinity) {
    if (ax === 1) return NaN;
    return ax > 1 === y > 0 ? Infinity : 0;
  }
  const odd = Number.isInteger(y) && Math.abs(y) < 9_007_199_254_740_992 && y % 2 !== 0;
  const negative = x < 0 || Object.is(x, -0);
  const sign = negative && odd ? -1 : 1;
  if (ax === 0 || ax === Infinity) return sign * ((ax === 0) === y > 0 ? 0 : Infinity);
  if (negative && !Number.isInteger(y)) return NaN;
  if (ax === 1) return sign;
  const { head, tail } = log2Precise(ax);
  // Beyond any result: avoids Infinity - Infinity in the sums below.
  if (Math.abs(y) * Math.abs(head) > 1e6) return sign * (head > 0 === y > 0 ? Infinity : 0);
  const yHead = withoutLowWord(y);
  return exp2Precise(yHead * head, (y - yHead) * head + y * tail, sign);
}

export function log2(x: number): number {
  if (!(x > 0) || x === Infinity) return log(x);
  const { head, tail } = log2Precise(x);
  return head + tail;
}

/** log10(2) in two parts, the first short enough for exact products. */
const log10Of2Head = 0.3010299950838089;
const log10Of2Tail = 5.801722962879576e-10;

export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return log(x);
  const { head, tail } = log2Precise(x);
  return head * log10Of2Head + (head * log10Of2Tail + tail * 0.3010299956639812);
}

export function sinh(x: number): number {
  if (Math.abs(x) < 22) {
    const t = expm1(Math.abs(x));
    const magnitude = Math.abs(x) < 1 ? 2 * t - (t * t) / (t + 1) : t + t / (t + 1);
    return x < 0 ? -0.5 * magnitude : x === 0 ? x : 0.5 * magnitude;
  }
  const half = exp(Math.abs(x) / 2);
  return (x < 0 ? -0.5 : 0.5) * half * half;
}

export function cosh(x: number): number {
  const ax = Math.abs(x);
  if (ax < 22) {
    const t = exp(ax);
    return 0.5 * t + 0.5 / t;
  }
  const half = exp(ax / 2);
  return 0.5 * half * half;
}

export function tanh(x: number): number {
  if (x !== x || x === 0) return x;
  const ax = Math.abs(x);
  if (ax > 22) return x < 0 ? -1 : 1;
  const t = expm1(ax >= 1 ? 2 * ax : -2 * ax);
  const magnitude = ax >= 1 ? 1 - 2 / (t + 2) : -t / (t + 2);
  return x < 0 ? -magnitude : magnitude;
}

const ln2 = 0.6931471805599453;

export function asinh(x: number): number {
  if (x !== x || x === 0 || x === Infinity || x === -Infinity) return x;
  const ax = Math.abs(x);
  const square = ax * ax;
  const magnitude =
    ax > 268_435_456 ? log(ax) + ln2 : log1p(ax + square / (1 + Math.sqrt(1 + square)));
  return x < 0 ? -magnitude : magnitude;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return NaN;
  if (x > 268_435_456) return log(x) + ln2;
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  if (x === 0) return x;
  const ax = Math.abs(x);
  const magnitude = 0.5 * log1p((2 * ax) / (1 - ax));
  return x < 0 ? -magnitude : magnitude;
}

/** Cube root: a guess by powers of two, then Halley's steps until it stands. */
export function cbrt(x: number): number {
  if (x !== x || x === 0 || x === Infinity || x === -Infinity) return x;
  const ax = Math.abs(x);
  const root = exp(log(ax) / 3);
  // One step of Newton in a form whose correction is small against the root.
  const better = root - (root - ax / (root * root)) / 3;
  return x < 0 ? -better : better;
}

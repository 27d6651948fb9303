/**
 * Numbers as text and back in bases other than ten. The language leaves the digits behind the point, and those of
 * large numbers, to the engine; an identifier made with `random().toString(36)` would then have another length in
 * another browser, and a message with it another size.
 */
import { replaceMethods } from './sort.ts';

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A number and its bits, in the same memory. */
const number = new Float64Array(1);
const bits = new BigUint64Array(number.buffer);

/** Half the distance to the next larger number. */
function halfStep(value: number): number {
  number[0] = value;
  bits[0] = (bits[0] as bigint) + 1n;
  return Math.max(Number.MIN_VALUE, 0.5 * (number[0] - value));
}

/** A finite number in a base from 2 to 36: as many digits as it takes to tell it from its neighbours. */
export function toRadix(value: number, radix: number): string {
  if (value < 0) return `-${toRadix(-value, radix)}`;
  const whole = Math.floor(value);
  const { carries, text } = fractionDigits(value - whole, halfStep(value), radix);
  const integer = BigInt(whole) + (carries ? 1n : 0n);
  return integer.toString(radix) + text;
}

/** The digits behind the point, after V8; `within` is how far off they may be. */
function fractionDigits(
  fraction: number,
  within: number,
  radix: number,
): { carries: boolean; text: string } {
  const found: number[] = [];
  let rest = fraction;
  let delta = within;
  while (rest >= delta) {
    rest *= radix;
    delta *= radix;
    const digit = Math.floor(rest);
    found.push(digit);
    rest -= digit;
    const rounds = rest > 0.5 || (rest === 0.5 && digit % 2 === 1);
    if (!rounds || rest + delta <= 1) continue;
    // Rounded up: digits that are full give way to the one before them.
    while (found.at(-1) === radix - 1) found.pop();
    const last = found.pop();
    if (last === undefined) return { carries: true, text: '' };
    found.push(last + 1);
    break;
  }
  const text = found.map((digit) => digits[digit]).join('');
  return { carries: false, text: text === '' ? '' : `.${text}` };
}

/** So many digits, the first not zero, are more than any number has. */
const digitsMax = 1_100;

/** The whole number at the start of a text, to the nearest number there is. For what is too large to be exact. */
function readLarge(text: string, radix: number): number {
  const [, sign = '', body = ''] = /^\s*([-+]?)([0-9a-z]*)/.exec(text.toLowerCase()) ?? [];
  const isHex = (radix === 0 || radix === 16) && body.startsWith('0x');
  const base = isHex ? 16 : radix === 0 ? 10 : radix;
  let value = 0n;
  let count = 0;
  for (const letter of (isHex ? body.slice(2) : body).replace(/^0+/, '')) {
    const digit = digits.indexOf(letter);
    if (digit === -1 || digit >= base) break;
    count += 1;
    if (count > digitsMax) return sign === '-' ? -Infinity : Infinity;
    value = value * BigInt(base) + BigInt(digit);
  }
  return sign === '-' ? -Number(value) : Number(value);
}

/** Puts our digits in the place of the engine's. To be called before the intrinsics are frozen. */
export function replaceDigits(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called on the value it is about
  const { toString: engineToString, valueOf } = Number.prototype;
  replaceMethods(Number.prototype, {
    toString(this: unknown, radix?: unknown): string {
      const value = valueOf.call(this);
      const base = radix === undefined ? 10 : Math.trunc(Number(radix));
      const isOurs = base !== 10 && base >= 2 && base <= 36;
      // Whole numbers that are exact have one form only; a base that is none is the engine's to refuse.
      if (!isOurs || !Number.isFinite(value) || Number.isSafeInteger(value))
        return engineToString.call(value, base);
      return toRadix(value, base);
    },
  });
  const engineParseInt = parseInt;
  const methods = {
    parseInt(text: unknown, radix?: unknown): number {
      const read = String(text);
      const base = Number(radix) | 0;
      const value = engineParseInt(read, base);
      return Math.abs(value) > Number.MAX_SAFE_INTEGER ? readLarge(read, base) : value;
    },
  };
  replaceMethods(Number, methods);
  replaceMethods(globalThis, methods);
}

/** Pure functions and values, for a host that looks at them from outside. */
export const table: readonly (readonly [string, number])[] = [
  ['one', 1],
  ['two', 2 ** 0.5],
];

export function primes(below: number): readonly number[] {
  const found: number[] = [];
  for (let n = 2; n < below; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

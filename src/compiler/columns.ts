/**
 * Where a character of the type-free text stood in the source. Erasing types keeps every line but shifts columns;
 * a source map says by how much. Only what sucrase writes is read: one source, every line mapped to itself.
 */

/** One line's shifts: text from column `erased` on stood at column `source`. Both count from 0. */
interface Shift {
  readonly erased: number;
  readonly source: number;
}

export type Columns = readonly (readonly Shift[])[];

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map(digits.split('').map((digit, value) => [digit, value]));

/** Reads the `mappings` of a source map: https://tc39.es/ecma426/#sec-mappings */
export function readColumns(mappings: string): Columns {
  let source = 0;
  return mappings.split(';').map((line) => {
    let erased = 0;
    return line.split(',').flatMap((segment) => {
      const [generated, , , original] = readNumbers(segment);
      if (generated === undefined || original === undefined) return [];
      erased += generated;
      source += original;
      return [{ erased, source }];
    });
  });
}

/** The numbers of one segment: base 64 digits of five bits each, lowest first, the sign in the lowest bit of all. */
function readNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = valueOf.get(character) ?? 0;
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

/** The column in the source of a column in the type-free text; `line` counts from 0. */
export function sourceColumn(columns: Columns, line: number, column: number): number {
  let last: Shift = { erased: 0, source: 0 };
  for (const shift of columns[line] ?? []) {
    if (shift.erased > column) break;
    last = shift;
  }
  return last.source + (column - last.erased);
}

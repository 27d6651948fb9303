/**
 * The values of a ledger that can be changed one at a time: where each stands in the file, what else it could say, and the
 * file with another value there. Nothing else of the file is touched, comments and reasons included.
 */
import { placeOf, textOf, tokens, type Token } from '#workbench/literal.ts';
import type { Decision } from './night.ts';

/** The files that decide, and the constant in each. */
export const ledgers = [
  { file: 'decisions.ts', constant: 'decisions' },
  { file: 'system.ts', constant: 'system' },
] as const;
export type LedgerFile = (typeof ledgers)[number]['file'];

export type CellValue = string | number | boolean;

export interface Cell {
  readonly file: LedgerFile;
  /** The first name on the way to the value: a function of the interface, a part of the wiring. */
  readonly row: string;
  /** The others, joined by dots. */
  readonly column: string;
  readonly value: CellValue;
  /** Where it stands in the file. */
  readonly at: number;
  readonly end: number;
}

/** What columns can say; others take the values that the same column has elsewhere. */
const known: Readonly<Record<string, readonly string[]>> = {
  retry: ['at-most-once', 'at-least-once', 'exactly-once-effect'],
  sharing: ['nothing', 'something', 'everything-async', 'majority'],
  routedBy: ['session', 'cart', 'order', 'reader', 'phone', 'none'],
};

/** Columns that decide nothing, and rows that name files and processes: changed alone, they only stop the night. */
const silent: ReadonlySet<string> = new Set(['why', 'dataSets', 'name', 'at', 'serves']);
const silentRows: ReadonlySet<string> = new Set(['families', 'slots']);

interface Found {
  readonly path: readonly string[];
  readonly token: Token;
}

/** Goes through a literal and finds its plain values. What is computed is stepped over as far as it can be read. */
class Walk {
  readonly found: Found[] = [];
  /** Name of a row -> where it begins and ends. */
  readonly rows = new Map<string, readonly [number, number]>();
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string, from: number) {
    this.#tokens = [...tokens(source, from)];
    this.#value([]);
  }

  #value(path: readonly string[]): void {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) return;
    if (token.text === '{') this.#object(path);
    else if (token.text === '[') this.#list(path);
    else if (token.kind !== 'sign') this.found.push({ path, token });
  }

  #object(path: readonly string[]): void {
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      this.#at += 1;
      if (token.text === '}') return;
      if (token.kind === 'sign') continue;
      const name = token.kind === 'text' ? textOf(token.text) : token.text;
      if (this.#tokens[this.#at]?.text !== ':') continue;
      this.#at += 1;
      this.#value([...path, name]);
      const last = this.#tokens[this.#at - 1];
      if (path.length === 0 && last !== undefined) {
        this.rows.set(name, [token.at, last.at + last.text.length]);
      }
    }
  }

  #list(path: readonly string[]): void {
    for (let index = 0; ;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) return;
      if (token.text === ']') {
        this.#at += 1;
        return;
      }
      if (token.text === ',') {
        this.#at += 1;
        index += 1;
      } else {
        this.#value([...path, String(index)]);
      }
    }
  }
}

function walkOf(source: string, constant: string): Walk | null {
  const from = placeOf(source, constant);
  return from === undefined ? null : new Walk(source, from);
}

/** Items of lists that say what they are called: a queue is `pay`, not number 0. */
function namesIn(found: readonly Found[]): Map<string, string> {
  return new Map(
    found.flatMap(({ path, token }) =>
      path.at(-1) === 'name' ? [[path.slice(0, -1).join(), textOf(token.text)] as const] : [],
    ),
  );
}

function valueOf({ kind, text }: Token): CellValue | null {
  if (kind === 'text') return textOf(text);
  if (kind === 'number') return Number(text.replaceAll('_', ''));
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

/** The values that can be changed, in the order of the files. */
export function cellsOf(texts: Readonly<Record<string, string>>): Cell[] {
  return ledgers.flatMap(({ file, constant }) => {
    const found = walkOf(texts[file] ?? '', constant)?.found ?? [];
    const names = namesIn(found);
    return found.flatMap(({ path, token }): Cell[] => {
      const [row, ...rest] = path;
      const value = valueOf(token);
      if (row === undefined || value === null || silentRows.has(row)) return [];
      if (rest.some((part) => silent.has(part))) return [];
      const column = rest
        .map((part, at) => names.get(path.slice(0, at + 2).join()) ?? part)
        .join('.');
      return [{ file, row, column, value, at: token.at, end: token.at + token.text.length }];
    });
  });
}

/** What a cell could say instead; null for a number, which can be any. */
export function optionsOf(cell: Cell, cells: readonly Cell[]): readonly CellValue[] | null {
  if (typeof cell.value === 'number') return null;
  if (typeof cell.value === 'boolean') return [true, false];
  const elsewhere = cells
    .filter(({ file, column }) => file === cell.file && column === cell.column)
    .map(({ value }) => value);
  return [...new Set([...(known[cell.column] ?? []), ...elsewhere])];
}

function print(value: CellValue): string {
  return typeof value === 'string'
    ? `'${value.replace(/[\\']/g, String.raw`\$&`)}'`
    : String(value);
}

/** The files with one value changed. */
export function withChange(
  texts: Readonly<Record<string, string>>,
  cell: Cell,
  value: CellValue,
): Record<string, string> {
  const source = texts[cell.file] ?? '';
  return {
    ...texts,
    [cell.file]: source.slice(0, cell.at) + print(value) + source.slice(cell.end),
  };
}

/** The text of the row that a decision names, dedented; null where the files do not have it. */
export function rowText(
  texts: Readonly<Record<string, string>>,
  { kind, row }: Decision,
): string | null {
  if (kind === 'file') return null;
  const { file, constant } = kind === 'ledger' ? ledgers[0] : ledgers[1];
  const source = texts[file] ?? '';
  const span = walkOf(source, constant)?.rows.get(row);
  if (span === undefined) return null;
  const lines = source.slice(...span).split('\n');
  const indent = /^ */.exec(lines.at(-1) ?? '')?.[0].length ?? 0;
  return lines.map((line, index) => (index === 0 ? line : line.slice(indent))).join('\n');
}

/** `order.place › sharing`. */
export function cellName({ row, column }: Cell): string {
  return column === '' ? row : `${row} › ${column}`;
}

/**
 * Reads a constant out of a file without running it: objects, arrays, texts, numbers, truth values and null, as a
 * decision ledger is written, and names of other such constants of the file. Anything computed makes the whole constant
 * unreadable, which is said, not guessed.
 */

type Literal = string | number | boolean | null | readonly Literal[] | LiteralRecord;
interface LiteralRecord {
  readonly [key: string]: Literal;
}
export type { Literal, LiteralRecord, Token };

const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)|(?<number>-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)|(?<word>[A-Za-z_$][\w$]*)|(?<sign>[{}[\]:,])/y;

class Unreadable extends Error {}

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign';
  readonly text: string;
  /** Where it stands in the source. */
  readonly at: number;
}

/** The tokens of a literal; stops at the first character that is part of none. */
export function* tokens(source: string, from: number): Generator<Token, void> {
  // One of its own: where a name is looked up, two readings go on at a time.
  const next = new RegExp(token);
  next.lastIndex = from;
  for (let match = next.exec(source); match !== null; match = next.exec(source)) {
    for (const kind of ['text', 'number', 'word', 'sign'] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) yield { kind, text, at: match.index };
    }
  }
}

/** Constants that name constants: nobody writes more of them, and a circle ends. */
const namesMost = 4;

class Reader {
  readonly #source: string;
  readonly #depth: number;
  readonly #tokens: Generator<Token, void>;
  #next: Token | undefined;

  constructor(source: string, from: number, depth = 0) {
    this.#source = source;
    this.#depth = depth;
    this.#tokens = tokens(source, from);
    this.#advance();
  }

  value(): Literal {
    const { kind, text } = this.#take();
    if (kind === 'text') return textOf(text);
    if (kind === 'number') return Number(text.replaceAll('_', ''));
    if (kind === 'word') return this.#word(text);
    if (text === '[') return this.#items(']', () => this.value());
    if (text === '{') return Object.fromEntries(this.#items('}', () => this.#property()));
    throw new Unreadable();
  }

  #property(): readonly [string, Literal] {
    const { kind, text } = this.#take();
    if (kind === 'sign') throw new Unreadable();
    const name = kind === 'text' ? textOf(text) : text;
    // `{ budget }` is `{ budget: budget }`.
    if (kind === 'word' && [',', '}'].includes(this.#next?.text ?? ''))
      return [name, this.#word(text)];
    if (this.#take().text !== ':') throw new Unreadable();
    return [name, this.value()];
  }

  #word(word: string): Literal {
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    const from = placeOf(this.#source, word);
    if (from === undefined || this.#depth === namesMost) throw new Unreadable();
    return new Reader(this.#source, from, this.#depth + 1).value();
  }

  #items<Item>(end: string, read: () => Item): Item[] {
    const items: Item[] = [];
    while (this.#next?.text !== end) {
      items.push(read());
      if (this.#next?.text === ',') this.#advance();
      else if (this.#next?.text !== end) throw new Unreadable();
    }
    this.#advance();
    return items;
  }

  #take(): Token {
    const taken = this.#next;
    if (taken === undefined) throw new Unreadable();
    this.#advance();
    return taken;
  }

  #advance(): void {
    const step = this.#tokens.next();
    this.#next = step.done === true ? undefined : step.value;
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** What a quoted text says. */
export function textOf(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

/** Where the value of a constant of the file begins. */
export function placeOf(source: string, name: string): number | undefined {
  if (!/^\w+$/.test(name)) return undefined;
  const head = new RegExp(String.raw`^(?:export )?const ${name}\b[^=]*=(?!>)\s*`, 'm').exec(source);
  return head === null ? undefined : head.index + head[0].length;
}

/** The value of `const <name> = …`; undefined if it is not there or not a literal. */
export function readConstant(source: string, name: string): Literal | undefined {
  const from = placeOf(source, name);
  if (from === undefined) return undefined;
  try {
    return new Reader(source, from).value();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * Reads a constant out of a file without running it: objects, arrays, texts, numbers, truth values and null, as a
 * decision ledger is written. Anything computed makes the whole constant unreadable, which is said, not guessed.
 */

type Literal = string | number | boolean | null | readonly Literal[] | LiteralRecord;
interface LiteralRecord {
  readonly [key: string]: Literal;
}
export type { Literal, LiteralRecord };

const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)|(?<number>-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)|(?<word>[A-Za-z_$][\w$]*)|(?<sign>[{}[\]:,])/y;

class Unreadable extends Error {}

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign';
  readonly text: string;
}

/** The tokens of a literal; stops at the first character that is part of none. */
function* tokens(source: string, from: number): Generator<Token, void> {
  token.lastIndex = from;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    for (const kind of ['text', 'number', 'word', 'sign'] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) yield { kind, text };
    }
  }
}

class Reader {
  readonly #tokens: Generator<Token, void>;
  #next: Token | undefined;

  constructor(source: string, from: number) {
    this.#tokens = tokens(source, from);
    this.#advance();
  }

  value(): Literal {
    const { kind, text } = this.#take();
    if (kind === 'text') return textOf(text);
    if (kind === 'number') return Number(text.replaceAll('_', ''));
    if (kind === 'word') return wordOf(text);
    if (text === '[') return this.#items(']', () => this.value());
    if (text === '{') return Object.fromEntries(this.#items('}', () => this.#property()));
    throw new Unreadable();
  }

  #property(): readonly [string, Literal] {
    const { kind, text } = this.#take();
    if (kind === 'sign') throw new Unreadable();
    if (this.#take().text !== ':') throw new Unreadable();
    return [kind === 'text' ? textOf(text) : text, this.value()];
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

function textOf(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

function wordOf(word: string): Literal {
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  throw new Unreadable();
}

/** The value of `export const <name> = …`; undefined if it is not there or not a literal. */
export function readConstant(source: string, name: string): Literal | undefined {
  const head = new RegExp(String.raw`export const ${name}\b[^=]*=(?!>)\s*`).exec(source);
  if (head === null) return undefined;
  try {
    return new Reader(source, head.index + head[0].length).value();
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

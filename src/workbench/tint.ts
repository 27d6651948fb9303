/**
 * Colours for TypeScript that was not there when the site was built: a draft, a quoted line. It knows comments,
 * strings, numbers, words and little else, and gives the same one-letter classes as the site's own highlighter;
 * the editor, once open, paints with real knowledge.
 */

export interface Tint {
  /** `k`, `s`, `n`, `f`, `t`, `c`, `p`, or empty for plain ink. */
  readonly hue: string;
  readonly text: string;
}

const keywords = new Set(
  (
    'abstract as async await break case catch class const continue declare default delete do else export extends ' +
    'finally for from function get if implements import in infer instanceof interface is keyof let new of readonly ' +
    'return satisfies set static super switch this throw try type typeof unique var void while with yield'
  ).split(' '),
);

const constants = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity']);

const types = new Set(
  'any bigint boolean never number object string symbol unknown void'.split(' '),
);

const pattern = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`(?<string>'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|` +
      '`(?:[^`\\\\]|\\\\[\\s\\S])*`?)',
    String.raw`(?<number>\b\d[\w.]*)`,
    String.raw`(?<word>[A-Za-z_$][\w$]*)`,
    String.raw`(?<punctuation>[{}()[\];,.:=<>+\-*\/%!?&|^~@]+)`,
  ].join('|'),
  'g',
);

/** What is known by its first letters; a word depends on its neighbours. */
const hueOfGroup = { comment: 'c', string: 's', number: 'n', punctuation: 'p' } as const;
const groups = Object.keys(hueOfGroup) as (keyof typeof hueOfGroup)[];

function hueOfWord(word: string, before: string, after: string): string {
  if (keywords.has(word) && !/\.\s*$/.test(before)) return 'k';
  if (constants.has(word)) return 'n';
  if (types.has(word) && /[:<|&,(]\s*$/.test(before)) return 't';
  if (/^\s*\(/.test(after) || /^<[\w\s,[\]]*>\(/.test(after)) return 'f';
  return /^[A-Z]/.test(word) ? 't' : '';
}

/** Cuts a text into tinted pieces; joined, they are the text again. */
export function tint(source: string): Tint[] {
  const tints: Tint[] = [];
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    const [text] = match;
    if (match.index > end) tints.push({ hue: '', text: source.slice(end, match.index) });
    end = match.index + text.length;
    const group = groups.find((name) => match.groups?.[name] !== undefined);
    const before = source.slice(Math.max(0, match.index - 12), match.index);
    const hue =
      group === undefined
        ? hueOfWord(text, before, source.slice(end, end + 40))
        : hueOfGroup[group];
    tints.push({ hue, text });
  }
  if (end < source.length) tints.push({ hue: '', text: source.slice(end) });
  return tints;
}

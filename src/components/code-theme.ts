/**
 * How code is coloured when the site is built. Shiki finds the tokens; their colours are the custom properties
 * `--code-*` of tokens.css, by class, so that one markup serves every theme and a token costs a class and no style.
 */
import type { ShikiTransformer, ThemeRegistration } from 'shiki';

type Element = Parameters<NonNullable<ShikiTransformer['line']>>[0];

/** Shiki wants colours; these stand for the classes that replace them. */
const hues = {
  ink: '#000000',
  keyword: '#000001',
  string: '#000002',
  number: '#000003',
  function: '#000004',
  type: '#000005',
  comment: '#000006',
} as const;

type Hue = keyof typeof hues;

/** Class names, one letter each, as base.css knows them. Plain ink needs none. */
export const hueClasses: Readonly<Record<Exclude<Hue, 'ink'>, string>> = {
  keyword: 'k',
  string: 's',
  number: 'n',
  function: 'f',
  type: 't',
  comment: 'c',
};

const scopes: readonly (readonly [Hue, readonly string[]])[] = [
  // Punctuation is ink: it is half of all tokens, and colouring it would say nothing.
  ['ink', ['punctuation', 'meta.brace', 'keyword.operator', 'storage.type.function.arrow']],
  [
    'keyword',
    [
      'keyword',
      'storage',
      'keyword.operator.new',
      'keyword.operator.expression',
      'variable.language',
      'keyword.other',
      'keyword.control',
    ],
  ],
  ['string', ['string', 'string.template', 'punctuation.definition.string']],
  ['number', ['constant', 'constant.numeric', 'constant.language', 'constant.other.symbol']],
  [
    'function',
    ['entity.name.function', 'support.function', 'entity.name.command', 'support.function.builtin'],
  ],
  [
    'type',
    [
      'entity.name.type',
      'entity.name.class',
      'support.type',
      'support.class',
      'entity.other.inherited-class',
      'entity.name.type.class.module.erlang',
    ],
  ],
  ['comment', ['comment', 'punctuation.definition.comment']],
  ['ink', ['meta.template.expression', 'variable', 'support.variable']],
];

export const codeTheme: ThemeRegistration = {
  name: 'nines',
  type: 'light',
  colors: { 'editor.foreground': hues.ink, 'editor.background': '#ffffff' },
  settings: [
    { settings: { foreground: hues.ink, background: '#ffffff' } },
    ...scopes.map(([hue, scope]) => ({ scope: [...scope], settings: { foreground: hues[hue] } })),
  ],
};

const classOfColour = new Map(
  Object.entries(hueClasses).map(([hue, name]) => [hues[hue as Hue].toUpperCase(), name]),
);

/** `title="server.ts"` and `{3,5-7}` of a fence. */
export function fenceMeta(raw: string): { title: string | undefined; lines: readonly number[] } {
  const title = /title="([^"]*)"/.exec(raw)?.[1];
  const lines: number[] = [];
  for (const part of /\{([\d,\s-]+)\}/.exec(raw)?.[1]?.split(',') ?? []) {
    const [from = 0, to = from] = part.split('-').map(Number);
    for (let line = from; line <= to; line += 1) lines.push(line);
  }
  return { title, lines };
}

type Child = Element['children'][number];

/** What an element without attributes holds: it colours nothing. */
function bare(child: Child): readonly Child[] {
  return child.type === 'element' && Object.keys(child.properties).length === 0
    ? child.children
    : [child];
}

/** The text of a token, and its class; undefined for anything else. */
function token(child: Child | undefined): { name: string; text: string } | undefined {
  if (child?.type !== 'element') return undefined;
  const [inside] = child.children;
  const isToken = inside?.type === 'text' && child.children.length === 1;
  return isToken ? { name: String(child.properties['class']), text: inside.value } : undefined;
}

/** Neighbours of one colour as one token: `export async function` is three for the grammar and one for the eye. */
function joined(children: readonly Child[]): Child[] {
  const result: Child[] = [];
  for (const child of children) {
    const last = token(result.at(-1));
    const next = token(child);
    if (last && next && last.name === next.name)
      result.splice(-1, 1, {
        type: 'element',
        tagName: 'span',
        properties: { class: last.name },
        children: [{ type: 'text', value: last.text + next.text }],
      });
    else result.push(child);
  }
  return result;
}

/** Classes instead of colours, text instead of spans that colour nothing, marked lines, the title as `data-title`. */
export function codeTransformers(): ShikiTransformer[] {
  return [
    {
      name: 'nines',
      preprocess(_code, options) {
        // Shiki gives a line half a second and then leaves the rest of it uncoloured: a busy machine would build another site.
        options.tokenizeTimeLimit = 0;
      },
      tokens: (lines) =>
        lines.map((line) =>
          line.map((token) => ({
            ...token,
            htmlAttrs: { class: classOfColour.get((token.color ?? '').toUpperCase()) ?? '' },
          })),
        ),
      span(node) {
        const name = String(node.properties['class'] ?? '').trim();
        node.properties = name === '' ? {} : { class: name };
      },
      line(node, number) {
        const meta = fenceMeta(this.options.meta?.__raw ?? '');
        node.properties = meta.lines.includes(number) ? { class: 'marked' } : {};
        node.children = joined(node.children.flatMap(bare));
      },
      code(node) {
        node.children = node.children.flatMap(bare);
      },
      pre(node) {
        const { title } = fenceMeta(this.options.meta?.__raw ?? '');
        node.properties = {
          class: 'code',
          tabindex: '0',
          'data-language': this.options.lang,
          ...(title === undefined ? {} : { 'data-title': title }),
        };
      },
    },
  ];
}

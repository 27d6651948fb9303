/**
 * What a chapter refers to by id, found in its source before anything is rendered: so a wrong id stops the build with
 * file and line, and footnotes are numbered by their place in the text, not by the order in which components render.
 */
import { withoutFences } from './reading-time.ts';

export type ReferenceKind = 'Lab' | 'Explorable' | 'Term' | 'Cite' | 'Erratum';

export interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

/** Which ids exist, by kind. */
export type Known = Readonly<Record<ReferenceKind, readonly string[]>>;

const tag = /<(Lab|Explorable|Term|Cite|Erratum)\b([^>]*)/g;
const attribute = /\b(?:id|n)=(?:"([^"]*)"|'([^']*)'|\{\s*['"]?([^'"}\s]*)['"]?\s*\})/;
const place: Readonly<Record<ReferenceKind, string>> = {
  Lab: 'a folder of labs/ with a brief.mdx',
  Explorable: 'a folder of src/explorables/ with a View.tsx',
  Term: 'an id of content/glossary.yaml',
  Cite: 'an id of content/sources.yaml',
  Erratum: 'an n of content/errata.yaml',
};

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The references in an MDX source, in order. Code, inline code and comments are not searched. */
export function referencesIn(source: string): readonly Reference[] {
  const text = withoutFences(source)
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, blank)
    .replace(/`[^`\n]+`/g, blank);
  const found: Reference[] = [];
  for (const match of text.matchAll(tag)) {
    const [, kind, attributes = ''] = match;
    const value = attribute.exec(attributes);
    const id = value?.[1] ?? value?.[2] ?? value?.[3] ?? '';
    const line = text.slice(0, match.index).split('\n').length;
    // The pattern lets no other word through.
    found.push({ kind: kind as ReferenceKind, id, line });
  }
  return found;
}

/** Source ids in the order of their first citation: the footnote numbers. */
export function citationOrder(references: readonly Reference[]): readonly string[] {
  return [...new Set(references.filter(({ kind }) => kind === 'Cite').map(({ id }) => id))];
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function suggestion(id: string, known: readonly string[]): string {
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(id, candidate) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  if (!nearest) return 'There is none yet.';
  return nearest.distance <= 3
    ? `Did you mean "${nearest.candidate}"?`
    : `Known: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`;
}

/** One sentence for each reference to something that does not exist. */
export function brokenReferences(
  file: string,
  references: readonly Reference[],
  known: Known,
): readonly string[] {
  return references
    .filter(({ kind, id }) => !known[kind].includes(id))
    .map(({ kind, id, line }) => {
      const name = kind === 'Erratum' ? `n={${id}}` : `id="${id}"`;
      return `${file}:${line} <${kind} ${name}> is not ${place[kind]}. ${suggestion(id, known[kind])}`;
    });
}

/** Throws with all broken references of a file; a build stops here. */
export function requireReferences(
  file: string,
  references: readonly Reference[],
  known: Known,
): void {
  const broken = brokenReferences(file, references, known);
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

/** Loads the index when somebody wants to search, and asks it. */
import MiniSearch, { type SearchResult } from 'minisearch';
import { indexOptions, type SearchDocument, searchFile } from './document.ts';
import { excerpt, marked, type Segment } from './excerpt.ts';

/** A place that was found. */
export interface Hit {
  /** Address, with the site's own folder before it. */
  readonly href: string;
  readonly kind: SearchDocument['kind'];
  readonly title: readonly Segment[];
  readonly page: string;
  readonly excerpt: readonly Segment[];
}

/** More than fit a screen: who needs the thirty-first should add a word. */
const hitsMost = 30;
/** A definition is what somebody who types the very word looks for. */
const favour: Readonly<Partial<Record<SearchDocument['kind'], number>>> = {
  term: 1.6,
  reference: 1.3,
  page: 0.6,
};

const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');
let loading: Promise<MiniSearch<SearchDocument>> | undefined;

async function load(): Promise<MiniSearch<SearchDocument>> {
  const reply = await fetch(base + searchFile);
  if (!reply.ok) throw new Error(`The host answered ${reply.status}.`);
  return MiniSearch.loadJSONAsync(await reply.text(), indexOptions);
}

/** Fetches the index, once; after a failure the next call tries again. */
export function prepare(): Promise<unknown> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function hitOf(result: SearchResult): Hit {
  // Stored by the build with `indexOptions`.
  const { kind, title, page, text } = result as SearchResult & SearchDocument;
  const terms = result.queryTerms.concat(result.terms);
  return {
    href: base + String(result.id),
    kind,
    title: marked(title, terms),
    page,
    excerpt: excerpt(text, terms),
  };
}

/** What fits a query, best first. All its words where that finds anything, else any of them. */
export async function find(query: string): Promise<readonly Hit[]> {
  await prepare();
  const index = await loading;
  if (index === undefined || query.trim() === '') return [];
  const ask = (combineWith: 'AND' | 'OR'): SearchResult[] =>
    index.search(query, {
      combineWith,
      // The last word may still be on its way; a slip of the finger costs one letter in five.
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { fuzzy: 0.3, prefix: 0.6 },
      boost: { title: 5, page: 1.5 },
      boostDocument: (_id, _term, stored) =>
        favour[(stored as SearchDocument | undefined)?.kind ?? 'chapter'] ?? 1,
    });
  const all = ask('AND');
  return (all.length > 0 ? all : ask('OR')).slice(0, hitsMost).map((result) => hitOf(result));
}

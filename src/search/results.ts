/** Shows what was found as a list of links, and says how much. Used by the dialog and by the page. */
import type { SearchKind } from './document.ts';
import type { Segment } from './excerpt.ts';
import { find, type Hit } from './index.ts';

const kindNames: Readonly<Record<SearchKind, string>> = {
  chapter: 'Chapter',
  lab: 'Lab',
  term: 'Glossary',
  correction: 'Correction',
  reference: 'Reference',
  page: 'Page',
};

/** Long enough that a word typed at speed is asked for once. */
const restMs = 80;

/** The parts of a place where one searches. */
export interface SearchPlace {
  readonly field: HTMLInputElement;
  readonly list: HTMLOListElement;
  /** A live region. */
  readonly status: HTMLElement;
}

function paragraph(className: string, segments: readonly Segment[]): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  for (const { text, isMatch } of segments) {
    if (!isMatch) {
      made.append(text);
      continue;
    }
    const mark = document.createElement('mark');
    mark.textContent = text;
    made.append(mark);
  }
  return made;
}

function itemOf({ href, kind, title, page, excerpt }: Hit): HTMLLIElement {
  const link = document.createElement('a');
  link.href = href;
  const known = [kindNames[kind], title.map(({ text }) => text).join('')];
  const where = known.includes(page) ? '' : ` · ${page}`;
  link.append(
    paragraph('hit-where', [{ text: kindNames[kind] + where, isMatch: false }]),
    paragraph('hit-title', title),
    paragraph('hit-text', excerpt),
  );
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Puts the hits into the list. Who had already gone down to a hit stays on the one that is now in its place. */
function fill({ field, list }: SearchPlace, hits: readonly Hit[]): void {
  const at = [...list.querySelectorAll('a')].findIndex((link) => link === document.activeElement);
  list.replaceChildren(...hits.map((hit) => itemOf(hit)));
  if (at >= 0) (list.querySelectorAll('a')[at] ?? field).focus();
}

/**
 * Reads a query's answer into the place; an older answer never replaces a newer one. Gives a function that asks at once
 * and resolves when the list answers what stands in the field.
 */
export function connect(place: SearchPlace): () => Promise<void> {
  const { field, list, status } = place;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const query = field.value;
    try {
      const hits = await find(query);
      if (mine !== asked) return;
      fill(place, hits);
      list.dataset['query'] = query;
      if (query.trim() === '') status.textContent = '';
      else if (hits.length === 0)
        status.textContent = `Nothing has “${query}”. Try one word of it, or another word for it.`;
      else status.textContent = hits.length === 1 ? '1 place' : `${hits.length} places`;
    } catch {
      if (mine === asked)
        status.textContent =
          'The index could not be loaded. Check the connection and type once more.';
    }
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void answer(), restMs);
  });
  return () => {
    clearTimeout(timer);
    return answer();
  };
}

/** Up and down go from the field through the results and back; letters typed there go on with the query. */
export function steer(place: HTMLElement, { field, list }: SearchPlace): void {
  place.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const links = [...list.querySelectorAll('a')];
    const at = links.findIndex((link) => link === document.activeElement);
    if (key === 'ArrowDown') (links[at + 1] ?? field).focus();
    else if (key === 'ArrowUp')
      (at === 0 ? field : (links.at(at < 0 ? -1 : at - 1) ?? field)).focus();
    else if (key === 'Home' && at >= 0) links[0]?.focus();
    else if (key === 'End' && at >= 0) links.at(-1)?.focus();
    else {
      // The browser puts the letter into whatever has the focus once this is over.
      if (at >= 0 && key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey)
        field.focus();
      return;
    }
    event.preventDefault();
  });
}

/**
 * Cuts a built page into the pieces that can be found: one for each heading with an anchor, and one for each entry of a
 * list of terms or corrections. It reads the pages that this build writes, which are well formed; it is no parser for
 * the web's HTML.
 */

/** A piece of a page: from its anchor up to the next one. */
export interface Section {
  /** Empty for what stands before the first anchor. */
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
}

/** The page's own name, and its pieces. */
export interface PageSections {
  readonly title: string;
  readonly sections: readonly Section[];
}

const token = /<!--[\s\S]*?-->|<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|([^<]+)/gi;
const voids = new Set(['area', 'br', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
/** Never read: scripts, pictures, what is only operated. */
const silentTags = new Set(['script', 'style', 'svg', 'nav', 'button', 'template', 'noscript']);
/**
 * Nor these: a quiz and the rungs of the help ladder would be given away, a picture's sentences repeat the picture, and
 * a lab's files stand on two pages.
 */
const silentClasses = new Set(
  'quiz anchor crumbs as-text copy step see is-spoiler needs-js bench lab-frame'.split(' '),
);
const blocks =
  /^(p|li|dd|dt|div|tr|td|th|h[1-6]|pre|figure|figcaption|section|aside|summary|caption)$/;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

function decode(text: string): string {
  return text.replace(/&(#x?)?(\w+);/gi, (all, number: string | undefined, name: string) => {
    if (number === undefined) return entities[name] ?? all;
    return String.fromCodePoint(Number.parseInt(name, number === '#' ? 10 : 16));
  });
}

/** The value of an attribute, quoted or not. */
function attribute(attributes: string, name: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s">]+))`).exec(attributes) ?? [];
  return quoted ?? bare;
}

const tidy = (text: string): string => decode(text).replace(/\s+/g, ' ').trim();

/** One walk through a page. */
class Reader {
  readonly #pieces: { anchor: string; title: string; text: string }[] = [
    { anchor: '', title: '', text: '' },
  ];
  readonly #open: {
    readonly name: string;
    readonly isSilent: boolean;
    readonly isTitle: boolean;
    /** Beside a title, but not of it: a term's other names. */
    readonly isAside: boolean;
  }[] = [];
  #isInMain = false;

  get sections(): readonly Section[] {
    return this.#pieces.map(({ anchor, title, text }) => ({
      anchor,
      title: tidy(title),
      text: tidy(text),
    }));
  }

  start(name: string, attributes: string): void {
    if (name === 'main') this.#isInMain = true;
    if (voids.has(name) || attributes.endsWith('/')) return;
    const classes = (attribute(attributes, 'class') ?? '').split(' ');
    const isSilent = silentTags.has(name) || classes.some((each) => silentClasses.has(each));
    const id = attribute(attributes, 'id');
    const isHeading = /^h[1-3]$/.test(name);
    const isEntry = classes.includes('entry');
    if (this.#isRead() && !isSilent && id !== undefined && (isHeading || isEntry))
      this.#pieces.push({ anchor: id, title: '', text: '' });
    const isTitle = isHeading || (name === 'dt' && this.#open.at(-1)?.name === 'entry');
    const isAside = classes.includes('label');
    this.#open.push({ name: isEntry ? 'entry' : name, isSilent, isTitle, isAside });
    this.#space(name);
  }

  end(name: string): void {
    if (name === 'main') this.#isInMain = false;
    this.#open.pop();
    this.#space(name);
  }

  text(text: string): void {
    const piece = this.#pieces.at(-1);
    if (!this.#isRead() || piece === undefined) return;
    const isTitle = this.#open.some((element) => element.isTitle);
    if (isTitle && !this.#open.some(({ isAside }) => isAside)) piece.title += text;
    else piece.text += text;
  }

  #isRead(): boolean {
    return this.#isInMain && !this.#open.some(({ isSilent }) => isSilent);
  }

  /** Words of neighbouring blocks do not grow together. */
  #space(name: string): void {
    if (blocks.test(name)) this.text(' ');
  }
}

/** The pieces of a page; none of them is without words. */
export function sectionsOf(html: string): PageSections {
  const reader = new Reader();
  for (const [, closing, name, attributes = '', text] of html.matchAll(token)) {
    if (text !== undefined) reader.text(text);
    else if (name !== undefined && closing === '/') reader.end(name.toLowerCase());
    else if (name !== undefined) reader.start(name.toLowerCase(), attributes);
  }
  const title = reader.sections[0]?.title ?? '';
  return {
    title,
    sections: reader.sections.filter((section) => section.title !== '' && section.text !== ''),
  };
}

/**
 * The slides of a chapter: its head, then every section, cut further where the instructor's notes say so. There is no
 * second set of pages: a slide is a place in the text that everybody has open.
 */

export interface SlideHeading {
  readonly depth: number;
  readonly slug: string;
  readonly text: string;
}

/** What the notes say of a section; with `at`, of what begins there, which is then a slide of its own. */
export interface SlideCut {
  /** Anchor of a heading of the chapter. */
  readonly section: string;
  /** Anchor of a figure, a lab or the like within the section: `explorable-seven-cuts`, `lab-s5-retry`. */
  readonly at?: string | undefined;
  /** Name of the cut; its number in the section if left out. */
  readonly title?: string | undefined;
  /** What to say and do here, for the instructor alone. */
  readonly say?: string | undefined;
}

export interface Slide {
  /** Anchor of the heading; null for the head of the page. */
  readonly section: string | null;
  /** Counts the cuts within the section, from 0. */
  readonly slide: number;
  /** Anchor that a cut begins with; null where the heading is it. */
  readonly at: string | null;
  readonly title: string;
  /** 1 for the head of the page, 2 and 3 for sections, 4 for cuts. */
  readonly depth: number;
  readonly say: string | null;
}

interface Chapter {
  readonly title: string;
  readonly headings: readonly SlideHeading[];
  readonly cuts: readonly SlideCut[];
}

/** The slides in their order. Throws, saying which, for notes on a section that the chapter does not have. */
export function slidesOf({ title, headings, cuts }: Chapter): readonly Slide[] {
  const sections = headings.filter(({ depth }) => depth === 2 || depth === 3);
  const unknown = cuts.find(({ section }) => !sections.some(({ slug }) => slug === section));
  if (unknown)
    throw new Error(
      `The notes of “${title}” name the section “${unknown.section}”; its sections are ${sections.map(({ slug }) => slug).join(', ')}.`,
    );
  const head: Slide = { section: null, slide: 0, at: null, title, depth: 1, say: null };
  return [head, ...sections.flatMap((heading) => slidesOfSection(heading, cuts))];
}

function slidesOfSection(heading: SlideHeading, cuts: readonly SlideCut[]): readonly Slide[] {
  const { slug: section, text, depth } = heading;
  const mine = cuts.filter((cut) => cut.section === section);
  const say = mine.find(({ at }) => at === undefined)?.say ?? null;
  const further = mine
    .filter(({ at }) => at !== undefined)
    .map(({ at = null, title, say = null }, index) => ({
      section,
      slide: index + 1,
      at,
      title: title ?? `${text}, ${index + 2}`,
      depth: 4,
      say,
    }));
  return [{ section, slide: 0, at: null, title: text, depth, say }, ...further];
}

/** Anchors that the notes cut at and that the chapter's text does not have. */
export function missingAnchors(text: string, cuts: readonly SlideCut[]): readonly string[] {
  const anchors = new Set(
    [...text.matchAll(/<(Explorable|Lab|\w+)\b[^>]*?\bid="([^"]+)"/g)].map(
      ([, component = '', id = '']) =>
        component === 'Explorable' ? `explorable-${id}` : component === 'Lab' ? `lab-${id}` : id,
    ),
  );
  return cuts.flatMap(({ at }) => (at === undefined || anchors.has(at) ? [] : [at]));
}

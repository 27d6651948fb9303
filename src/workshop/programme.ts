/**
 * What a workshop teaches and when: the tracks of `content/agenda.yaml`, and, for whoever is done early, what each lab
 * has beyond its core. The build puts both into one file, `/workshop/agenda.json`.
 */
import { z } from 'zod';

const sentence = z.string().trim().min(1);
const name = z.string().regex(/^[a-z0-9-]{1,40}$/);
const minutes = z.int().positive();
const phase = z.int().min(0);

const practice = z.enum(['hands-on', 'cut', 'demo']);
const cut = z.strictObject({
  /** Which goes first when time runs short: 1 before 2. */
  order: z.int().positive(),
  /** Minutes that are left of the item; 0 drops it. */
  keep: phase,
  /** What goes and what stays, for the instructor. */
  how: sentence,
});

/** One track as `agenda.yaml` has it. */
export const trackSource = z.strictObject({
  id: name,
  title: sentence,
  /** By the clock on the wall: 09:00. */
  start: z.string().regex(/^\d\d:\d\d$/),
  /** With breaks. */
  minutes,
  /** Without breaks. */
  taught: minutes,
  items: z.array(
    z.union([
      z.strictObject({ title: sentence, minutes }),
      z.strictObject({ break: sentence, minutes }),
      z.strictObject({
        chapter: name,
        part: sentence.optional(),
        minutes,
        practice,
        talk: phase.default(0),
        lab: phase.default(0),
        close: phase.default(0),
        cut: cut.optional(),
        planned: z.literal(true).optional(),
      }),
    ]),
  ),
});
export type TrackSource = z.infer<typeof trackSource>;

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opening'), title: z.string(), minutes }),
  z.object({ kind: z.literal('break'), title: z.string(), minutes }),
  z.object({
    kind: z.literal('lesson'),
    chapter: name,
    /** `Step 5: A retry strategy per function`, and which part of it. */
    title: z.string(),
    minutes,
    practice,
    talk: phase,
    lab: phase,
    close: phase,
    /** Null for what is core. */
    cut: cut.nullable(),
    /** The chapter is not written yet: nothing can be opened. */
    isPlanned: z.boolean(),
  }),
]);
export type Item = z.infer<typeof item>;
export type Lesson = Extract<Item, { kind: 'lesson' }>;

const track = z.object({
  id: name,
  title: z.string(),
  start: z.string(),
  minutes,
  taught: minutes,
  items: z.array(item).min(1),
});
export type Track = z.infer<typeof track>;

/** What a lab has for those who are done before the others. */
const labTasks = z.object({
  title: z.string(),
  /** Files that its workshop cut leaves out; empty where there is no cut. */
  filesBeyondCut: z.array(z.string()),
  /** Goals that nobody fails by. */
  beyond: z.array(z.object({ code: z.string(), sentence: z.string(), bound: z.string() })),
});
export type LabTasks = z.infer<typeof labTasks>;

/** Everything in `/workshop/agenda.json`. */
export const programme = z.object({
  tracks: z.array(track).min(1),
  /** By the lab's id, which is its chapter's as well. */
  labs: z.record(z.string(), labTasks),
});
export type Programme = z.infer<typeof programme>;

/** What a track needs of the course: titles, and which chapters exist. */
export interface Course {
  /** `Step 5: A retry strategy per function`; throws for a chapter that no map knows. */
  titleOf(chapter: string): string;
  readonly written: readonly string[];
}

/** A track for a page. A mark `planned` that does not fit what is written stops the build. */
export function trackFor(source: TrackSource, course: Course): Track {
  const items = source.items.map((each): Item => {
    if ('break' in each) return { kind: 'break', title: each.break, minutes: each.minutes };
    if (!('chapter' in each)) return { kind: 'opening', ...each };
    const { chapter, part, cut = null, planned, ...rest } = each;
    const isPlanned = planned === true;
    if (isPlanned === course.written.includes(chapter))
      throw new Error(
        isPlanned
          ? `content/agenda.yaml, ${source.id}: ${chapter} is written by now. Take out its “planned: true”.`
          : `content/agenda.yaml, ${source.id}: there is no content/${chapter}/. Add “planned: true” to the item.`,
      );
    const title = course.titleOf(chapter) + (part === undefined ? '' : `, ${part}`);
    return { kind: 'lesson', chapter, title, ...rest, cut, isPlanned };
  });
  return { ...source, items };
}

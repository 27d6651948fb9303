/**
 * What a workshop teaches and when: the tracks of `content/agenda.yaml`, and, for whoever is done early, what each lab
 * has beyond its core. The build puts both into one file, `/workshop/agenda.json`.
 */
import type { TrackSource } from './track-source.ts';

export interface Lesson {
  readonly kind: 'lesson';
  readonly chapter: string;
  /** `Step 5: A retry strategy per function`, and which part of it. */
  readonly title: string;
  readonly minutes: number;
  readonly practice: 'hands-on' | 'cut' | 'demo';
  /** Minutes of the three phases; they add up to the item. */
  readonly talk: number;
  readonly lab: number;
  readonly close: number;
  /** How it is shortened: which goes first (1 before 2), minutes that are left, what goes. Null for what is core. */
  readonly cut: { readonly order: number; readonly keep: number; readonly how: string } | null;
  /** The chapter is not written yet: nothing can be opened. */
  readonly isPlanned: boolean;
}

export type Item =
  | { readonly kind: 'opening'; readonly title: string; readonly minutes: number }
  | { readonly kind: 'break'; readonly title: string; readonly minutes: number }
  | Lesson;

export interface Track {
  readonly id: string;
  readonly title: string;
  /** By the clock on the wall: 09:00. */
  readonly start: string;
  /** With breaks, and without. */
  readonly minutes: number;
  readonly taught: number;
  readonly items: readonly Item[];
}

/** What a lab has for those who are done before the others. */
export interface LabTasks {
  readonly title: string;
  /** Files that its workshop cut leaves out; empty where there is no cut. */
  readonly filesBeyondCut: readonly string[];
  /** Goals that nobody fails by. */
  readonly beyond: readonly {
    readonly code: string;
    readonly sentence: string;
    readonly bound: string;
  }[];
}

/** Everything in `/workshop/agenda.json`. */
export interface Programme {
  readonly tracks: readonly Track[];
  /** By the lab's id, which is its chapter's as well. */
  readonly labs: Readonly<Record<string, LabTasks>>;
}

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

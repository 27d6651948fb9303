/** What the console hands to its panels, beside the room: the course's own words, and what is chosen on the desk. */
import type { Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Room } from '#room/room.ts';

/** A lab as the console names it; the page brings it from the course's own data. */
export interface CourseLab {
  readonly id: string;
  readonly title: string;
  /** The mark on the course's map (`5`; `5c` for its workshop cut), and the name of the step; empty off the map. */
  readonly mark: string;
  readonly step: string;
  readonly minutes: number;
  /** The chapter that the lab belongs to. */
  readonly chapter: string;
  /** Titles of the rungs of its help, weakest first; the last is the solution. */
  readonly rungs: readonly string[];
  readonly invariants: readonly { readonly code: string; readonly sentence: string }[];
}

/** The course as the console needs it. */
export interface Course {
  readonly labs: readonly CourseLab[];
  /** Base path of the site, with a slash at the end. */
  readonly base: string;
}

/** One desk for one open console. */
export interface Desk {
  readonly course: Course;
  /** Whose details are open; null for nobody. */
  readonly person: Signal<string | null>;
  /** Goes to a panel and puts the focus there. */
  readonly go: (panel: string) => void;
  /** Said aloud by a screen reader, without moving the focus. */
  readonly tell: (sentence: string) => void;
  /** Grows every few seconds, so that “3 min ago” stays true. */
  readonly tick: Signal<number>;
}

export interface PanelProps {
  readonly room: Room;
  readonly desk: Desk;
}

/** One panel of the console. */
export interface Panel {
  readonly id: string;
  readonly title: string;
  /** The key that goes there; a letter or digit that no other panel has (`?`, `/`, `f`, `h`, `j`, `k` are taken). */
  readonly key: string;
  /**
   * Where it stands on a wide screen: the table of people, what hurts them (all of it in sight), or what the instructor
   * does (one at a time, behind tabs). On a narrow one all are behind tabs.
   */
  readonly place: 'who' | 'hurt' | 'do';
  /** Helpers see the panels of everybody; those of instructors need an instructor's link. */
  readonly audience: 'everybody' | 'instructors';
  readonly View: ComponentType<PanelProps>;
  /** A count beside the title of its tab. */
  readonly Badge?: ComponentType<PanelProps>;
}

/** The name of a lab; its folder's name if the course has no such lab. */
export function labTitle(course: Course, id: string): string {
  return course.labs.find((lab) => lab.id === id)?.title ?? id;
}

/** What an invariant promises; an empty text if the lab has no such code. */
export function sentenceOf(course: Course, lab: string, code: string): string {
  const found = course.labs.find(({ id }) => id === lab);
  return found?.invariants.find((invariant) => invariant.code === code)?.sentence ?? '';
}

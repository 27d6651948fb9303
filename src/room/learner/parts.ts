/**
 * What the learner's dock can show, in the order in which it stands there. A part is a view of its own chunk: the dock asks
 * `stand` after every change of the session and fetches the part when there first is something to show.
 */
import type { ComponentType } from 'preact';
import type { Room } from '#room/room.ts';
import { given, mirror } from '#room/stage/parts.ts';
import { chaosPlan, follow, vote } from '#room/together/parts.ts';
import type { Session } from '#workshop/session.ts';

/** Who looks: the session as this learner may see it, and the id under which it knows them. */
export interface Looking {
  readonly session: Session;
  readonly you: string;
}

/**
 * `none`: nothing to show. `listed`: it is there when the learner opens the dock. `shown`: it is mounted, and stands above
 * the closed dock as well, until the learner folds it away; a folded part stays mounted and is offered by its title.
 */
export type Stand = 'none' | 'listed' | 'shown';

export interface Part {
  readonly id: string;
  /** Heading of the part, and name of the button that brings a folded one back. */
  readonly title: string;
  stand(looking: Looking): Stand;
  /** Grows or changes whenever there is something new: a folded part then unfolds itself. */
  news(looking: Looking): string;
  load(): Promise<ComponentType<{ readonly room: Room }>>;
}

/** All parts that are not the dock's own. */
export const parts: readonly Part[] = [follow, vote, chaosPlan, given, mirror];

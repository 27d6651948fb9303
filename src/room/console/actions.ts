/**
 * What a click in one panel starts in another part of the room. Each is loaded when it is first used.
 */
import type { Chaos } from '#workshop/session.ts';
import type { PanelProps } from './desk.ts';

/** A cluster whose story is to be shown: one run of one of these people stands for all of them. */
export interface ClusterGiven extends PanelProps {
  readonly lab: string;
  readonly code: string;
  readonly fingerprint: string | null;
  /** Ids of who broke it so, the latest run first. */
  readonly people: readonly string[];
  /** So many of so many who ran this lab. */
  readonly share: { readonly of: number; readonly all: number };
  /** The class's fault plan that they broke under, instead of their last run: its trace must come to the reported hash. */
  readonly chaos?: Chaos;
}

/** A person's files of a lab that are to be looked at. */
export interface CodeGiven extends PanelProps {
  readonly participant: string;
  readonly lab: string;
}

export interface Actions {
  /** Plays the cluster's story again in the console and puts it on the projector, without a name. */
  readonly showStory: (given: ClusterGiven) => Promise<void>;
  /** Asks the person for the files, or opens them if they lie ready. */
  readonly openCode: (given: CodeGiven) => Promise<void>;
}

/** Fetches a part and starts it; says so where it cannot be fetched. */
async function late({ room }: PanelProps, start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch {
    room.notify('This part of the console could not be fetched. Is the server there? Try again.');
  }
}

export const actions: Actions = {
  showStory: (given) =>
    late(given, async () => (await import('#room/stage/show-story.ts')).showStory(given)),
  openCode: (given) =>
    late(given, async () => (await import('#room/stage/open-code.tsx')).openCode(given)),
};

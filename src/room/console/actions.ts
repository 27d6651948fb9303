/**
 * What a click in one panel starts in another part of the room. Each is loaded when it is first used; a console whose
 * part is not there shows no button for it.
 */
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
}

/** A person's files of a lab that are to be looked at. */
export interface CodeGiven extends PanelProps {
  readonly participant: string;
  readonly lab: string;
}

export interface Actions {
  /** Plays the cluster's story again in the console and puts it on the projector, without a name. */
  readonly showStory?: (given: ClusterGiven) => Promise<void>;
  /** Asks the person for the files, or opens them if they lie ready. */
  readonly openCode?: (given: CodeGiven) => Promise<void>;
}

export const actions: Actions = {};

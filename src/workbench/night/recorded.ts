/**
 * Nights that were recorded when the lab was made: the reference's, and that of the wiring as the lab hands it out, both on
 * the first of the seeds that count. `node scripts/record-nights.ts` makes them again; a test says when it has to be.
 */
import { nightShape, type Night } from './night.ts';
import reference from '#workbench/night/recorded/reference.json';
import starter from '#workbench/night/recorded/starter.json';

export interface RecordedNight {
  readonly title: string;
  readonly night: Night;
  /** The files that a learner would write, as they were. */
  readonly texts: Readonly<Record<string, string>>;
}

interface Recording {
  readonly night: unknown;
  readonly texts: Readonly<Record<string, string>>;
}

function read(title: string, { night, texts }: Recording): RecordedNight {
  return { title, night: nightShape(night, ''), texts };
}

export const recordedNights = {
  reference: read('The reference', reference),
  starter: read('Wired without a look at the seams', starter),
} as const;

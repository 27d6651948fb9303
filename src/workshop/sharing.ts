/**
 * Who may look at whose code. A participant allows it for good, or answers one request; taking it back takes back what
 * lay ready. The same rules hold in the server, which keeps the files, and in the pages, which offer the buttons.
 */
import { z } from 'zod';
import { limits } from './limits.ts';
import type { Session } from './session.ts';

/** True if the room takes files of this lab from this participant: they allow it, or were just asked. */
export function mayLayDown(session: Session, participant: string, lab: string): boolean {
  const person = session.participants[participant];
  return person !== undefined && (person.consent.code || person.requested?.lab === lab);
}

/** True if staff may open the files that this participant has laid down of this lab. */
export function mayOpen(session: Session, participant: string, lab: string): boolean {
  const person = session.participants[participant];
  if (person === undefined) return false;
  const standing = Object.hasOwn(person.labs, lab) ? person.labs[lab] : undefined;
  return person.consent.code || (standing?.shared ?? null) !== null;
}

const texts = z.record(z.string().max(200), z.string());

/** What the participant's browser found of these files; a claim. */
const claim = z.object({
  goal: z.enum(['run', 'grade', 'attack']),
  /** `passed`, `failed`, `rejected`, `stopped` or `undecided`. */
  kind: z.enum(['passed', 'failed', 'rejected', 'stopped', 'undecided']),
  code: z.string().max(20).nullable(),
  fingerprint: z.string().max(120).nullable(),
  /** Hash of the run that failed, or of all that passed. */
  traceHash: z.string().max(120).nullable(),
  /** The seed that broke; null where nothing broke on a seed. */
  seed: z.number().nullable(),
});
export type Claim = z.infer<typeof claim>;

/** The files of a lab as they lie ready for the instructor. */
const sharedWork = z.object({
  version: z.literal(1),
  lab: z.string().max(40),
  /** The participant's files: name -> text. */
  texts,
  /** Files of earlier labs that took part in the run, by their whole names. */
  imported: texts,
  /** What their browser said of exactly these files; null if it has not run them. */
  claim: claim.nullable(),
});
export type SharedWork = z.infer<typeof sharedWork>;

export function formatSharedWork(work: Omit<SharedWork, 'version'>): string {
  return JSON.stringify({ version: 1, ...work });
}

/** Reads what somebody laid down; null for what is no such thing. */
export function parseSharedWork(text: string): SharedWork | null {
  if (text.length > 2 * limits.textsMax) return null;
  try {
    return sharedWork.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Fetches what a participant has laid down of a lab, for staff. */
import { callRoom } from '#workshop/calls.ts';
import type { Credential } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';
import { parseSharedWork, type Claim, type SharedWork } from '#workshop/sharing.ts';
import type { LabStanding } from '#workshop/session.ts';
import { contentHash } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';

export type Fetched =
  | { readonly kind: 'work'; readonly work: SharedWork; readonly atMs: number }
  | { readonly kind: 'trouble'; readonly why: string };

const unreadable = 'What was laid down cannot be read: ask for the files again.';

/** The files, checked for their shape; or a sentence that says what to do. */
export async function fetchShared(
  credential: Credential,
  { participant, lab }: { readonly participant: string; readonly lab: string },
): Promise<Fetched> {
  const called = await callRoom((url, init) => fetch(url, init), address(participant, lab), {
    credential,
  });
  if (called.kind !== 'done') return { kind: 'trouble', why: called.why };
  const { value } = called;
  if (typeof value !== 'object' || value === null || !('text' in value))
    return { kind: 'trouble', why: unreadable };
  const work = typeof value.text === 'string' ? parseSharedWork(value.text) : null;
  if (work === null || work.lab !== lab) return { kind: 'trouble', why: unreadable };
  const atMs = 'atMs' in value && typeof value.atMs === 'number' ? value.atMs : 0;
  return { kind: 'work', work, atMs };
}

function address(participant: string, lab: string): string {
  return `${routes.shared}/${participant}/${lab}`;
}

/** Hash of files, whatever their order, as it stands in the log. */
export function workHash(texts: Texts): string {
  return contentHash(Object.entries(texts).map(([file, source]) => ({ file, source })));
}

/** What was claimed of these very files: with them, or in the log about the last run. */
export function claimOf(work: SharedWork, standing: LabStanding | undefined): Claim | null {
  if (work.claim !== null) return work.claim;
  const last = standing?.last ?? null;
  if (last === null || last.work !== workHash(work.texts)) return null;
  const { goal, outcome: kind, code, fingerprint } = last;
  return { goal, kind, code, fingerprint, traceHash: null, seed: null };
}

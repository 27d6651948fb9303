/** Running somebody's files while a dialog is open: how far it is, what came of it; closing the dialog ends it. */
import { useEffect, useState } from 'preact/hooks';
import type { ProgressReport } from '#sandbox/protocol.ts';
import { labPageOf, type LabPage } from '#room/together/lab-page.ts';
import type { SharedWork } from '#workshop/sharing.ts';
import type { Found } from './regrade.ts';

export type Regrading =
  | { readonly kind: 'running'; readonly progress: ProgressReport | null }
  | { readonly kind: 'found'; readonly found: Found; readonly page: LabPage }
  | { readonly kind: 'trouble'; readonly why: string };

/** What went wrong, as a sentence. */
export function sentenceOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `${said} Check the connection and try again.`;
}

/** Runs the files once; `again` runs them anew. */
export function useRegrade(
  work: SharedWork | null,
): readonly [regrading: Regrading, again: () => void] {
  const [regrading, set] = useState<Regrading>({ kind: 'running', progress: null });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (work === null) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    set({ kind: 'running', progress: null });
    const run = async (): Promise<void> => {
      // Compiler and sandbox come when code is opened, not with the console.
      const [{ regrade }, page] = await Promise.all([import('./regrade.ts'), labPageOf(work.lab)]);
      const progress = (report: ProgressReport): void => {
        if (!signal.aborted) set({ kind: 'running', progress: report });
      };
      const found = await regrade(work, page, { signal, listen: { progress } });
      if (!signal.aborted) set({ kind: 'found', found, page });
    };
    run().catch((error: unknown) => {
      if (!signal.aborted) set({ kind: 'trouble', why: sentenceOf(error) });
    });
    return () => abort.abort();
  }, [work, round]);
  return [regrading, () => setRound((before) => before + 1)];
}

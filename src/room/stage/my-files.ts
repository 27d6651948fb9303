/**
 * The learner's own files of a lab, from wherever on the course something is compared with them: of the lab that is open on
 * this page, else of the draft in this browser.
 */
import { useEffect, useState } from 'preact/hooks';
import { labPageOf } from '#room/together/lab-page.ts';
import { parseDraft } from '#workbench/draft-format.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { textsOf, type Texts } from '#workbench/lab-state.ts';
import { openLabs } from '#workbench/open-labs.ts';

export interface MyFiles {
  /** Null until they are known. */
  readonly texts: Texts | null;
  /** The lab on this page; null where it is not open, and nothing can be taken into it. */
  readonly session: LabSession | null;
}

/** The draft of a lab over its starter. Rejects with a sentence where the lab cannot be fetched. */
async function keptTexts(lab: string): Promise<Texts> {
  const store = await sharedStore();
  const parsed = parseDraft(await store.get(`draft/${lab}`), lab);
  const { starter } = await labPageOf(lab);
  return parsed.kind === 'draft' ? { ...starter, ...parsed.draft.texts } : starter;
}

/** A view that calls this is drawn anew whenever the open lab's files change. */
export function useMyFiles(lab: string): MyFiles {
  const session = openLabs.value.find((open) => open.lab.id === lab) ?? null;
  const [kept, setKept] = useState<Texts | null>(null);
  useEffect(() => {
    if (session !== null) return;
    // Without network and without the page there is nothing to compare with: the code can be read and copied.
    keptTexts(lab).then(setKept, () => setKept(null));
  }, [lab, session]);
  return { texts: session === null ? kept : textsOf(session.state.value), session };
}

/** Takes texts into the open lab: it keeps a version of what they replace, and offers to undo it. */
export function takeInto(session: LabSession, texts: Texts, sentence: string): void {
  session.replace({ ...textsOf(session.state.value), ...texts }, 'take');
  session.announcement.value = sentence;
}

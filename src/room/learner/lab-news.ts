/** What labs tell the page by events of the document, checked: any script of the page could send one. */
import type { Texts } from '#workbench/lab-state.ts';

export interface Judged {
  readonly lab: string;
  readonly goal: 'run' | 'grade' | 'attack';
  readonly kind: 'passed' | 'failed' | 'rejected' | 'stopped' | 'undecided';
  readonly code: string | null;
  readonly fingerprint: string | null;
  readonly seed: number | null;
  readonly traceHash: string | null;
  /** Hash of `texts`. */
  readonly work: string;
  readonly texts: Texts;
  /** Files of earlier labs that took part, by whole names. */
  readonly imported: Texts;
}

export interface LabNews {
  judged(judged: Judged): void;
  rung(lab: string, rung: number): void;
}

function detailOf(event: Event): Record<string, unknown> {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null;
  return typeof detail === 'object' && detail !== null ? (detail as Record<string, unknown>) : {};
}

/** Listens to the labs of this page, those that wake later included. Gives a function that ends it. */
export function hearLabs(news: LabNews): () => void {
  const judged = (event: Event): void => {
    const detail = detailOf(event);
    // Written by mount.tsx; a shape of its own is not worth a schema in every page.
    if (typeof detail['lab'] === 'string' && typeof detail['work'] === 'string')
      news.judged(detail as unknown as Judged);
  };
  const rung = (event: Event): void => {
    const { lab, rung } = detailOf(event);
    if (typeof lab === 'string' && typeof rung === 'number') news.rung(lab, rung);
  };
  document.addEventListener('nines:verdict', judged);
  document.addEventListener('nines:rung', rung);
  return () => {
    document.removeEventListener('nines:verdict', judged);
    document.removeEventListener('nines:rung', rung);
  };
}

/** The notes of a chapter beside what is led, folded until they are wanted. */
import { useEffect, useState } from 'preact/hooks';
import { addressOf } from './course-place.ts';
import { loadNotes, notesPath } from './notes.ts';

export function NotesView({ chapter }: { readonly chapter: string }) {
  const [html, setHtml] = useState<string | null>(null);
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let isWanted = true;
    setHtml(null);
    setTrouble('');
    loadNotes(chapter).then(
      (notes) => isWanted && setHtml(notes),
      (error: unknown) =>
        isWanted && setTrouble(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [chapter]);
  return (
    <details class="lead-notes">
      <summary>Notes for this chapter</summary>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {html !== null && (
        // Our own page, of the same build.
        <div class="lead-notes-text" dangerouslySetInnerHTML={{ __html: html }} />
      )}
      <p class="label">
        <a href={addressOf(notesPath(chapter))} target="_blank">
          Open them in a window of their own
        </a>
      </p>
    </details>
  );
}

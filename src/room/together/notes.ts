/** The instructor's notes of a chapter, taken from their own page. */
import { addressOf } from './course-place.ts';

/** The page of the notes, as a path of the course. */
export function notesPath(chapter: string): string {
  return `/workshop/notes/${chapter}/`;
}

/** HTML of the notes, as this site's build wrote it. Rejects with a sentence if they cannot be fetched. */
export async function loadNotes(chapter: string): Promise<string> {
  const reply = await fetch(addressOf(notesPath(chapter)));
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const notes = page.querySelector('[data-notes]');
  if (!reply.ok || notes === null) throw new Error('This chapter has no notes on this server.');
  // Anchors of another page lead nowhere here, and ids would come twice.
  for (const anchor of notes.querySelectorAll('.anchor')) anchor.remove();
  for (const named of notes.querySelectorAll('[id]')) named.removeAttribute('id');
  return notes.innerHTML;
}

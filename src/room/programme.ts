/** Fetches the workshop's tracks, which the build has put beside the pages. */
import type { Programme } from '#workshop/programme.ts';

let asked: Promise<Programme> | undefined;

async function fetched(): Promise<Programme> {
  const answer = await fetch(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/workshop/agenda.json`);
  if (!answer.ok)
    throw new Error(`The agenda did not come (${answer.status}). Reload the page to ask again.`);
  // The build made it, with the same types, and this site serves it.
  return (await answer.json()) as Programme;
}

/** Tracks and tasks; fetched once a page, and again if that failed. */
export function loadProgramme(): Promise<Programme> {
  asked ??= fetched().catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

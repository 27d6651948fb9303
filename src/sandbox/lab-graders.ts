/// <reference types="vite/client" />
/** The one place where the id of a lab becomes its grader: a chunk of text per lab, fetched when the lab is run. */

import { folderOf } from '#grader/lab-id.ts';

const texts = import.meta.glob<string>('/labs/*/grader.ts', { query: '?iife', import: 'default' });

/** The text of a lab's grader, for the worker. Rejects for a lab that does not exist. */
export async function graderText(lab: string): Promise<string> {
  const load = texts[`/labs/${folderOf(lab)}/grader.ts`];
  if (!load) throw new Error(`There is no lab ${lab}.`);
  return load();
}

/** The starter and world files of every lab, as text, for building pages. */
import { labPuzzles } from './lab-help.ts';
import { inFolder, type LabSources } from '#site/lab-lookup.ts';
import type { Puzzle } from '#workbench/puzzle.ts';

export const labSources: LabSources = import.meta.glob<string>('/labs/*/{starter,world}/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const helps: LabSources = import.meta.glob<string>('/labs/*/help.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const solutions: LabSources = import.meta.glob<string>('/labs/*/solution/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Starters, worlds and solutions: what a workshop cut is made of. */
export const cutSources: LabSources = { ...labSources, ...solutions };

/** The pieces of a lab's solution that its help asks to put in order; none where the lab has no such help. */
export function helpOf(lab: string): Puzzle[] {
  const yaml = helps[`/labs/${lab}/help.yaml`];
  return yaml === undefined
    ? []
    : labPuzzles(lab, yaml, inFolder(solutions, `/labs/${lab}/solution/`));
}

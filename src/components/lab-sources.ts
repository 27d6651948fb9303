/** The starter and world files of every lab, as text, for building pages. */
import type { LabSources } from '#site/lab-lookup.ts';

export const labSources: LabSources = import.meta.glob<string>('/labs/*/{starter,world}/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

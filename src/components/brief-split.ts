/** The separator between a lab's brief and its workbench. */
import { attachSplit } from '#workbench/split.ts';

const separator = document.querySelector<HTMLElement>('[data-split="brief"]');
const brief = document.querySelector<HTMLElement>('.bench-page > .brief');
if (separator !== null && brief !== null)
  attachSplit(separator, brief, { property: '--brief-width', axis: 'x', min: 18, max: 52 });

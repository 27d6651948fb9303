/** A lab as its own page has it, wherever somebody is: what the workbench knows of it, and the files it begins with. */
import type { LabInfo } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';
import { addressOf } from './course-place.ts';

export interface LabPage {
  readonly info: LabInfo;
  readonly starter: Texts;
}

const kept = new Map<string, Promise<LabPage>>();

/** The page of a lab, as a path of the course. */
export function labPath(lab: string): string {
  return `/labs/${lab}/`;
}

function read(section: HTMLElement): LabPage {
  // Written by Lab.tsx when the site was built.
  const info = JSON.parse(section.dataset['info'] ?? '{}') as LabInfo;
  const starter = info.files
    .filter(({ access }) => access === 'editable')
    .map(({ file }) => {
      const pre = section.querySelector(`[data-source="${CSS.escape(file)}"] pre`);
      return [file, pre?.textContent ?? ''] as const;
    });
  return { info, starter: Object.fromEntries(starter) };
}

async function fetchPage(lab: string): Promise<LabPage> {
  const reply = await fetch(addressOf(labPath(lab)));
  if (!reply.ok) throw new Error(`There is no lab ${lab} on this server.`);
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const section = page.querySelector<HTMLElement>('[data-lab]');
  if (section === null) throw new Error(`The page of the lab ${lab} holds no workbench.`);
  return read(section);
}

/** Fetches a lab's page once. Rejects with a sentence if there is none, or no network. */
export function labPageOf(lab: string): Promise<LabPage> {
  let page = kept.get(lab);
  if (page === undefined) {
    page = fetchPage(lab);
    // What could not be fetched is asked for again the next time.
    page.catch(() => kept.delete(lab));
    kept.set(lab, page);
  }
  return page;
}

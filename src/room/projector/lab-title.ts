/** The names of labs for a wall: from the programme that the build put beside the pages, else the lab's folder. */
import { useEffect, useState } from 'preact/hooks';
import { loadProgramme } from '#room/programme.ts';
import type { Programme } from '#workshop/programme.ts';

/** The programme, once it has come; null until then. A view that lacks it shows what it can. */
export function useProgramme(): Programme | null {
  const [programme, setProgramme] = useState<Programme | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      loadProgramme().then(setProgramme, () => (timer = setTimeout(ask, 5_000)));
    };
    ask();
    return () => clearTimeout(timer);
  }, []);
  return programme;
}

export function useLabTitle(lab: string): string {
  return useProgramme()?.labs[lab.replace(/-cut$/, '')]?.title ?? lab;
}

/** The time machine over a run that was found here. It comes when it is asked for. */
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PlayedRun } from '#grader/verdict.ts';
import { addressOf } from '#room/together/course-place.ts';
import { labPath } from '#room/together/lab-page.ts';
import type { LabInfo } from '#workbench/lab-info.ts';
import type { Judgement } from '#workbench/lab-state.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';

interface Walked {
  readonly title: string;
  /** Null until something has been found. */
  readonly info: LabInfo | null;
  readonly judgement: Judgement | null;
  readonly links: PlaceLinks | null;
}

interface Machine {
  readonly MachineDialog: typeof import('#workbench/machine/MachineDialog.tsx').MachineDialog;
  readonly sourceOfJudgement: typeof import('#workbench/machine/walk-source.ts').sourceOfJudgement;
}

async function loadMachine(): Promise<Machine> {
  const [{ MachineDialog }, { sourceOfJudgement }] = await Promise.all([
    import('#workbench/machine/MachineDialog.tsx'),
    import('#workbench/machine/walk-source.ts'),
  ]);
  return { MachineDialog, sourceOfJudgement };
}

export function useWalk({ title, info, judgement, links }: Walked): {
  readonly open: (run: PlayedRun | null) => void;
  readonly view: ComponentChildren;
} {
  const [asked, setAsked] = useState<{ readonly run: PlayedRun | null } | null>(null);
  const [machine, setMachine] = useState<Machine | null>(null);
  useEffect(() => {
    if (asked !== null && machine === null)
      // Who is offline asks again by the same button.
      loadMachine().then(setMachine, () => setAsked(null));
  }, [asked, machine]);
  const source = useMemo(
    () =>
      asked &&
      machine &&
      info &&
      judgement &&
      machine.sourceOfJudgement(info, judgement, asked.run),
    [asked, machine, info],
  );
  const isShown = source && machine && info && links;
  return {
    open: (run) => setAsked({ run }),
    view: isShown ? (
      <machine.MachineDialog
        source={source}
        title={title}
        links={links}
        page={new URL(addressOf(labPath(info.id)), location.href).href}
        close={() => setAsked(null)}
      />
    ) : null,
  };
}

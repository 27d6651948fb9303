/** The time machine as a lab has it: of its own verdict, or of a run that somebody shared. */
import { useMemo } from 'preact/hooks';
import type { LabSession } from '#workbench/lab-session.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import type { WalkAsk } from '#workbench/walk-ask.ts';
import { MachineDialog } from './MachineDialog.tsx';
import { SharedRun } from './SharedRun.tsx';
import { sourceOfJudgement } from './walk-source.ts';

interface LabWalkProps {
  readonly session: LabSession;
  readonly links: PlaceLinks;
  readonly ask: WalkAsk;
}

/** The lab's own page, whatever page the lab is embedded in. */
function pageOf(lab: string): string {
  return new URL(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/labs/${lab}/`, location.href).href;
}

function titleOf({ judgement: { verdict }, run }: Extract<WalkAsk, { kind: 'judged' }>): string {
  if (run !== null) return `World “${run.world}”, seed ${run.seed}`;
  if (verdict.kind !== 'failed') return 'A run';
  const { story, seed } = verdict.counterexample;
  return `${story.title}, seed ${seed}`;
}

export function LabWalk({ session, links, ask }: LabWalkProps) {
  const { lab } = session;
  const source = useMemo(
    () => (ask.kind === 'judged' ? sourceOfJudgement(lab, ask.judgement, ask.run) : null),
    [lab, ask],
  );
  const close = (): void => {
    session.walk.value = null;
    // A reload must not bring a dismissed run back.
    if (ask.kind === 'link') history.replaceState(null, '', location.pathname + location.search);
  };
  if (ask.kind !== 'judged')
    return <SharedRun ask={ask} session={session} page={pageOf(lab.id)} close={close} />;
  if (source === null) return null;
  return (
    <MachineDialog
      source={source}
      title={titleOf(ask)}
      links={links}
      page={pageOf(lab.id)}
      close={close}
    />
  );
}

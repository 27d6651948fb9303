/** What comes after a run: the verdict and the output. Fetched while the first run is under way. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Judgement } from './lab-state.ts';
import type { LabSession } from './lab-session.ts';
import { OutputView } from './OutputView.tsx';
import type { PlaceLinks } from './StoryList.tsx';
import { UnfairVerdict } from './UnfairVerdict.tsx';
import { useVerdictStyles } from './verdict-styles.ts';
import { ProblemList, VerdictView } from './VerdictView.tsx';

/** The report of the run's nights, where there are any: it comes after the verdict, which is what is waited for. */
function Nights({ session, judgement }: Omit<VerdictPartProps, 'links'>) {
  const { verdict, goal, texts } = judgement;
  const view = useSignal<typeof import('#workbench/night/NightPart.tsx') | null>(null);
  const hasNights = 'reports' in verdict && verdict.reports !== undefined;
  useEffect(() => {
    if (!hasNights) return;
    import('#workbench/night/NightPart.tsx')
      .then((part) => (view.value = part))
      // The verdict stands without it, and the page of the report fetches it again.
      .catch(() => undefined);
  }, [hasNights, view]);
  if (!hasNights || goal === 'attack' || view.value === null) return null;
  const { NightPart } = view.value;
  const { contentHash } = session.lab;
  return <NightPart verdict={verdict} occasion={{ goal, texts, contentHash, atMs: Date.now() }} />;
}

interface VerdictPartProps {
  readonly session: LabSession;
  readonly judgement: Judgement;
  readonly links: PlaceLinks;
}

export function VerdictPart({ session, judgement, links }: VerdictPartProps) {
  useVerdictStyles();
  const warnings = session.warnings.value;
  return (
    <>
      {/* A new verdict is read from its beginning: nothing unfolded in the last one stays so. */}
      <VerdictView
        key={judgement.run}
        {...judgement}
        links={links}
        walk={(run) => (session.walk.value = { kind: 'judged', judgement, run })}
      />
      <Nights session={session} judgement={judgement} />
      {warnings.length > 0 && (
        <details class="warnings">
          <summary>
            The compiler warns <span class="is-quiet">{warnings.length}</span>
          </summary>
          <ProblemList problems={warnings} links={links} />
        </details>
      )}
      <UnfairVerdict key={`unfair ${judgement.run}`} lab={session.lab} judgement={judgement} />
      <OutputView session={session} links={links} />
    </>
  );
}

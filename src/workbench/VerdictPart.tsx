/** What comes after a run: the verdict and the output. Fetched while the first run is under way. */
import type { Judgement } from './lab-state.ts';
import type { LabSession } from './lab-session.ts';
import { OutputView } from './OutputView.tsx';
import type { PlaceLinks } from './StoryList.tsx';
import { UnfairVerdict } from './UnfairVerdict.tsx';
import { useVerdictStyles } from './verdict-styles.ts';
import { ProblemList, VerdictView } from './VerdictView.tsx';

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

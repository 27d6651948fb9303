/** A verdict on the page: what happened, in the order in which one wants to know it, and what to do next. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type {
  Counterexample,
  Failed,
  Passed,
  PlayedRun,
  Problem,
  Verdict,
} from '#grader/verdict.ts';
import { CheckTable } from './CheckTable.tsx';
import { StatusGlyph } from './Glyph.tsx';
import { InlineText } from './InlineText.tsx';
import type { Goal } from './lab-state.ts';
import { Picture } from './Picture.tsx';
import { ShownTables } from './ShownTables.tsx';
import { QuotedLine, StoryList, type PlaceLinks } from './StoryList.tsx';
import { createSteps } from './story-steps.ts';
import { printDuration, printMany } from './print.ts';
import { sayShrinking, wordsOf } from './verdict-words.ts';

export interface VerdictViewProps {
  readonly verdict: Verdict;
  readonly goal: Goal;
  readonly elapsedMs: number;
  readonly links: PlaceLinks;
  /** Opens the time machine: on the failure, or on one of the runs. */
  readonly walk: (run: PlayedRun | null) => void;
}

function Head({ verdict, goal }: VerdictViewProps) {
  const words = wordsOf(verdict, goal);
  const status =
    verdict.kind === 'passed' ? 'held' : verdict.kind === 'failed' ? 'broken' : 'not-checked';
  const seed =
    verdict.kind === 'failed'
      ? verdict.counterexample.seed
      : verdict.kind === 'stopped'
        ? verdict.seed
        : null;
  return (
    <header class="verdict-head">
      <p class="verdict-tag">
        <StatusGlyph status={status} />
        <b>{words.tag}</b>
        {verdict.kind === 'failed' && (
          <span class="verdict-code">{verdict.counterexample.breach.code}</span>
        )}
        {verdict.kind === 'stopped' && <span class="verdict-code">{verdict.code}</span>}
        {seed !== null && <span>seed {seed}</span>}
      </p>
      <h3 class="verdict-title">{words.title}</h3>
      {verdict.kind !== 'failed' && (
        <p class="verdict-lead">
          <InlineText text={words.lead} />
        </p>
      )}
    </header>
  );
}

/** What the failed invariant says, and what was seen instead. */
function Evidence({ verdict }: { readonly verdict: Failed }) {
  const { breach } = verdict.counterexample;
  return (
    <div class="evidence">
      <p class="evidence-sentence">
        <InlineText text={breach.sentence} />
      </p>
      <dl>
        <div>
          <dt>Operation</dt>
          <dd>{breach.operation}</dd>
        </div>
        <div>
          <dt>Expected</dt>
          <dd>{breach.expected}</dd>
        </div>
        <div class="is-observed">
          <dt>Observed</dt>
          <dd>
            {breach.observedWhole === null ? (
              breach.observed
            ) : (
              <>
                {breach.observedWhole} in the whole run
                <span class="is-quiet">, {breach.observed} in the part of it told here</span>
              </>
            )}
          </dd>
        </div>
      </dl>
    </div>
  );
}

/** An examination finds what it finds without a run, so that nobody is there to be drawn. */
function hasRun({ diagram }: Counterexample): boolean {
  return diagram.lanes.length > 0;
}

/** How the story came about, for those who want to trust it. */
function Provenance({
  verdict,
  elapsedMs,
}: {
  readonly verdict: Failed;
  readonly elapsedMs: number;
}) {
  const { counterexample, seeds, events } = verdict;
  const { before, after, seed, world, traceHash } = counterexample;
  if (!hasRun(counterexample)) {
    return (
      <p class="provenance">
        Found on seed {seed} by the examination “{world}”: there is no single run to draw or to walk
        through. The same code and seed always give this story.
      </p>
    );
  }
  return (
    <p class="provenance">
      {sayShrinking(before, after)} Found on seed {seed} in the world “{world}”, after{' '}
      {printMany(seeds.length, 'seed')} and {printMany(events, 'event')} in{' '}
      {printDuration(elapsedMs)}. The same code and seed always give this story; its trace is{' '}
      <code>{traceHash}</code>.
    </p>
  );
}

function FailedBody({
  verdict,
  elapsedMs,
  links,
  walk,
}: VerdictViewProps & { readonly verdict: Failed }) {
  const { counterexample } = verdict;
  const { story, diagram } = counterexample;
  const steps = useMemo(() => createSteps(story.events.map(({ number }) => number)), [story]);
  return (
    <>
      <Evidence verdict={verdict} />
      <div class={`telling${hasRun(counterexample) ? '' : ' is-alone'}`}>
        <div class="telling-story">
          <h4>What happened</h4>
          <StoryList story={story} steps={steps} links={links} />
        </div>
        {hasRun(counterexample) && (
          <Picture diagram={diagram} story={story} steps={steps} walk={() => walk(null)} />
        )}
      </div>
      <Provenance verdict={verdict} elapsedMs={elapsedMs} />
    </>
  );
}

/** Any run that held can be walked through: how it comes that nothing breaks is worth a look. */
function PassedRuns({ verdict, walk }: VerdictViewProps & { readonly verdict: Passed }) {
  const { runs } = verdict;
  const chosen = useSignal(0);
  const hasWorlds = runs.some(({ world }) => world !== runs[0]?.world);
  const run = runs[chosen.value];
  if (run === undefined) return null;
  return (
    <p class="passed-runs">
      <select
        aria-label="Run to walk through"
        value={String(chosen.value)}
        onChange={({ currentTarget }) => (chosen.value = Number(currentTarget.value))}
      >
        {runs.map(({ world, seed }, index) => (
          <option key={`${world} ${seed}`} value={index}>
            {hasWorlds ? `${world}, seed ${seed}` : `seed ${seed}`}
          </option>
        ))}
      </select>
      <button type="button" class="plain-button" data-act="walk" onClick={() => walk(run)}>
        Walk through this run
      </button>
    </p>
  );
}

/** Compile problems as a list: place, what is wrong, what to write instead. */
export function ProblemList({
  problems,
  links,
}: {
  readonly problems: readonly Problem[];
  readonly links: PlaceLinks;
}) {
  return (
    <ol class="problems">
      {problems.map((problem, index) => (
        <li key={index}>
          <p class="problem-message">
            <InlineText text={problem.message} />
          </p>
          <p class="problem-remedy">
            <InlineText text={problem.remedy} />
          </p>
          <QuotedLine place={problem.place} links={links} />
        </li>
      ))}
    </ol>
  );
}

function Body(props: VerdictViewProps) {
  const { verdict, goal, links } = props;
  const words = wordsOf(verdict, goal);
  switch (verdict.kind) {
    case 'failed':
      return <FailedBody {...props} verdict={verdict} />;
    case 'rejected':
      return <ProblemList problems={verdict.problems} links={links} />;
    case 'stopped':
      return (
        <>
          <p class="verdict-advice">
            <InlineText text={words.advice} />
          </p>
          {verdict.place !== null && <QuotedLine place={verdict.place} links={links} />}
        </>
      );
    case 'passed':
    case 'undecided':
      return (
        <>
          <p class="verdict-advice">
            <InlineText text={words.advice} />
          </p>
          {verdict.kind === 'passed' && <PassedRuns {...props} verdict={verdict} />}
        </>
      );
  }
}

/** The whole verdict. */
export function VerdictView(props: VerdictViewProps) {
  const { verdict } = props;
  const isGraded = verdict.kind === 'passed' && props.goal === 'grade';
  return (
    <article class={`verdict is-${verdict.kind}${isGraded ? ' is-graded' : ''}`}>
      <Head {...props} />
      <Body {...props} />
      {'checks' in verdict && (
        <CheckTable
          checks={verdict.checks}
          told={verdict.kind === 'failed' ? verdict.counterexample.breach.code : null}
        />
      )}
      {'tables' in verdict && <ShownTables tables={verdict.tables ?? []} />}
    </article>
  );
}

/** The class's fault plan on the beamer: predictions are taken, it runs, and what came of it. */
import type { ViewProps } from '#room/projector/views.ts';
import type { Chaos } from '#workshop/session.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { letterOf } from './vote-words.ts';

function people(count: number, verb: readonly [one: string, many: string]): string {
  return `${count} ${count === 1 ? verb[0] : verb[1]}`;
}

function Lines({ text }: { readonly text: string }) {
  return (
    <div class="plan-text">
      {text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </div>
  );
}

function Stand({ chaos }: { readonly chaos: Chaos }) {
  if (chaos.stage === 'prepared')
    return (
      <>
        <ol class="asked-choices">
          {chaos.choices.map((choice, index) => (
            <li key={choice}>
              <b class="tally-letter">{letterOf(index)}</b>
              <span>{choice}</span>
            </li>
          ))}
        </ol>
        <p class="asked-stand" role="status">
          Will your code hold?{' '}
          {people(Object.keys(chaos.predictions).length, ['prediction', 'predictions'])} so far.
        </p>
      </>
    );
  return (
    <p class="asked-stand" role="status">
      The faults are loose, in every browser, on its owner’s last code:{' '}
      {people(Object.keys(chaos.outcomes).length, ['run is over', 'runs are over'])}.
    </p>
  );
}

export function ChaosView({ session, what }: ViewProps<'chaos'>) {
  const chaos = session.chaos.find(({ id }) => id === what.chaos);
  if (!chaos) return <p class="shown-note">This fault plan is not here any more.</p>;
  return (
    // Scrolls by key where a wall is small and a question long.
    <div class="shown is-question" tabIndex={0}>
      <p class="shown-title">{chaos.title}</p>
      {chaos.stage !== 'settled' && <Lines text={chaos.text} />}
      {chaos.tally ? <OutcomeTable chaos={chaos} /> : <Stand chaos={chaos} />}
    </div>
  );
}

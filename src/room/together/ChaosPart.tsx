/** The class's fault plan in the learner's dock: predict, run, see what became of it. */
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import type { Chaos } from '#workshop/session.ts';
import { ChaosRunner, type ChaosRun } from './chaos-run.ts';
import { ChoiceForm } from './ChoiceForm.tsx';
import { addressOf, canRunHere } from './course-place.ts';
import { labPath } from './lab-page.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { useTogetherStyles } from './styles.ts';

const words = {
  give: 'Send my prediction',
  change: 'Change my prediction',
  given: 'Your prediction is',
};

type Reported = Chaos['outcomes'][string];

/** What became of this person's own code, in a sentence. */
function outcomeWords({ outcome, code }: Reported): string {
  switch (outcome) {
    case 'passed':
      return 'Your code held.';
    case 'failed':
      return `Your code broke ${code ?? 'a promise'}.`;
    case 'rejected':
      return 'Your code does not compile, so nothing ran.';
    case 'stopped':
      return `Your code was stopped${code === null ? '' : ` (${code})`}.`;
    case 'undecided':
      return 'Your code did not come to an end in its budget.';
  }
}

interface RunWordsProps {
  readonly run: ChaosRun;
  readonly runner: ChaosRunner;
}

function RunWords({ run, runner }: RunWordsProps) {
  switch (run.kind) {
    case 'waiting':
    case 'running':
      return <p role="status">The faults are loose: the plan runs on your last code …</p>;
    case 'over':
      return <p role="status">The plan has run; the room is being told.</p>;
    case 'abstained':
      return <p role="status">You sit this one out. The result comes here as well.</p>;
    case 'nothing':
      return (
        <>
          <p role="status">You have not written anything in this lab in this browser yet.</p>
          <p class="choice-act">
            <button type="button" onClick={() => void runner.onStarter()}>
              Run it on the starter
            </button>
            <button type="button" onClick={() => runner.abstain()}>
              Sit this one out
            </button>
          </p>
        </>
      );
    case 'trouble':
      return (
        <>
          <p role="alert">{run.why}</p>
          <p class="choice-act">
            <button type="button" onClick={() => void runner.onLastWork()}>
              Try again
            </button>
          </p>
        </>
      );
  }
}

interface LooseProps {
  readonly room: Room;
  readonly chaos: Chaos;
}

/** While the faults are loose: runs the plan here if the page may. */
function Running({ room, chaos }: LooseProps) {
  const runner = useMemo(() => new ChaosRunner(room, chaos), [chaos.id]);
  useEffect(() => {
    void runner.onLastWork();
    return () => runner.close();
  }, [runner]);
  return <RunWords run={runner.run.value} runner={runner} />;
}

function Elsewhere({ lab }: { readonly lab: string }) {
  return (
    <p role="status">
      The faults are loose. This page cannot run code:{' '}
      <a href={addressOf(labPath(lab))}>open the lab</a>, and it runs there at once.
    </p>
  );
}

function Predict({ room, chaos, labelledBy }: LooseProps & { readonly labelledBy: string }) {
  const you = room.link.you?.id ?? '';
  const give = async (choice: number): Promise<boolean> => {
    const answer = await room.say({ kind: 'predicted', chaos: chaos.id, choice });
    return answer.kind === 'accepted';
  };
  return (
    <ChoiceForm
      labelledBy={labelledBy}
      choices={chaos.choices}
      given={chaos.predictions[you] ?? null}
      give={give}
      words={words}
    >
      <p class="label">
        Predictions close when the faults are let loose. Then the plan runs in your browser, on the
        code that you last ran in this lab.
      </p>
    </ChoiceForm>
  );
}

export function ChaosPart({ room }: { readonly room: Room }) {
  useTogetherStyles();
  const id = useId();
  const chaos = room.seen.value?.session.chaos.at(-1);
  const you = room.link.you?.id ?? '';
  if (!chaos) return null;
  const mine = chaos.outcomes[you];
  const choice = chaos.predictions[you] ?? null;
  const isLoose = chaos.stage === 'running' && mine === undefined;
  return (
    <div class="chaos-part">
      <p class="asked-text" id={id}>
        <b>{chaos.title}</b>: will your code hold?
      </p>
      {chaos.stage !== 'settled' && chaos.text !== '' && <p class="plan-text">{chaos.text}</p>}
      {chaos.stage === 'prepared' && <Predict {...{ room, chaos }} labelledBy={id} />}
      {isLoose && (canRunHere() ? <Running {...{ room, chaos }} /> : <Elsewhere lab={chaos.lab} />)}
      {mine && (
        <p role="status" class="chaos-mine">
          {outcomeWords(mine)}
          {choice !== null && ` You had predicted: ${chaos.choices[choice] ?? ''}.`}
          {chaos.stage === 'running' && ' The others are still running.'}
        </p>
      )}
      {chaos.stage === 'settled' && <OutcomeTable chaos={chaos} mine={{ choice }} />}
    </div>
  );
}

/** The console's panel for the class's fault plan: prepare, take predictions, let it loose, settle, look at what broke. */
import type { PanelProps } from '#room/console/desk.ts';
import { countChoices, countOutcomes } from '#workshop/counts.ts';
import { newMessageId } from '#workshop/ids.ts';
import type { Message } from '#workshop/messages.ts';
import type { Chaos, Session } from '#workshop/session.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { planOffer } from './plan-offer.ts';
import { PrepareForm } from './PrepareForm.tsx';
import { ReenactList } from './ReenactList.tsx';
import { usePeek } from './use-peek.ts';

interface NowProps extends PanelProps {
  readonly session: Session;
  readonly chaos: Chaos;
}

/** What is known so far, while somebody looks: a console may be mirrored. */
function Peek({ chaos }: { readonly chaos: Chaos; readonly session: Session }) {
  const [isOpen, toggle] = usePeek();
  const predicted = countChoices(chaos.predictions, chaos.choices.length);
  const told =
    chaos.stage === 'prepared'
      ? predicted.map((count, index) => `${chaos.choices[index]?.split(':')[0] ?? ''} ${count}`)
      : Object.entries(countOutcomes(chaos)).map(([key, count]) => `${key} ${count}`);
  return (
    <div class="ask-peek">
      <button type="button" aria-pressed={isOpen} onClick={toggle}>
        {isOpen ? 'Hide the counts' : 'Peek at the counts'}
      </button>{' '}
      {isOpen && <span role="status">{told.join(', ') || 'Nothing yet.'}</span>}
    </div>
  );
}

const stageWords = {
  prepared: 'Predictions are taken.',
  running: 'The faults are loose.',
  settled: 'It is settled.',
} as const;

function Acts({ room, desk, session, chaos }: NowProps) {
  const { id, stage } = chaos;
  const say = async (message: Message, told: string): Promise<void> => {
    const answer = await room.say(message);
    if (answer.kind === 'accepted') desk.tell(told);
  };
  const isShown = session.projected.view === 'chaos' && session.projected.chaos === id;
  return (
    <p class="console-acts">
      {stage === 'prepared' && (
        <button
          type="button"
          class="is-primary"
          onClick={() => void say({ kind: 'unleashed', chaos: id }, 'The faults are loose.')}
        >
          Unleash it
        </button>
      )}
      {stage === 'running' && (
        <button
          type="button"
          class="is-primary"
          onClick={() => void say({ kind: 'settled', chaos: id }, 'Everybody sees the histogram.')}
        >
          Settle: show the histogram
        </button>
      )}
      {!isShown && (
        <button
          type="button"
          onClick={() =>
            void say(
              { kind: 'projected', what: { view: 'chaos', chaos: id } },
              'The fault plan is on the projector.',
            )
          }
        >
          To the projector
        </button>
      )}
    </p>
  );
}

function Now(props: NowProps) {
  const { chaos, session } = props;
  const { stage } = chaos;
  const people = Object.values(session.participants).filter(
    ({ hasLeft, isScanned }) => !hasLeft && !isScanned,
  ).length;
  const said = Object.keys(stage === 'prepared' ? chaos.predictions : chaos.outcomes).length;
  return (
    <section class="console-part ask-now" aria-label="The class's fault plan">
      <h3>{chaos.title}</h3>
      {chaos.text !== '' && stage !== 'settled' && <p class="plan-text">{chaos.text}</p>}
      <p role="status">
        {stageWords[stage]}{' '}
        {stage !== 'settled' && (
          <>
            <b>
              {said} of {people}
            </b>{' '}
            {stage === 'prepared' ? 'have predicted.' : 'browsers have reported.'}
          </>
        )}
      </p>
      {stage !== 'settled' && <Peek key={`${chaos.id} ${stage}`} chaos={chaos} session={session} />}
      {stage === 'settled' && <OutcomeTable chaos={chaos} />}
      <Acts {...props} />
      {stage !== 'prepared' && <ReenactList {...props} />}
    </section>
  );
}

export function ChaosPanel({ room, desk }: PanelProps) {
  const session = room.seen.value?.session;
  if (!session) return null;
  const chaos = session.chaos.at(-1);
  const prepare = async (message: Message): Promise<boolean> => {
    const answer = await room.say(message);
    if (answer.kind === 'accepted') desk.tell('Everybody is asked for a prediction.');
    return answer.kind === 'accepted';
  };
  const isFree = chaos === undefined || chaos.stage === 'settled';
  return (
    <>
      {chaos && <Now {...{ room, desk, session, chaos }} />}
      <details class="console-part" open={isFree || planOffer.value !== null}>
        <summary>{chaos ? 'Prepare another plan' : 'Prepare a fault plan'}</summary>
        <PrepareForm
          labs={desk.course.labs}
          first={session.classLab ?? 's5-retry'}
          makeId={() => `c-${newMessageId()}`}
          prepare={prepare}
        />
      </details>
    </>
  );
}

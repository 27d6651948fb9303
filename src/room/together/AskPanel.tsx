/**
 * The console's panel for questions. A console is often mirrored to the beamer: so it shows how many have answered, and
 * what they said only while somebody peeks.
 */
import type { PanelProps } from '#room/console/desk.ts';
import { newMessageId } from '#workshop/ids.ts';
import { countChoices } from '#workshop/counts.ts';
import type { Message } from '#workshop/messages.ts';
import type { Question, Session } from '#workshop/session.ts';
import { AskForm } from './AskForm.tsx';
import { QuestionText } from './QuestionText.tsx';
import { answered, letterOf, questionNow } from './vote-words.ts';
import { usePeek } from './use-peek.ts';
import { VoteTable } from './VoteTable.tsx';

/** What this round came to so far, while somebody looks. The session is what it is drawn anew by: see `Seen`. */
function Peek({ question }: { readonly question: Question; readonly session: Session }) {
  const [isOpen, toggle] = usePeek();
  const counts = countChoices(question.votes, question.choices.length);
  return (
    <div class="ask-peek">
      <button type="button" aria-pressed={isOpen} onClick={toggle}>
        {isOpen ? 'Hide the counts' : 'Peek at the counts'}
      </button>{' '}
      {isOpen ? (
        <span role="status">
          {counts.map((count, index) => `${letterOf(index)} ${count}`).join(', ')}
        </span>
      ) : (
        <span class="label">This screen may be mirrored: they hide again by themselves.</span>
      )}
    </div>
  );
}

/** Who could answer: present people who have a browser. */
function possible(session: Session): number {
  return Object.values(session.participants).filter(
    ({ hasLeft, isScanned }) => !hasLeft && !isScanned,
  ).length;
}

interface AskedProps extends PanelProps {
  readonly session: Session;
  readonly question: Question;
}

function Asked({ room, desk, session, question }: AskedProps) {
  const { id, isOpen, isRevealed, round } = question;
  const say = async (message: Message, told: string): Promise<void> => {
    const answer = await room.say(message);
    if (answer.kind === 'accepted') desk.tell(told);
  };
  const isShown = session.projected.view === 'question' && session.projected.question === id;
  return (
    <section class="console-part ask-now" aria-label="The question that is asked">
      <QuestionText question={question} />
      {isRevealed ? (
        <VoteTable question={question} />
      ) : (
        <p role="status">
          <b>
            {answered(question)} of {possible(session)}
          </b>{' '}
          have answered{round > 1 ? `, in vote ${round}` : ''}.{' '}
          {isOpen ? 'The vote is open.' : 'The vote is closed; nobody has seen the result.'}
        </p>
      )}
      {!isRevealed && <Peek key={`${id} ${round}`} question={question} session={session} />}
      <p class="console-acts">
        {isOpen && (
          <button
            type="button"
            class="is-primary"
            onClick={() => void say({ kind: 'closed', question: id }, 'The vote is closed.')}
          >
            Close the vote
          </button>
        )}
        {!isOpen && !isRevealed && (
          <>
            <button
              type="button"
              onClick={() => void say({ kind: 'reopened', question: id }, 'They vote again.')}
            >
              Vote again
            </button>
            <button
              type="button"
              class="is-primary"
              onClick={() =>
                void say({ kind: 'revealed', question: id }, 'Everybody sees the result.')
              }
            >
              Reveal
            </button>
          </>
        )}
        {!isShown && (
          <button
            type="button"
            onClick={() =>
              void say(
                { kind: 'projected', what: { view: 'question', question: id } },
                'The question is on the projector.',
              )
            }
          >
            To the projector
          </button>
        )}
      </p>
    </section>
  );
}

export function AskPanel({ room, desk }: PanelProps) {
  const session = room.seen.value?.session;
  if (!session) return null;
  const question = questionNow(session);
  const chapter = desk.course.labs.find(({ id }) => id === session.classLab)?.chapter;
  const ask = async (message: Message): Promise<boolean> => {
    const answer = await room.say(message);
    if (answer.kind === 'accepted') desk.tell('Everybody is asked.');
    return answer.kind === 'accepted';
  };
  return (
    <>
      {question && <Asked {...{ room, desk, session, question }} />}
      <details class="console-part" open={question === null || question.isRevealed}>
        <summary>{question === null ? 'Ask a question' : 'Ask another question'}</summary>
        <AskForm first={chapter ?? 'p-presence'} makeId={() => `q-${newMessageId()}`} ask={ask} />
      </details>
    </>
  );
}

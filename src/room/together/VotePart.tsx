/** The question that the class is asked, in the learner's dock. */
import { useId } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import type { Question } from '#workshop/session.ts';
import { ChoiceForm } from './ChoiceForm.tsx';
import { QuestionText } from './QuestionText.tsx';
import { useTogetherStyles } from './styles.ts';
import { letterOf, questionNow } from './vote-words.ts';
import { VoteTable } from './VoteTable.tsx';

const words = {
  give: 'Send my answer',
  change: 'Change my answer',
  given: 'The room has your answer:',
};

interface OpenVoteProps {
  readonly room: Room;
  readonly question: Question;
  readonly given: number | null;
  readonly labelledBy: string;
}

function OpenVote({ room, question, given, labelledBy }: OpenVoteProps) {
  const { connection } = room.link;
  const isAway = connection === 'away' || connection === 'connecting';
  const give = async (choice: number): Promise<boolean> => {
    const { id, round } = question;
    const answer = await room.say({ kind: 'voted', question: id, round, choice });
    return answer.kind === 'accepted';
  };
  return (
    // A new round is a new form: what was chosen before is not chosen again by itself.
    <ChoiceForm
      key={question.round}
      labelledBy={labelledBy}
      choices={question.choices}
      given={given}
      give={give}
      words={words}
    >
      <p class="label">
        {question.round > 1 && 'This is the second vote: talk first, then answer again. '}
        {isAway
          ? 'The room is away. Your answer is kept and sent when it is back; if the vote is closed by then, it does not count, and you are told.'
          : 'You may change it until the vote is closed. Nobody sees who said what.'}
      </p>
    </ChoiceForm>
  );
}

export function VotePart({ room }: { readonly room: Room }) {
  useTogetherStyles();
  const id = useId();
  const session = room.seen.value?.session;
  const you = room.link.you?.id ?? '';
  const question = session ? questionNow(session) : null;
  if (question === null) return null;
  const given = question.votes[you] ?? null;
  return (
    <div class="vote-part">
      <QuestionText question={question} id={id} />
      {question.isRevealed ? (
        <VoteTable question={question} />
      ) : question.isOpen ? (
        <OpenVote {...{ room, question, given }} labelledBy={id} />
      ) : (
        <p role="status">
          The vote is closed.{' '}
          {given === null ? 'You gave no answer.' : `You said ${letterOf(given)}.`} Nobody knows the
          result yet: tell your neighbour why.
        </p>
      )}
    </div>
  );
}

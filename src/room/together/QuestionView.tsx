/**
 * A question on the beamer. While it is open the room sees how many have answered and nothing of what, so that nobody
 * follows the crowd.
 */
import type { ViewProps } from '#room/projector/views.ts';
import { InlineText } from '#workbench/InlineText.tsx';
import type { Question } from '#workshop/session.ts';
import { QuestionText } from './QuestionText.tsx';
import { answered, answersWords, letterOf } from './vote-words.ts';
import { VoteTable } from './VoteTable.tsx';

function Choices({ question }: { readonly question: Question }) {
  return (
    <ol class="asked-choices">
      {question.choices.map((choice, index) => (
        <li key={choice}>
          <b class="tally-letter">{letterOf(index)}</b>
          <span>
            <InlineText text={choice} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function standWords({ isOpen, round }: Question, count: number): string {
  const answers = answersWords(count);
  if (!isOpen) return `The vote is closed: ${answers}. Convince your neighbour.`;
  if (round === 1) return `Answer on your own: ${answers}`;
  return `Vote again, after talking: ${answers}`;
}

export function QuestionView({ session, what }: ViewProps<'question'>) {
  const question = session.questions.find(({ id }) => id === what.question);
  if (!question) return <p class="shown-note">This question is not here any more.</p>;
  return (
    // Scrolls by key where a wall is small and a question long.
    <div class="shown is-question" tabIndex={0}>
      <QuestionText question={question} />
      {question.isRevealed ? (
        <VoteTable question={question} />
      ) : (
        <>
          <Choices question={question} />
          <p class="asked-stand" role="status">
            {standWords(question, answered(question))}
          </p>
        </>
      )}
    </div>
  );
}

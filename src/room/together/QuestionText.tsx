/** A question with the program that it is about. */
import { InlineText } from '#workbench/InlineText.tsx';
import { TintedText } from '#workbench/TintedText.tsx';
import type { Question } from '#workshop/session.ts';

interface QuestionTextProps {
  readonly question: Pick<Question, 'text' | 'program'>;
  readonly id?: string;
}

export function QuestionText({ question, id }: QuestionTextProps) {
  const { text, program } = question;
  return (
    <>
      <p class="asked-text" id={id}>
        <InlineText text={text} />
      </p>
      {program !== null && (
        <pre class="asked-program" tabIndex={0} aria-label="The program">
          <TintedText text={program} />
        </pre>
      )}
    </>
  );
}

/** What a revealed question came to: every round beside the others, as bars with their numbers, and the answer. */
import { InlineText } from '#workbench/InlineText.tsx';
import type { Question } from '#workshop/session.ts';
import { counted, letterOf, roundName, share } from './vote-words.ts';

interface BarProps {
  readonly count: number;
  readonly all: number;
}

/** One number as a length; the number stands beside it. */
export function BarCell({ count, all }: BarProps) {
  return (
    <td class="tally-bar">
      <span class="tally-track" aria-hidden="true">
        <span style={{ width: `${all === 0 ? 0 : (100 * count) / all}%` }} />
      </span>
      <span class="tally-number">
        {count} <small>{share(count, all)}</small>
      </span>
    </td>
  );
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}

export function VoteTable({ question }: { readonly question: Question }) {
  const { choices, counts, answer, why } = question;
  return (
    <>
      <table class="tally" data-columns={String(counts.length)}>
        <caption class="is-hidden">Votes, round by round</caption>
        <thead>
          <tr>
            <th scope="col">Answer</th>
            {counts.map((row, round) => (
              <th key={round} scope="col">
                {roundName(round + 1, counts.length)}{' '}
                <small>{counted(sumOf(row), 'vote', 'votes')}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {choices.map((choice, index) => (
            <tr key={choice} class={index === answer ? 'is-answer' : undefined}>
              <th scope="row">
                <b class="tally-letter">{letterOf(index)}</b>{' '}
                <span>
                  <InlineText text={choice} />
                  {index === answer && <em class="tally-answer"> ✓ the answer</em>}
                </span>
              </th>
              {counts.map((row, round) => (
                <BarCell key={round} count={row[index] ?? 0} all={sumOf(row)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {why !== null && why !== '' && (
        <p class="tally-why">
          <InlineText text={why} />
        </p>
      )}
    </>
  );
}

/** What the class predicted, beside what the browsers report. */
import type { Chaos } from '#workshop/session.ts';
import { histogramOf } from './histogram.ts';
import { counted } from './vote-words.ts';
import { BarCell } from './VoteTable.tsx';

interface OutcomeTableProps {
  readonly chaos: Chaos;
  /** The row of this person's own prediction, and the label of their outcome; null where there is none. */
  readonly mine?: { readonly choice: number | null } | undefined;
}

export function OutcomeTable({ chaos, mine }: OutcomeTableProps) {
  const histogram = histogramOf(chaos);
  if (histogram === null) return null;
  const { bars, predictions, reports } = histogram;
  return (
    <>
      <table class="tally" data-columns="2">
        <caption class="is-hidden">Predictions beside outcomes</caption>
        <thead>
          <tr>
            <th scope="col">What happens</th>
            <th scope="col">
              Predicted <small>{counted(predictions, 'person', 'people')}</small>
            </th>
            <th scope="col">
              Reported <small>{counted(reports, 'browser', 'browsers')}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, predicted, reported, detail }, index) => (
            <tr key={label}>
              <th scope="row">
                <span>
                  {label}
                  {mine?.choice === index && <em class="tally-mine"> ← you said so</em>}
                  {detail !== '' && <small> {detail}</small>}
                </span>
              </th>
              <BarCell count={predicted} all={predictions} />
              <BarCell count={reported} all={reports} />
            </tr>
          ))}
        </tbody>
      </table>
      <p class="tally-why">
        Outcomes are as reported by the browsers: each ran the plan on its owner’s last code. Nobody
        has checked them yet.
      </p>
    </>
  );
}

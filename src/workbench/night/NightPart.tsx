/** What a verdict shows of its nights: the figures of the report, and the ways to the whole of it. */
import css from '#styles/night.css?inline';
import { lateStyles } from '#workbench/late-styles.ts';
import { siteBase } from './base.ts';
import { outcomeSentence } from './markdown.ts';
import { NightLines } from './NightLines.tsx';
import { reportOf, type Occasion } from './report.ts';
import { functionWords, sayNines, sayNinesShown, sayShare } from './say.ts';
import { functionSums } from './sums.ts';
import type { Verdict } from '#sandbox/protocol.ts';

const useNightStyles = lateStyles(css);

interface NightPartProps {
  readonly verdict: Verdict;
  readonly occasion: Occasion;
}

export function NightPart({ verdict, occasion }: NightPartProps) {
  useNightStyles();
  const report = reportOf(verdict, occasion);
  const [night] = report?.nights ?? [];
  if (report === null || night === undefined) return null;
  const base = siteBase();
  const isGrade = report.goal === 'grade';
  return (
    <section class="night-part" aria-labelledby="night-part-title">
      <h3 id="night-part-title">The night’s report</h3>
      <p>{outcomeSentence(report)}</p>
      <dl class="night-figures">
        {functionSums(report.nights).map((sum) => (
          <div key={sum.fn}>
            <dt>{functionWords[sum.fn]}</dt>
            <dd>
              {sayShare(sum.availability)}{' '}
              <small>
                {sum.nines === null ? sayNinesShown(sum.total) : sayNines(sum.nines)} nines
                {sum.objective !== null && `, ${Math.round(sum.usedWorst * 100)} % of its budget`}
              </small>
            </dd>
          </div>
        ))}
      </dl>
      <NightLines night={night} window={null} title={`Time-line, seed ${night.seed}`} />
      <p class="night-ways">
        {isGrade && <a href={`${base}diploma/`}>The whole report, to print and to share</a>}{' '}
        <a href={`${base}control-room/#${report.goal}`}>Look at it in the control room</a>
      </p>
    </section>
  );
}

/** What the report measures, as tables: the functions, the promises, the faults. */
import { InlineText } from '#workbench/InlineText.tsx';
import { printCount } from '#workbench/print.ts';
import { DiplomaTable } from './DiplomaTable.tsx';
import { countingRules, sentenceOf } from './markdown.ts';
import type { NightSummary } from './night.ts';
import type { Claim } from './report.ts';
import {
  capital,
  functionWords,
  sayChapter,
  sayClock,
  sayNines,
  sayNinesShown,
  sayShare,
  saySpan,
} from './say.ts';
import { faultSums, functionSums, meanDelayMs, measureSums } from './sums.ts';

const functionColumns = [
  { head: 'Function', isName: true },
  { head: 'Requests', isNumber: true },
  { head: 'Failed', isNumber: true },
  { head: 'By requests', isNumber: true },
  { head: 'Nines', isNumber: true },
  { head: 'By time', isNumber: true },
  { head: 'Promised', isNumber: true },
  { head: 'Error budget used' },
];

/** What became of each function's requests, and of its error budget. */
export function Availability({ nights }: { readonly nights: readonly NightSummary[] }) {
  const rows = functionSums(nights).map((sum) => ({
    key: sum.fn,
    cells: [
      functionWords[sum.fn],
      printCount(sum.total),
      printCount(sum.failed),
      <b>{sayShare(sum.availability)}</b>,
      sum.nines === null ? sayNinesShown(sum.total) : sayNines(sum.nines),
      sayShare(sum.byTimeWorst),
      sum.objective === null ? '–' : sayShare(sum.objective),
      sum.objective === null ? 'nothing promised' : <Budget {...sum} />,
    ],
  }));
  return (
    <section>
      <h3>Availability, function by function</h3>
      <DiplomaTable label="Availability" columns={functionColumns} rows={rows} />
      <ul class="diploma-rules">
        {countingRules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </section>
  );
}

/** What was used of a budget, as a bar that ends at the budget and a figure that says how far beyond it is. */
function Budget(sum: {
  readonly usedWorst: number;
  readonly used: number;
  readonly allowed: number;
}) {
  const isOver = sum.usedWorst > 1;
  return (
    <span class={isOver ? 'budget is-over' : 'budget'}>
      <span class="budget-bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, sum.usedWorst * 100).toFixed(1)}%` }} />
      </span>
      {isOver && '✗ '}
      {Math.round(sum.usedWorst * 100)} %
      <small>
        {printCount(Math.round(sum.used))} of {printCount(Math.floor(sum.allowed))}
      </small>
    </span>
  );
}

const promiseColumns = [
  { head: 'Code', isName: true },
  { head: 'Promise' },
  { head: 'Held' },
  { head: 'Measured' },
  { head: 'Bound' },
];

/** What was promised, and what the nights made of it. */
export function Promises({ claim }: { readonly claim: Claim }) {
  const rows = measureSums(claim.nights).map(({ code, held, values, bound }) => ({
    key: code,
    isBroken: !held,
    cells: [
      code,
      <InlineText text={sentenceOf(claim, code)} />,
      <span class="diploma-held">{held ? '✓ yes' : '✗ no'}</span>,
      <InlineText text={values.join('; ')} />,
      <InlineText text={bound} />,
    ],
  }));
  return (
    <section>
      <h3>Promises</h3>
      <DiplomaTable label="Promises" columns={promiseColumns} rows={rows} />
    </section>
  );
}

const faultColumns = [
  { head: 'At' },
  { head: 'What happened', isName: true },
  { head: 'Known after' },
  { head: 'Pages', isNumber: true },
  { head: 'Limited by' },
];

/** The campaign, and when somebody was told of each fault. */
export function Faults({ nights }: { readonly nights: readonly NightSummary[] }) {
  const delay = meanDelayMs(nights);
  const falsePages = Math.max(0, ...nights.map((night) => night.falsePages));
  const rows = faultSums(nights).map((sum) => ({
    key: sum.id,
    cells: [
      sayClock(sum.fromMs),
      capital(sum.title),
      sum.delayWorstMs === null ? '–' : saySpan(sum.delayWorstMs),
      sum.pagesMost,
      sayChapter(sum.chapter),
    ],
  }));
  return (
    <section>
      <h3>Faults, and how soon somebody knew</h3>
      <DiplomaTable label="Faults and alarms" columns={faultColumns} rows={rows} />
      <p>
        Mean time to detect: <b>{delay === null ? '–' : saySpan(delay)}</b>. False pages in the
        worst night: <b>{falsePages}</b>.
      </p>
    </section>
  );
}

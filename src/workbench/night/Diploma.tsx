/** A report as a document: what one prints, keeps and shows. The same for the own report and for one that a link claims. */
import { InlineText } from '#workbench/InlineText.tsx';
import { printCount, printDay } from '#workbench/print.ts';
import {
  againWords,
  countingRules,
  decisionWords,
  outcomeSentence,
  sentenceOf,
  slotSentences,
} from './markdown.ts';
import type { NightSummary } from './night.ts';
import type { Claim } from './report.ts';
import {
  capital,
  functionWords,
  sayChapter,
  sayClock,
  sayNines,
  sayNinesShown,
  sayRatio,
  sayShare,
  saySpan,
} from './say.ts';
import { Seal } from './Seal.tsx';
import { faultSums, functionSums, meanDelayMs, measureSums, medalOf, storySums } from './sums.ts';

function Availability({ nights }: { readonly nights: readonly NightSummary[] }) {
  const heads = ['Requests', 'Failed', 'By requests', 'Nines', 'By time', 'Promised'];
  return (
    <section>
      <h3>Availability, function by function</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Availability">
        <table class="diploma-functions">
          <thead>
            <tr>
              <th scope="col">Function</th>
              {heads.map((head) => (
                <th key={head} scope="col" class="is-number">
                  {head}
                </th>
              ))}
              <th scope="col">Error budget used</th>
            </tr>
          </thead>
          <tbody>
            {functionSums(nights).map((sum) => (
              <tr key={sum.fn}>
                <th scope="row">{functionWords[sum.fn]}</th>
                <td class="is-number">{printCount(sum.total)}</td>
                <td class="is-number">{printCount(sum.failed)}</td>
                <td class="is-number">
                  <b>{sayShare(sum.availability)}</b>
                </td>
                <td class="is-number">
                  {sum.nines === null ? sayNinesShown(sum.total) : sayNines(sum.nines)}
                </td>
                <td class="is-number">{sayShare(sum.byTimeWorst)}</td>
                <td class="is-number">{sum.objective === null ? '–' : sayShare(sum.objective)}</td>
                <td>{sum.objective === null ? 'nothing promised' : <Budget {...sum} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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

function Promises({ claim }: { readonly claim: Claim }) {
  return (
    <section>
      <h3>Promises</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Promises">
        <table>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Promise</th>
              <th scope="col">Held</th>
              <th scope="col">Measured</th>
              <th scope="col">Bound</th>
            </tr>
          </thead>
          <tbody>
            {measureSums(claim.nights).map(({ code, held, values, bound }) => (
              <tr key={code} class={held ? '' : 'is-broken'}>
                <th scope="row">{code}</th>
                <td>
                  <InlineText text={sentenceOf(claim, code)} />
                </td>
                <td class="diploma-held">{held ? '✓ yes' : '✗ no'}</td>
                <td>
                  <InlineText text={values.join('; ')} />
                </td>
                <td>
                  <InlineText text={bound} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Faults({ nights }: { readonly nights: readonly NightSummary[] }) {
  const delay = meanDelayMs(nights);
  const falsePages = Math.max(0, ...nights.map((night) => night.falsePages));
  return (
    <section>
      <h3>Faults, and how soon somebody knew</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Faults and alarms">
        <table>
          <thead>
            <tr>
              <th scope="col">At</th>
              <th scope="col">What happened</th>
              <th scope="col">Known after</th>
              <th scope="col" class="is-number">
                Pages
              </th>
              <th scope="col">Limited by</th>
            </tr>
          </thead>
          <tbody>
            {faultSums(nights).map(({ id, fromMs, title, delayWorstMs, pagesMost, chapter }) => (
              <tr key={id}>
                <td>{sayClock(fromMs)}</td>
                <th scope="row">{capital(title)}</th>
                <td>{delayWorstMs === null ? '–' : saySpan(delayWorstMs)}</td>
                <td class="is-number">{pagesMost}</td>
                <td>{sayChapter(chapter)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Mean time to detect: <b>{delay === null ? '–' : saySpan(delay)}</b>. False pages in the
        worst night: <b>{falsePages}</b>.
      </p>
    </section>
  );
}

function Cost({ nights }: { readonly nights: readonly NightSummary[] }) {
  const ratio = Math.max(...nights.map(({ cost }) => cost.ratio));
  const most = Math.max(...nights.map(({ cost }) => cost.nodesMax));
  const minutes = Math.max(...nights.map(({ cost }) => cost.nodeSeconds)) / 60;
  return (
    <section>
      <h3>Cost</h3>
      <p>
        <b>{sayRatio(ratio)}</b> of the planned fleet: {printCount(Math.round(minutes))}{' '}
        node-minutes in the dearest night, {most} nodes at most.
      </p>
    </section>
  );
}

function Stories({
  nights,
  base,
}: {
  readonly nights: readonly NightSummary[];
  readonly base: string;
}) {
  const several = nights.length > 1;
  const stories = storySums(nights);
  if (stories.length === 0) return null;
  return (
    <section>
      <h3>What broke, and the decision it came from</h3>
      <ol class="diploma-stories">
        {stories.map((sum, index) => {
          const { breach, night } = sum;
          const fault = night.faults.find(({ id }) => id === breach.fault);
          const again = againWords(sum, several);
          return (
            <li key={index}>
              <h4>
                <span class="breach-code">{breach.code}</span> {breach.title}
              </h4>
              <p>{capital(breach.text)}</p>
              <p class="label">
                {sayClock(breach.atMs)}
                {several && ` in the night of seed ${night.seed}`}
                {fault === undefined ? ', no fault acted' : `, during ${fault.title}`}
                {again !== '' && `; ${again}`}. Decided by{' '}
                <InlineText text={decisionWords(breach)} />,{' '}
                <a href={`${base}chapters/${breach.decision.chapter}/`}>
                  {sayChapter(breach.decision.chapter)}
                </a>
                .
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function MadeOf({ claim }: { readonly claim: Claim }) {
  const { slots, seeds, events, traceHash, contentHash } = claim;
  return (
    <section>
      <h3>What it was made of</h3>
      {slotSentences(slots).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p class="label">
        Seeds {seeds.join(', ')}; {printCount(events)} events; trace <code>{traceHash}</code>; lab{' '}
        <code>{contentHash}</code>. The same files and seeds give this report again, on any machine.
      </p>
    </section>
  );
}

interface DiplomaProps {
  readonly claim: Claim;
  /** Address of the site, with a slash at its end. */
  readonly base: string;
}

/** The document. What stands around it (buttons, whose claim it is) is the page's. */
export function Diploma({ claim, base }: DiplomaProps) {
  const { nights, outcome } = claim;
  const [night] = nights;
  if (night === undefined) return null;
  const medal = medalOf(claim);
  return (
    <article class={`diploma is-${outcome}`} aria-labelledby="diploma-title">
      <header>
        <div>
          <p class="diploma-kind">Report of a game day</p>
          <h2 id="diploma-title">Vote night</h2>
          {claim.name !== undefined && <p class="diploma-name">{claim.name}</p>}
          <p class="diploma-outcome">{outcomeSentence(claim)}</p>
          <p class="label">
            {Math.round(night.untilMs / 60_000)} minutes, {night.cost.nodesMax} nodes,{' '}
            {night.faults.length} events of a failure campaign,{' '}
            {nights.length === 1 ? 'one night' : `${nights.length} nights`}. {printDay(claim.atMs)}
          </p>
        </div>
        <Seal measures={measureSums(nights)} word={medal === 'none' ? (claim.code ?? '') : medal} />
      </header>
      <Availability nights={nights} />
      <Promises claim={claim} />
      <Faults nights={nights} />
      <Cost nights={nights} />
      <Stories nights={nights} base={base} />
      <MadeOf claim={claim} />
    </article>
  );
}

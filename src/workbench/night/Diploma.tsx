/** A report as a document: what one prints, keeps and shows. The same for the own report and for one that a link claims. */
import { InlineText } from '#workbench/InlineText.tsx';
import { printCount, printDay } from '#workbench/print.ts';
import { Availability, Faults, Promises } from './DiplomaTables.tsx';
import { againWords, decisionWords, outcomeSentence, slotSentences } from './markdown.ts';
import type { NightSummary } from './night.ts';
import type { Claim } from './report.ts';
import { capital, sayChapter, sayClock, sayRatio } from './say.ts';
import { Seal } from './Seal.tsx';
import { measureSums, medalOf, storySums } from './sums.ts';

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
                <span class="diploma-code">{breach.code}</span> {breach.title}
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

/** What broke in a night, and the way from it back to the decision: message chart, row of the ledger, chapter. */
import type { ComponentChildren } from 'preact';
import { TintedText } from '#workbench/TintedText.tsx';
import { rowText } from './ledger.ts';
import type { Decision, Night, NightBreach } from './night.ts';
import { capital, sayChapter, sayClock, saySpan } from './say.ts';

interface BreachListProps {
  readonly night: Night;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}

/** All of them, in the order in which the verdict asks. */
export function BreachList({ night, chosen, onChoose }: BreachListProps) {
  if (night.breaches.length === 0) {
    return <p class="breach-none">Every promise held. What it took is in the bars above.</p>;
  }
  return (
    <ol class="breach-list">
      {night.breaches.map((breach, index) => (
        <li key={index}>
          <button
            type="button"
            class="plain-button"
            aria-pressed={index === chosen}
            onClick={() => onChoose(index)}
          >
            <span class="breach-at">{sayClock(breach.atMs)}</span> <b>{breach.code}</b>{' '}
            {breach.title}
          </button>
        </li>
      ))}
    </ol>
  );
}

const kindWords: Readonly<Record<Decision['kind'], string>> = {
  ledger: 'Row of the ledger',
  wiring: 'Line of the wiring',
  file: 'File',
};

interface BreachCardProps {
  readonly night: Night;
  readonly breach: NightBreach;
  /** The text of `decisions.ts` or of `system.ts` by file name, where it is at hand. */
  readonly texts: Readonly<Record<string, string>>;
  /** Address of the site, with a slash at its end. */
  readonly base: string;
  /** Shows the messages of it; left out where they are not at hand. */
  readonly chart?: ComponentChildren;
  /** Takes its row to the what-if; left out where there is none. */
  readonly onChange?: ((decision: Decision) => void) | undefined;
}

/** One of them, with the way back. */
export function BreachCard({ night, breach, texts, base, chart, onChange }: BreachCardProps) {
  const { decision } = breach;
  const fault = night.faults.find(({ id }) => id === breach.fault);
  const row = rowText(texts, decision);
  const lasted = breach.untilMs - breach.fromMs;
  return (
    <article class="breach-card" aria-label={`${breach.code} at ${sayClock(breach.atMs)}`}>
      <p class="night-heading">
        <span class="breach-code">{breach.code}</span> {breach.title}
      </p>
      <p>{capital(breach.text)}</p>
      <p class="label">
        {sayClock(breach.atMs)}
        {lasted > 1_000 && `, for ${saySpan(lasted)}`}
        {breach.count > 1 && `, ${breach.count} times`}
        {fault === undefined ? '; no fault acted' : `; during ${fault.id}: ${fault.title}`}
      </p>
      <ol class="breach-way">
        <li>
          <span class="label">Messages</span>
          {chart ?? 'Grade it in the lab: its verdict draws the messages of what broke first.'}
        </li>
        <li>
          <span class="label">{kindWords[decision.kind]}</span>
          <code>{decision.row}</code>
          {decision.said !== '' && ` ${decision.said}`}
          {row !== null && (
            <pre class="code">
              <code>
                <TintedText text={row} />
              </code>
            </pre>
          )}
          {onChange !== undefined && decision.kind !== 'file' && (
            <button type="button" onClick={() => onChange(decision)}>
              What if it said something else?
            </button>
          )}
        </li>
        <li>
          <span class="label">Chapter</span>
          <a href={`${base}chapters/${decision.chapter}/`}>{sayChapter(decision.chapter)}</a>
        </li>
      </ol>
    </article>
  );
}

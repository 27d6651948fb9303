/** The design document on the screen: ledger, steps with their evidence, the vote night, and what is missing. */
import { render, type ComponentChildren } from 'preact';
import { InlineText } from './InlineText.tsx';
import type { Measured } from './passed.ts';
import { measuredHow, type DesignDocument } from './portfolio-document.ts';
import {
  capstone,
  columnWords,
  provenanceOf,
  sayWorst,
  type Ledger,
  type PortfolioEntry,
  type PortfolioLab,
} from './portfolio.ts';
import { printDay } from './print.ts';
import { TintedText } from './TintedText.tsx';

function Scroll(props: { readonly label: string; readonly children: ComponentChildren }) {
  // It scrolls on a narrow screen, so the keyboard must reach it.
  return (
    <div class="portfolio-scroll" tabIndex={0} role="region" aria-label={props.label}>
      {props.children}
    </div>
  );
}

function Missing({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section class="portfolio-missing">
      <h2 id="missing">What is missing</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function LedgerTable({ ledger }: { readonly ledger: Ledger }) {
  if (ledger.rows.length === 0) return null;
  return (
    <section>
      <h2 id="ledger">Decision ledger</h2>
      <Scroll label="Decision ledger">
        <table class="portfolio-ledger">
          <thead>
            <tr>
              <th scope="col">Function</th>
              {ledger.columns.map((column) => (
                <th key={column} scope="col">
                  {columnWords(column)}
                </th>
              ))}
            </tr>
          </thead>
          {ledger.rows.map(({ fn, cells, why }) => (
            <tbody key={fn}>
              <tr>
                <th scope="row" rowSpan={why.length > 0 ? 2 : 1}>
                  <code>{fn}</code>
                </th>
                {ledger.columns.map((column) => (
                  <td key={column}>{cells[column] ?? '–'}</td>
                ))}
              </tr>
              {why.length > 0 && (
                <tr class="portfolio-why">
                  <td colSpan={ledger.columns.length}>{why.join(' ')}</td>
                </tr>
              )}
            </tbody>
          ))}
        </table>
      </Scroll>
    </section>
  );
}

function Evidence({ checks, of }: { readonly checks: readonly Measured[]; readonly of: string }) {
  return (
    <Scroll label={`Evidence: ${of}`}>
      <table class="portfolio-evidence">
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">What held</th>
            <th scope="col">Worst</th>
            <th scope="col">Bound</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.code} class={check.stretch === 'missed' ? 'is-missed' : ''}>
              <th scope="row">{check.code}</th>
              <td>
                <InlineText text={check.sentence} />
              </td>
              <td>{sayWorst(check)}</td>
              <td>
                <InlineText text={check.bound} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Head({ lab }: { readonly lab: PortfolioLab }) {
  return (
    <>
      {lab.step !== '' && <p class="label">{lab.step}</p>}
      <h2 id={lab.id}>
        <a href={lab.href}>{lab.title}</a>
      </h2>
    </>
  );
}

function Entry({ entry }: { readonly entry: PortfolioEntry }) {
  const { lab, work, decisions } = entry;
  return (
    <section class="portfolio-entry">
      <header>
        <Head lab={lab} />
        {lab.question !== '' && <p class="lead">{lab.question}</p>}
        {lab.gain !== '' && <p>{lab.gain}</p>}
        <p class="portfolio-passed">
          <b>Passed</b> {printDay(work.atMs)}
        </p>
      </header>
      <Evidence checks={work.checks} of={lab.title} />
      <p class="label portfolio-provenance">{provenanceOf(entry)}</p>
      {decisions.map(({ file, text }) => (
        <details key={file}>
          <summary>
            <code>{file}</code>
          </summary>
          <pre class="code" tabIndex={0}>
            <code>
              <TintedText text={text} />
            </code>
          </pre>
        </details>
      ))}
    </section>
  );
}

function Absent({ lab }: { readonly lab: PortfolioLab }) {
  return (
    <section class="portfolio-absent">
      <Head lab={lab} />
      <p>
        {lab.question} <b>Not measured:</b> its lab has not been passed.
      </p>
    </section>
  );
}

interface ShownProps {
  readonly document: DesignDocument;
  /** The report of the vote night, and what came out in a sentence; null without one. */
  readonly night: { readonly view: ComponentChildren; readonly sentence: string } | null;
}

/** Where to find what; on paper it is read straight through. */
function Contents({ document: { entries, labs, ledger, missing }, night }: ShownProps) {
  const has = (id: string): boolean => entries.some(({ lab }) => lab.id === id);
  const places = [
    ...(missing.length > 0 ? [{ id: 'missing', name: 'What is missing' }] : []),
    ...(ledger.rows.length > 0 ? [{ id: 'ledger', name: 'Ledger' }] : []),
    ...labs
      .filter(({ id }) => id !== capstone && has(id))
      .map(({ id, step, title }) => ({ id, name: step || title })),
    ...(night === null ? [] : [{ id: capstone, name: 'Vote night' }]),
    { id: 'how', name: 'How it was measured' },
  ];
  return (
    <nav class="portfolio-contents" aria-label="Contents of the document">
      <ul>
        {places.map(({ id, name }) => (
          <li key={id}>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Shown(props: ShownProps) {
  const { entries, labs, ledger, missing, summary } = props.document;
  const { night } = props;
  return (
    <>
      <p class="portfolio-summary">
        {summary}
        {night !== null && ` Vote night: ${night.sentence}`}
      </p>
      <Contents {...props} />
      <Missing sentences={missing} />
      <LedgerTable ledger={ledger} />
      {labs
        .filter(({ id }) => id !== capstone)
        .map((lab) => {
          const entry = entries.find((one) => one.lab.id === lab.id);
          return entry === undefined ? (
            <Absent key={lab.id} lab={lab} />
          ) : (
            <Entry key={lab.id} entry={entry} />
          );
        })}
      {night !== null && (
        <section class="portfolio-night" id={capstone}>
          {night.view}
        </section>
      )}
      <section class="portfolio-how">
        <h2 id="how">How it was measured</h2>
        <ul>
          {measuredHow.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Shows the document in `place`. */
export function showDocument(shown: ShownProps, place: HTMLElement): void {
  render(<Shown {...shown} />, place);
}

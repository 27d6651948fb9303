/** What the portfolio shows: the decisions of all steps as one ledger, and what was measured in each lab passed. */
import { render } from 'preact';
import { InlineText } from './InlineText.tsx';
import {
  columnWords,
  ledgerOf,
  provenanceOf,
  type Ledger,
  type PortfolioEntry,
} from './portfolio.ts';
import { printDay } from './print.ts';
import { TintedText } from './TintedText.tsx';

function LedgerTable({ ledger }: { readonly ledger: Ledger }) {
  if (ledger.rows.length === 0) return null;
  const hasReasons = ledger.rows.some(({ why }) => why.length > 0);
  return (
    <section>
      <h2 id="ledger">Decision ledger</h2>
      <div class="portfolio-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Function</th>
              {ledger.columns.map((column) => (
                <th key={column} scope="col">
                  {columnWords(column)}
                </th>
              ))}
              {hasReasons && <th scope="col">Why</th>}
            </tr>
          </thead>
          <tbody>
            {ledger.rows.map(({ fn, cells, why }) => (
              <tr key={fn}>
                <th scope="row">
                  <code>{fn}</code>
                </th>
                {ledger.columns.map((column) => (
                  <td key={column}>{cells[column] ?? '–'}</td>
                ))}
                {hasReasons && <td>{why.join(' ')}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Entry({ entry }: { readonly entry: PortfolioEntry }) {
  const { lab, work, decisions } = entry;
  return (
    <section class="portfolio-entry">
      <header>
        {lab.step !== '' && <p class="label">{lab.step}</p>}
        <h2 id={lab.id}>
          <a href={lab.href}>{lab.title}</a>
        </h2>
        {lab.question !== '' && <p class="lead">{lab.question}</p>}
        <p class="portfolio-passed">
          <b>Passed</b> {printDay(work.atMs)}
        </p>
      </header>
      <div class="portfolio-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">What held</th>
              <th scope="col">Worst</th>
              <th scope="col">Bound</th>
            </tr>
          </thead>
          <tbody>
            {work.checks.map(({ code, sentence, worst, bound }) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td>
                  <InlineText text={sentence} />
                </td>
                <td>{worst ?? '–'}</td>
                <td>
                  <InlineText text={bound} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="label">{provenanceOf(entry)}</p>
      {decisions.map(({ file, text }) => (
        <details key={file}>
          <summary>
            <code>{file}</code>
          </summary>
          {/* It scrolls, so the keyboard must reach it. */}
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

/** Shows the entries in `place`. */
export function showEntries(entries: readonly PortfolioEntry[], place: HTMLElement): void {
  render(
    <>
      <LedgerTable ledger={ledgerOf(entries)} />
      {entries.map((entry) => (
        <Entry key={entry.lab.id} entry={entry} />
      ))}
    </>,
    place,
  );
}

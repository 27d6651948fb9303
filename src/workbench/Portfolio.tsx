/** The portfolio's page: labs passed, what was decided and measured, and one's work in and out of this browser. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TextStore } from './draft-storage.ts';
import { chooseTextFile, downloadText } from './files.ts';
import { InlineText } from './InlineText.tsx';
import { allPassed, type PassedWork } from './passed.ts';
import {
  columnWords,
  entriesOf,
  ledgerOf,
  portfolioMarkdown,
  provenanceOf,
  type Ledger,
  type PortfolioEntry,
  type PortfolioLab,
} from './portfolio.ts';
import { printDay } from './print.ts';
import { TintedText } from './TintedText.tsx';
import { browserSettings, formatWork, importWork } from './work-file.ts';

function LedgerTable({ ledger }: { readonly ledger: Ledger }) {
  if (ledger.rows.length === 0) return null;
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
              <th scope="col">Why</th>
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
                <td>{why.join(' ')}</td>
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
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
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

export interface PortfolioProps {
  readonly labs: readonly PortfolioLab[];
  readonly store: TextStore;
  readonly nowMs: () => number;
}

function importedWords(labs: readonly string[]): string {
  if (labs.length === 0) return 'The file holds no work that could be brought in.';
  return `Brought in: ${labs.join(', ')}. What was here before is in the labs’ histories.`;
}

export function Portfolio({ labs, store, nowMs }: PortfolioProps) {
  const works = useSignal<readonly PassedWork[] | null>(null);
  const told = useSignal('');
  const read = async (): Promise<void> => {
    works.value = await allPassed(store).catch(() => []);
  };
  // Once: what another tab does later is seen with the next visit.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void read(), []);
  if (works.value === null) return <p class="label">Reading what this browser keeps …</p>;
  const entries = entriesOf(labs, works.value);
  const bringIn = async (): Promise<void> => {
    const chosen = await chooseTextFile('.json,application/json');
    if (chosen === null) return;
    const done = await importWork(chosen, store, { settings: browserSettings, nowMs: nowMs() });
    told.value = done.kind === 'refused' ? done.why : importedWords(done.labs);
    await read();
  };
  const takeOut = async (): Promise<void> =>
    downloadText('nines-work.json', await formatWork(store, browserSettings));
  return (
    <>
      <p class="portfolio-count">
        <b>{entries.length}</b> of {labs.length} {labs.length === 1 ? 'lab' : 'labs'} passed
      </p>
      <div class="portfolio-acts" role="group" aria-label="In and out of this browser">
        <button
          type="button"
          class="is-primary"
          disabled={entries.length === 0}
          onClick={() => downloadText('portfolio.md', portfolioMarkdown(entries, 'Nines'))}
        >
          Save as Markdown
        </button>
        <button type="button" disabled={entries.length === 0} onClick={() => print()}>
          Print
        </button>
        <button type="button" onClick={() => void takeOut()}>
          Export everything
        </button>
        <button type="button" onClick={() => void bringIn()}>
          Import …
        </button>
      </div>
      <p role="status">{told.value}</p>
      {entries.length === 0 && (
        <p>
          Nothing here yet. Grade a lab until it holds: its decisions and what was measured then
          stand on this page.
        </p>
      )}
      <LedgerTable ledger={ledgerOf(entries)} />
      {entries.map((entry) => (
        <Entry key={entry.lab.id} entry={entry} />
      ))}
    </>
  );
}

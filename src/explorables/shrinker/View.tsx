/** The shrinker, as the reader sees it: fourteen events, each of which can be left out, and what the books say then. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Notice, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './shrinker.css';
import { Events } from './Events.tsx';
import { letterText, searches } from './recorded.ts';
import {
  customers,
  schedule,
  stillFails,
  violationOf,
  type Books,
  type Row,
  type Target,
  type Violation,
} from './schedule.ts';
import { Search } from './Search.tsx';
import { useShrinking, type Run, type Shrinking } from './shrinking.ts';

const targets: readonly { readonly value: Target; readonly label: string }[] = [
  { value: 'the same', label: 'two parcels for one order' },
  { value: 'any', label: 'anything that is wrong' },
];

/** The figure. Its first render, without JavaScript, shows the whole schedule, its books, and the search as a table. */
export function View() {
  const shrinking = useShrinking();
  const { run, search } = shrinking;
  const missing = run.kept.length < 2 ? [] : run.kept.filter((one) => !shrinking.isNeeded(one));
  const isCore = stillFails(run.books, 'the same') && run.kept.length > 1 && missing.length === 0;
  return (
    <div class="x shrink">
      <div class="shrink-columns">
        <Events shrinking={shrinking} />
        <div class="shrink-end">
          <Verdict run={run} isCore={isCore} />
          <BooksTable books={run.books} />
          <dl class="x-tiles">
            <Tile label="Events kept" note={`of ${schedule.length}`}>
              {run.kept.length}
            </Tile>
            <Tile label="Schedules run">{shrinking.runs}</Tile>
          </dl>
          <p class="x-row shrink-buttons needs-js">
            <button type="button" onClick={shrinking.walk} disabled={shrinking.isSearching}>
              Walk through this run
            </button>
            <button
              type="button"
              onClick={shrinking.again}
              disabled={run.kept.length === schedule.length}
            >
              All fourteen again
            </button>
          </p>
          <ByItself shrinking={shrinking} />
          <Notice text={shrinking.notice} />
        </div>
      </div>
      {search !== null && <Search search={search} skip={shrinking.skip} />}
      <AsTable />
      <Narration text={shrinking.narration} />
    </div>
  );
}

const says: Readonly<Record<Violation, (name: string) => string>> = {
  'sent twice': (name) => `${name} gets two parcels`,
  'charged, not sent': (name) => `${name} has paid, and nothing was sent`,
};

function told(books: Books, which: (violation: Violation) => boolean): string {
  return books
    .flatMap((row) => {
      const violation = violationOf(row);
      if (violation === null || !which(violation)) return [];
      return [says[violation](customers[row.customer].name)];
    })
    .join('; ');
}

/** Does it still fail, and in the same way? */
function Verdict({ run, isCore }: { readonly run: Run; readonly isCore: boolean }) {
  const same = told(run.books, (violation) => violation === 'sent twice');
  const other = told(run.books, (violation) => violation !== 'sent twice');
  if (same !== '') {
    return (
      <p class="shrink-verdict is-bad">
        <b>{run.kept.length === schedule.length ? 'Fails.' : 'Still fails.'}</b> {same}.
        {other !== '' && ` Also: ${other}.`}
        {isCore && ' Each of these events is needed: this is the core.'}
      </p>
    );
  }
  if (other !== '') {
    return (
      <p class="shrink-verdict is-other">
        <b>Fails, in another way.</b> {other}: a failure of its own.
      </p>
    );
  }
  return (
    <p class="shrink-verdict">
      <b>Passes.</b> The books are in order.
    </p>
  );
}

/** The books of PayHub and of the warehouse, and what each page says. */
function BooksTable({ books }: { readonly books: Books }) {
  return (
    <table>
      <caption>The books at the end</caption>
      <thead>
        <tr>
          <th scope="col">Order of</th>
          <th scope="col" class="is-number">
            charges
          </th>
          <th scope="col" class="is-number">
            parcels
          </th>
          <th scope="col">the page says</th>
        </tr>
      </thead>
      <tbody>
        {books.map((row) => (
          <BooksRow key={row.customer} row={row} />
        ))}
        {books.length === 0 && (
          <tr>
            <td colSpan={4}>Nobody orders anything.</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function BooksRow({ row }: { readonly row: Row }) {
  return (
    <tr class={violationOf(row) === null ? '' : 'is-bad'}>
      <th scope="row">{customers[row.customer].name}</th>
      <td class="is-number">{row.charges}</td>
      <td class="is-number">{row.parcels}</td>
      <td>{row.page === 'delivered' ? 'delivered' : 'we don’t know'}</td>
    </tr>
  );
}

/** Delta debugging, at the press of a button. */
function ByItself({ shrinking }: { readonly shrinking: Shrinking }) {
  const [target, setTarget] = useState<Target>('the same');
  return (
    <div class="x-predict needs-js shrink-itself">
      <Choice
        name="shrink-target"
        legend="For ddmin, a run fails if there is"
        options={targets}
        value={target}
        onChoose={setTarget}
      />
      <button type="button" class="is-primary" onClick={() => shrinking.minimise(target)}>
        Let ddmin do it
      </button>
    </div>
  );
}

/** Both searches, for those who would rather read. */
function AsTable() {
  return (
    <details>
      <summary>Both searches as a table</summary>
      <div class="shrink-tables">
        {targets.map(({ value, label }) => (
          <table key={value}>
            <caption>{`A run fails if there is ${label}: ${searches[value].length} runs`}</caption>
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Events kept</th>
                <th scope="col">Result</th>
              </tr>
            </thead>
            <tbody>
              {searches[value].map(([kept, end], index) => (
                <tr key={index}>
                  <td>{index + 1}</td>
                  <td>{kept}</td>
                  <td>{letterText[end]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </details>
  );
}

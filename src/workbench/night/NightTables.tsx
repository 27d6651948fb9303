/** A night as tables: what the drawing shows, for those who would rather read, and for paper. */
import type { Night } from './night.ts';
import { capital, sayChapter, sayClock, saySpan } from './say.ts';

function Faults({ night }: { readonly night: Night }) {
  return (
    <table>
      <caption>Faults, and how soon somebody knew</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">What happened</th>
          <th scope="col">Known after</th>
          <th scope="col" class="is-number">
            Pages
          </th>
          <th scope="col">Limited by</th>
        </tr>
      </thead>
      <tbody>
        {night.faults.map(({ id, fromMs, untilMs, title, delayMs, pages, chapter }) => (
          <tr key={id}>
            <td>{sayClock(fromMs)}</td>
            <td>{sayClock(untilMs)}</td>
            <th scope="row">
              {id}: {capital(title)}
            </th>
            <td>{delayMs === null ? '–' : saySpan(delayMs)}</td>
            <td class="is-number">{pages}</td>
            <td>{sayChapter(chapter)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Alarms that woke somebody; the quiet ones are many and explained by these. */
function Pages({ night }: { readonly night: Night }) {
  const pages = night.alarms.filter(({ paged }) => paged);
  if (pages.length === 0) return <p>Nobody was paged.</p>;
  return (
    <table>
      <caption>Pages</caption>
      <thead>
        <tr>
          <th scope="col">Raised</th>
          <th scope="col">Cleared</th>
          <th scope="col">Alarm</th>
          <th scope="col">About</th>
          <th scope="col">Fault</th>
        </tr>
      </thead>
      <tbody>
        {pages.map(({ alarm, entity, raisedMs, clearedMs, fault }, index) => (
          <tr key={index}>
            <td>{sayClock(raisedMs)}</td>
            <td>{clearedMs === null ? 'not yet' : sayClock(clearedMs)}</td>
            <th scope="row">{alarm}</th>
            <td>{entity}</td>
            <td>{fault ?? 'none: a false page'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function NightTables({ night }: { readonly night: Night }) {
  return (
    <details class="night-tables">
      <summary>Faults and pages as tables</summary>
      {/* It scrolls by itself on a narrow page: then the keyboard must reach it. */}
      <div class="scroll" tabIndex={0} role="region" aria-label="Faults and pages">
        <Faults night={night} />
        <Pages night={night} />
      </div>
    </details>
  );
}

/** The same figures as tables. */
import { mean, whole } from './figures.ts';
import type { Second } from './scene.ts';
import type { Row } from './stage.ts';

const tens = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110];

/** The plots as numbers, for whoever does not see them. */
export function AsTable({ seconds }: { readonly seconds: readonly Second[] }) {
  return (
    <details>
      <summary>This run as a table</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Attempts per second</th>
              <th scope="col">Answered in time</th>
              <th scope="col">For nobody</th>
              <th scope="col">Refused</th>
              <th scope="col">Inside</th>
            </tr>
          </thead>
          <tbody>
            {tens
              .filter((from) => from < seconds.length)
              .map((from) => (
                <tr key={from}>
                  <th scope="row">
                    {from} to {from + 10} s
                  </th>
                  {(['attempts', 'inTime', 'late', 'refused', 'inside'] as const).map((field) => (
                    <td key={field}>{whole(mean(seconds, field, [from, from + 10]))}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** All runs, side by side: first those of the record, then the reader's. */
export function Runs({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div class="scroll">
      <table class="queue-runs">
        <caption>Runs: six bounds at a surge of 2,000/s, then yours</caption>
        <thead>
          <tr>
            <th scope="col">Queue and surge</th>
            <th scope="col" class="is-number">
              In time per second, in the surge
            </th>
            <th scope="col" class="is-number">
              5 to 30 s after it
            </th>
            <th scope="col" class="is-number">
              in the last 10 s
            </th>
            <th scope="col" class="is-number">
              Inside in the surge
            </th>
            <th scope="col" class="is-number">
              seconds inside
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, outcome }, index) => (
            <tr key={index} class={outcome.after < 180 ? 'is-bad' : ''}>
              <th scope="row">{name}</th>
              <td class="is-number">{whole(outcome.inSurge)}</td>
              <td class="is-number">{whole(outcome.after)}</td>
              <td class="is-number">{whole(outcome.atLast)}</td>
              <td class="is-number">{whole(outcome.surgeInside)}</td>
              <td class="is-number">{outcome.surgeInsideS.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

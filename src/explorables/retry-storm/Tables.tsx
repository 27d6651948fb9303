/** The same figures as tables. */
import { nameOf } from './outcome.ts';
import { sayRecovered, sayRecovery, type Run } from './runs.ts';
import type { Second } from './scene.ts';

const tableSteps = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];

/** The plots as numbers, for whoever does not see them. */
export function AsTable({ seconds }: { readonly seconds: readonly Second[] }) {
  const mean = (from: number, field: keyof Second): number =>
    Math.round(seconds.slice(from, from + 10).reduce((sum, each) => sum + each[field], 0) / 10);
  return (
    <details>
      <summary>This run as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Requests per second</th>
            <th scope="col">Attempts per second</th>
            <th scope="col">Answered in time per second</th>
          </tr>
        </thead>
        <tbody>
          {tableSteps.map((from) => (
            <tr key={from}>
              <th scope="row">
                {from} to {from + 10} s
              </th>
              <td>{mean(from, 'requests')}</td>
              <td>{mean(from, 'attempts')}</td>
              <td>{mean(from, 'answered')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** All runs, side by side. */
export function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <div class="scroll">
      <table>
        <caption>Runs so far</caption>
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col" class="is-number">
              Attempts per request
            </th>
            <th scope="col" class="is-number">
              Comes back
            </th>
            <th scope="col" class="is-number">
              For nobody
            </th>
            <th scope="col">You said</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run, index) => (
            <tr key={index}>
              <th scope="row">
                {nameOf(run.policy)}
                {run.seed > 1 && ` (customers ${run.seed})`}
              </th>
              <td class="is-number">{run.outcome.amplification.toFixed(2)}</td>
              <td class="is-number">{sayRecovered(run.outcome)}</td>
              <td class="is-number">{Math.round(run.outcome.wasted * 100)} %</td>
              <td>{run.predicted === null ? '–' : sayRecovery[run.predicted]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

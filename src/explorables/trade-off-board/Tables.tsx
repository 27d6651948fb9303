/** The figures in rows: function by function for one ledger, and attempt by attempt. */
import type { Attempt } from './attempts.ts';
import { keepsPromise, promisesKept, scales, type Measured } from './figures.ts';
import { functions, type Fn, type Ledger } from './ledger.ts';
import { anomalies } from './promises.ts';
import { named, percent, sayAnomalies, sayChanged, sayPromise } from './words.ts';

/** What came of each function of one ledger. */
export function ByFunction(props: {
  readonly caption: string;
  readonly ledger: Ledger;
  readonly measured: Measured;
  readonly onWalk: (fn: Fn) => void;
}) {
  const { caption, ledger, measured, onWalk } = props;
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class="trade-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Function</th>
            <th scope="col">Counted</th>
            <th scope="col">Promise</th>
            <th scope="col">Answered, cut / else</th>
            <th scope="col">Survived</th>
            <th scope="col">Median / 99 %</th>
            <th scope="col">Messages</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {functions.map((fn) => {
            const figures = measured.byFunction[fn];
            const { retry, sharing } = ledger[fn];
            return (
              <tr key={fn}>
                <th scope="row">
                  {named[fn].name}
                  <small>
                    {retry}; {sharing}
                  </small>
                </th>
                <td>
                  {sayAnomalies(figures)}{' '}
                  {anomalies.some((anomaly) => figures.counts[anomaly] > 0) && (
                    <button
                      type="button"
                      class="needs-js"
                      aria-label={`Walk through a run of this: ${named[fn].name}`}
                      onClick={() => onWalk(fn)}
                    >
                      walk
                    </button>
                  )}
                </td>
                <td class={keepsPromise(fn, figures) ? '' : 'is-broken'}>
                  {sayPromise(fn, figures)}
                </td>
                <td>
                  {percent(figures.answeredInCut)} / {percent(figures.answeredElse)}
                </td>
                <td>{percent(figures.kept)}</td>
                <td>
                  {figures.medianMs} / {Math.round(figures.p99Ms)} ms
                </td>
                <td>{figures.messages.toFixed(1)}</td>
                <td>{figures.storedBytes}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What an attempt has decided differently from the one before it; the first has one answer for all. */
function saysOfAttempt(before: Ledger | undefined, ledger: Ledger): string {
  if (before !== undefined) return sayChanged(before, ledger);
  const { retry, sharing } = ledger.order;
  return `for all: ${retry}, ${sharing}`;
}

/** All attempts, Papertrain's ledger last. */
export function Attempts(props: {
  readonly attempts: readonly Attempt[];
  readonly reference: Measured;
  readonly onTakeBack: (ledger: Ledger) => void;
}) {
  const { attempts, reference, onTakeBack } = props;
  return (
    <div class="scroll" role="region" aria-label="Attempts so far" tabIndex={0}>
      <table class="trade-table">
        <caption>Attempts so far</caption>
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Promises kept</th>
            {scales.map(({ short }) => (
              <th key={short} scope="col">
                {short}
              </th>
            ))}
            <th scope="col">changed</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ ledger, measured }, index) => (
            <tr key={index}>
              <th scope="row">
                {index + 1}{' '}
                <button
                  type="button"
                  class="needs-js"
                  aria-label={`Go back to the decisions of attempt ${index + 1}`}
                  onClick={() => onTakeBack(ledger)}
                >
                  go back
                </button>
              </th>
              <Values measured={measured} />
              <td>{saysOfAttempt(attempts[index - 1]?.ledger, ledger)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Papertrain</th>
            <Values measured={reference} />
            <td>–</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Values({ measured }: { readonly measured: Measured }) {
  return (
    <>
      <td>{promisesKept(measured)} of 6</td>
      {scales.map(({ short, of, say }) => (
        <td key={short}>{say(of(measured))}</td>
      ))}
    </>
  );
}

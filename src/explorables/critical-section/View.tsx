/** A crash in the middle, as the reader sees it: choose the instant, and compare what is left on both sides. */
import { useState } from 'preact/hooks';
import { Narration, Switch } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './section.css';
import {
  isolatedOutcome,
  lastStep,
  sharedOutcome,
  steps,
  sum,
  accountsAfter,
  type Accounts,
  type Choices,
} from './model.ts';

/** Between the two lines: the instant that the lock is for. */
const firstChoices: Choices = { step: 2, hasCopy: true, isCut: false };

/** The figure. Its first render, without JavaScript, shows the crash between the two lines, and the table of all. */
export function View() {
  const [choices, setChoices] = useState(firstChoices);
  const shared = sharedOutcome(choices);
  const isolated = isolatedOutcome(choices);
  const here = steps[choices.step];
  return (
    <div class="x section">
      <label class="section-slider needs-js">
        <span>The crash comes when …</span>
        <input
          type="range"
          min={0}
          max={lastStep}
          step={1}
          value={choices.step}
          aria-valuetext={here?.shared ?? ''}
          onInput={(event) => setChoices({ ...choices, step: Number(event.currentTarget.value) })}
        />
      </label>
      <div class="section-panes">
        <Pane title="Three threads, two accounts, a lock" step={choices.step} side="shared">
          <Money accounts={shared.accounts} isBroken={sum(shared.accounts) !== 100} />
          <p>
            The lock is <b>{shared.isLockHeld ? 'held by nobody alive' : 'free'}</b>. To be stopped:{' '}
            <b>{shared.stopped === 1 ? 'thread A' : 'A, B and C'}</b>.
          </p>
          <p class={shared.isLockHeld ? 'section-verdict is-bad' : 'section-verdict'}>
            {shared.verdict}
          </p>
        </Pane>
        <Pane title="A process that keeps both accounts" step={choices.step} side="isolated">
          {isolated.london === null ? (
            <p class="section-gone">nothing left, nothing broken</p>
          ) : (
            <Money accounts={isolated.london} isBroken={false} where="London: " />
          )}
          <p>
            To be stopped: <b>nobody</b>. The process is gone, its clients and London go on.
          </p>
          <p class="section-verdict">{isolated.verdict}</p>
          <div class="section-switches">
            <Switch
              label="A copy in London"
              note="told of every change"
              on={choices.hasCopy}
              onTurn={(hasCopy) => setChoices({ ...choices, hasCopy })}
            />
            <Switch
              label="Cut the line to London"
              on={choices.isCut}
              disabled={!choices.hasCopy}
              onTurn={(isCut) => setChoices({ ...choices, isCut })}
            />
          </div>
        </Pane>
      </div>
      <All />
      <Narration text={`${here?.shared ?? ''}: ${shared.verdict} ${isolated.verdict}`} />
    </div>
  );
}

function Pane(props: {
  readonly title: string;
  readonly step: number;
  readonly side: 'shared' | 'isolated';
  readonly children: preact.ComponentChildren;
}) {
  const { title, step, side, children } = props;
  return (
    <section class="section-pane">
      <p class="x-question">{title}</p>
      <ol class="section-steps">
        {steps.map((each, index) => (
          <li
            key={each[side]}
            class={index === step ? 'is-crash' : index < step ? 'is-done' : ''}
            aria-current={index === step ? 'step' : undefined}
          >
            {each[side]}
            {index === step && <b> — crash</b>}
          </li>
        ))}
      </ol>
      {children}
    </section>
  );
}

function Money(props: {
  readonly accounts: Accounts;
  readonly isBroken: boolean;
  readonly where?: string;
}) {
  const { accounts, isBroken, where = '' } = props;
  return (
    <p class={isBroken ? 'section-money is-bad' : 'section-money'}>
      {where}
      <b>{accounts.here}</b> + <b>{accounts.there}</b> = <b>{sum(accounts)}</b> crowns
    </p>
  );
}

/** Every instant at once, for those who would rather read. */
function All() {
  return (
    <details>
      <summary>All five instants as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">The crash comes when</th>
            <th scope="col">Shared accounts</th>
            <th scope="col">Threads to stop</th>
            <th scope="col">Copy in London</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((each, step) => {
            const accounts = accountsAfter(step);
            const { stopped } = sharedOutcome({ step, hasCopy: true, isCut: false });
            const { london } = isolatedOutcome({ step, hasCopy: true, isCut: false });
            return (
              <tr key={each.shared}>
                <th scope="row">{each.shared}</th>
                <td>
                  {accounts.here} + {accounts.there} = {sum(accounts)}
                </td>
                <td>{stopped}</td>
                <td>{london === null ? 'none' : `${london.here} + ${london.there}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

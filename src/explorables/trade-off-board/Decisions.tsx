/** The ledger as the reader sets it: for each function a slider of retry and one of sharing. */
import { functions, retries, sharings, type Decision, type Fn, type Ledger } from './ledger.ts';
import { named } from './words.ts';

export function Decisions(props: {
  readonly ledger: Ledger;
  readonly onDecide: (fn: Fn, decision: Decision) => void;
}) {
  const { ledger, onDecide } = props;
  return (
    <div class="trade-ledger needs-js">
      {functions.map((fn) => {
        const { name, data } = named[fn];
        const decision = ledger[fn];
        return (
          <fieldset key={fn}>
            <legend>
              {name} <small>{data}</small>
            </legend>
            <Slider
              label="Retry"
              options={retries}
              value={decision.retry}
              onChoose={(retry) => onDecide(fn, { ...decision, retry })}
            />
            <Slider
              label="Share"
              options={sharings}
              value={decision.sharing}
              onChoose={(sharing) => onDecide(fn, { ...decision, sharing })}
            />
          </fieldset>
        );
      })}
    </div>
  );
}

function Slider<T extends string>(props: {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}) {
  const { label, options, value, onChoose } = props;
  return (
    <label>
      <span>{label}</span>
      <input
        type="range"
        min="0"
        max={options.length - 1}
        value={options.indexOf(value)}
        aria-valuetext={value}
        onInput={(event) => {
          const chosen = options[event.currentTarget.valueAsNumber];
          if (chosen !== undefined) onChoose(chosen);
        }}
      />
      <b>{value}</b>
    </label>
  );
}

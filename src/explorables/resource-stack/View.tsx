/** The resource stack: turn traffic up, lose a machine of each type, and see what is full first. */
import { useState } from 'preact/hooks';
import { useMax } from '#explorables/blast-radius/plan.ts';
import { Narration, Switch } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './stack.css';
import { evening, knobs, stacks, type Stack, type Traffic } from './model.ts';

/** The figure. Its first render, without JavaScript, shows the evening with one machine of each type lost. */
export function View() {
  const [traffic, setTraffic] = useState<Traffic>(evening);
  const [isOneLost, setOneLost] = useState(true);
  const types = stacks(traffic, isOneLost);
  const full = types.filter((type) => type.isTooFull);
  return (
    <div class="x stack">
      <div class="stack-knobs needs-js">
        {knobs.map(({ id, label }) => (
          <label key={id}>
            <span>
              {label} <output>{traffic[id]} %</output>
            </span>
            <input
              type="range"
              min={20}
              max={300}
              step={10}
              value={traffic[id]}
              aria-valuetext={`${traffic[id]} % of the evening`}
              onInput={(event) =>
                setTraffic({ ...traffic, [id]: Number(event.currentTarget.value) })
              }
            />
          </label>
        ))}
      </div>
      <Switch
        label="One machine of each type is lost"
        note="what is left has to carry all of it"
        on={isOneLost}
        onTurn={setOneLost}
      />
      <ul class="stack-types">
        {types.map((type) => (
          <Bars key={type.name} type={type} isOneLost={isOneLost} />
        ))}
      </ul>
      <p class={full.length > 0 ? 'stack-verdict is-bad' : 'stack-verdict'}>{sentence(full)}</p>
      <AsTable types={types} />
      <Narration text={sentence(full)} />
    </div>
  );
}

function sentence(full: readonly Stack[]): string {
  if (full.length === 0)
    return 'Every type stays below the line: the rest is for what nobody has foreseen.';
  const parts = full.map(
    ({ name, fullestIs, fullest }) => `${name} (${fullestIs}, ${percent(fullest)})`,
  );
  return `Above 70 %: ${parts.join(', ')}. Buy these a machine, and leave the others alone.`;
}

const rows = [
  { key: 'cores', label: 'CPU' },
  { key: 'gb', label: 'Memory' },
  { key: 'io', label: 'Network' },
] as const;

function Bars({ type, isOneLost }: { readonly type: Stack; readonly isOneLost: boolean }) {
  const left = isOneLost ? type.count - 1 : type.count;
  return (
    <li class={type.isTooFull ? 'stack-type is-full' : 'stack-type'}>
      <p class="stack-name">
        <b>{type.name}</b>
        <small>
          {left} of {type.count} × {type.machine}: {type.parts.map(({ name }) => name).join(', ')}
        </small>
      </p>
      <div class="stack-bars">
        {rows.map(({ key, label }) => (
          <p key={key} class="stack-bar">
            <span>{label}</span>
            <span class="stack-track">
              <span
                class={type[key] > useMax + 1e-9 ? 'stack-fill is-full' : 'stack-fill'}
                style={{ inlineSize: `${Math.min(1, type[key]) * 100}%` }}
              >
                {type.parts
                  .filter((part) => part[key] > 0)
                  .map((part) => (
                    <span
                      key={part.name}
                      title={`${part.name}: ${percent(part[key])}`}
                      style={{ inlineSize: `${(part[key] / type[key]) * 100}%` }}
                    />
                  ))}
              </span>
            </span>
            <span class="stack-value">{percent(type[key])}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

function AsTable({ types }: { readonly types: readonly Stack[] }) {
  return (
    <details>
      <summary>These bars as a table</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Machines</th>
              {rows.map(({ key, label }) => (
                <th key={key} scope="col" class="is-number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.map((type) => (
              <tr key={type.name}>
                <th scope="row">{type.name}</th>
                <td>
                  {type.count} × {type.machine}
                </td>
                {rows.map(({ key }) => (
                  <td key={key} class="is-number">
                    {percent(type[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

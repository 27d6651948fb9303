/** Who owns it: draw a line from each field to its owner, say how the others keep it, and let everything change. */
import { useState } from 'preact/hooks';
import { Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './owners.css';
import {
  bestChoices,
  choiceOf,
  fields,
  firstChoices,
  keepingNames,
  keepings,
  liesAs,
  nodes,
  outcomeOf,
  rightCount,
  turned,
  type Choice,
  type Choices,
  type Field,
  type Outcome,
} from './model.ts';

/** The figure. Its first render, without JavaScript, shows a design nobody thought about, changed, and the table. */
export function View() {
  const [choices, setChoices] = useState(firstChoices);
  const [hasChanged, setHasChanged] = useState(true);
  const right = rightCount(choices);
  const choose = (one: Field, choice: Choice): void => {
    setChoices({ ...choices, [one.id]: choice });
    setHasChanged(false);
  };
  const verdict = `${right} of ${fields.length} fields stand the day.`;
  return (
    <div class="x owners">
      <ol class="owners-fields">
        {fields.map((one) => (
          <Row
            key={one.id}
            one={one}
            choice={choiceOf(choices, one)}
            hasChanged={hasChanged}
            onChoose={(choice) => choose(one, choice)}
          />
        ))}
      </ol>
      <div class="owners-buttons needs-js">
        <button type="button" class="is-primary" onClick={() => setHasChanged(true)}>
          Change everything once
        </button>
        <button type="button" onClick={() => start(firstChoices)}>
          Start over
        </button>
      </div>
      {hasChanged && <p class="owners-verdict">{verdict}</p>}
      <Best />
      <Narration text={hasChanged ? verdict : ''} />
    </div>
  );

  function start(all: Choices): void {
    setChoices(all);
    setHasChanged(true);
  }
}

interface RowProps {
  readonly one: Field;
  readonly choice: Choice;
  readonly hasChanged: boolean;
  readonly onChoose: (choice: Choice) => void;
}

/** One field: its owners as boxes on the lanes of the nodes, and what its copies say after the change. */
function Row({ one, choice, hasChanged, onChoose }: RowProps) {
  const outcome = outcomeOf(one, choice);
  const lying = hasChanged ? outcome.lies.map(({ node }) => node) : [];
  const state = !hasChanged ? '' : outcome.isRight ? 'is-right' : 'is-wrong';
  return (
    <li class={`owners-field ${state}`}>
      <fieldset>
        <legend>
          {one.name} <small>{one.change}</small>
        </legend>
        <div class="owners-lanes">
          {nodes.map((node) => (
            <label key={node} class={lying.includes(node) ? 'is-lying' : ''}>
              <input
                type="checkbox"
                checked={choice.owners.includes(node)}
                onChange={() => onChoose(turned(choice, node))}
              />
              <span>
                {node}
                {lying.includes(node) && <b> lies</b>}
              </span>
            </label>
          ))}
        </div>
        <label class="owners-keeping">
          <span>Others</span>
          <select
            value={choice.keeping}
            onChange={(event) => {
              const keeping = keepings.find((each) => each === event.currentTarget.value);
              if (keeping !== undefined) onChoose({ ...choice, keeping });
            }}
          >
            {keepings.map((keeping) => (
              <option key={keeping} value={keeping} selected={keeping === choice.keeping}>
                {keepingNames[keeping]}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <p class="owners-said">
        {hasChanged && (
          <>
            <b>{headOf(outcome)}</b> {outcome.says}
          </>
        )}
      </p>
    </li>
  );
}

function headOf({ isRight, lies }: Outcome): string {
  if (isRight) return 'Holds.';
  return lies.length === 0 ? 'Open.' : `Lies: ${liesAs(lies)}.`;
}

/** An assignment that holds, for those who would rather read. */
function Best() {
  return (
    <details>
      <summary>An assignment that holds, as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Owner</th>
            <th scope="col">Others</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => {
            const { owners, keeping } = choiceOf(bestChoices, one);
            return (
              <tr key={one.id}>
                <th scope="row">{one.name}</th>
                <td>{owners.join(', ')}</td>
                <td>{one.neededBy.length === 0 ? 'nobody' : keepingNames[keeping]}</td>
                <td>{one.why}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

/** The blast-radius board: put eleven functions on types of machines, press a fault, and see who fails with whom. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './board.css';
import {
  blastOf,
  costOf,
  faults,
  hopsOf,
  letters,
  presets,
  typesOf,
  type Blast,
  type FaultId,
  type NodeType,
  type Placement,
} from './model.ts';
import { creditsEach, creditsMax } from './plan.ts';

const first = presets[1].placement;

/** The figure. Its first render, without JavaScript, shows three tiers under a picture that crashes its library. */
export function View() {
  const [placement, setPlacement] = useState<Placement>(first);
  const [fault, setFault] = useState<FaultId>('crash');
  const blast = blastOf(placement, fault);
  const types = typesOf(placement);
  const free = letters.find((letter) => types.every((type) => type.letter !== letter));
  const move = (name: string, letter: string): void =>
    setPlacement({ ...placement, [name]: letter });
  const preset = presets.find((one) => one.placement === placement)?.id ?? null;
  return (
    <div class="x board">
      <div class="x-panel">
        <Choice
          name="board-plan"
          legend="Begin with …"
          options={presets.map(({ id, label }) => ({ value: id, label }))}
          value={preset}
          onChoose={(id) => setPlacement(presets.find((one) => one.id === id)?.placement ?? first)}
        />
        <Choice
          name="board-fault"
          legend="What goes wrong?"
          options={faults.map(({ id, label }) => ({ value: id, label }))}
          value={fault}
          onChoose={setFault}
        />
      </div>
      <div class="board-types">
        {types.map((type) => (
          <TypeCard key={type.letter} type={type} blast={blast} onMove={move} />
        ))}
        {free !== undefined && <FreeCard letter={free} onMove={move} />}
      </div>
      <Result placement={placement} blast={blast} />
      <All />
      <Narration
        text={`${blast.touched.length} functions are touched: ${blast.touched.join(', ')}. ${blast.verdict}`}
      />
    </div>
  );
}

type Move = (name: string, letter: string) => void;

/** Where a function can be dropped. */
function dropOn(letter: string, onMove: Move) {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const name = event.dataTransfer?.getData('text/plain') ?? '';
      if (name !== '') onMove(name, letter);
    },
  };
}

function TypeCard(props: {
  readonly type: NodeType;
  readonly blast: Blast;
  readonly onMove: Move;
}) {
  const { type, blast, onMove } = props;
  const { letter, bought } = type;
  const isStruck = type.functions.some(({ name }) => name === blast.source);
  return (
    <section class={isStruck ? 'board-type is-struck' : 'board-type'} {...dropOn(letter, onMove)}>
      <p class="board-name">
        Type {letter}
        <small>
          {bought === null
            ? 'fits no machine'
            : `${bought.count} × ${bought.machine}, ${bought.count * creditsEach} credits`}
        </small>
      </p>
      <ul>
        {type.functions.map(({ name }) => (
          <Chip key={name} name={name} letter={letter} blast={blast} onMove={onMove} />
        ))}
      </ul>
    </section>
  );
}

function Chip(props: {
  readonly name: string;
  readonly letter: string;
  readonly blast: Blast;
  readonly onMove: Move;
}) {
  const { name, letter, blast, onMove } = props;
  const isTouched = blast.touched.includes(name);
  const isSource = blast.source === name;
  const state = isTouched ? 'fails too' : isSource ? 'begins here' : '';
  return (
    <li
      class={`board-chip${isTouched ? ' is-touched' : ''}${isSource ? ' is-source' : ''}`}
      draggable
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', name)}
    >
      <code>{name}</code>
      {state !== '' && <b>{state}</b>}
      <label class="needs-js">
        <span class="is-hidden">Type of {name}</span>
        <select value={letter} onChange={(event) => onMove(name, event.currentTarget.value)}>
          {letters.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
    </li>
  );
}

function FreeCard({ letter, onMove }: { readonly letter: string; readonly onMove: Move }) {
  return (
    <section class="board-type is-free needs-js" {...dropOn(letter, onMove)}>
      <p class="board-name">
        Type {letter}
        <small>Drag a function here, or choose its letter.</small>
      </p>
    </section>
  );
}

function Result({ placement, blast }: { readonly placement: Placement; readonly blast: Blast }) {
  const cost = costOf(placement);
  const count = blast.touched.length;
  return (
    <>
      <dl class="x-tiles">
        <Tile
          label="Others that fail with it"
          isBad={count > 0}
          note={count === 0 ? 'it fails alone' : `on ${blast.machines}`}
        >
          {count} of 10
        </Tile>
        <Tile
          label="Cost"
          isBad={cost.isTooDear || cost.isImpossible}
          note={`${cost.machines} machines, ${cost.spares} of them spare`}
        >
          {cost.isImpossible ? '–' : `${cost.credits} of ${creditsMax}`}
        </Tile>
        <Tile label="Calls of a checkout" note="that go over the network">
          {hopsOf(placement)}
        </Tile>
      </dl>
      <p class={count > 0 ? 'board-verdict is-bad' : 'board-verdict'}>{blast.verdict}</p>
    </>
  );
}

/** The four plans under the three faults, for those who would rather read. */
function All() {
  return (
    <details>
      <summary>Four plans and three faults as a table</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Plan</th>
              {faults.map(({ id, label }) => (
                <th key={id} scope="col">
                  {label}: others that fail
                </th>
              ))}
              <th scope="col" class="is-number">
                Credits
              </th>
              <th scope="col" class="is-number">
                Calls
              </th>
            </tr>
          </thead>
          <tbody>
            {presets.map(({ id, label, placement }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                {faults.map((fault) => {
                  const { touched, machines } = blastOf(placement, fault.id);
                  return (
                    <td key={fault.id}>
                      {touched.length === 0 ? 'none' : `${touched.length}, on ${machines}`}
                    </td>
                  );
                })}
                <td class="is-number">{costOf(placement).credits}</td>
                <td class="is-number">{hopsOf(placement)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

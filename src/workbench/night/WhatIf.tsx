/**
 * What if one row of the ledger said something else: a prediction, the same night twice, and the two reports side by side
 * with every difference named.
 */
import { useState } from 'preact/hooks';
import { printCount } from '#workbench/print.ts';
import { Comparison } from './Comparison.tsx';
import { cellName, cellsOf, optionsOf, type Cell, type CellValue } from './ledger.ts';
import type { Decision, Night } from './night.ts';
import { sayCell, useWhatIf, type Phase, type PlayTexts, type Wish } from './what-if.ts';

interface WhatIfProps {
  readonly night: Night;
  readonly texts: Readonly<Record<string, string>>;
  readonly play: PlayTexts;
  /** The decision that somebody came from; null if nobody did. */
  readonly wanted: Decision | null;
}

function indexOf(cells: readonly Cell[], wanted: Decision | null): number {
  if (wanted === null) return 0;
  const file = wanted.kind === 'wiring' ? 'system.ts' : 'decisions.ts';
  const found = cells.findIndex((cell) => cell.row === wanted.row && cell.file === file);
  return Math.max(0, found);
}

export function WhatIf({ night, texts, play, wanted }: WhatIfProps) {
  const { phase, pairs, run, stop } = useWhatIf(texts, play);
  const cells = cellsOf(texts);
  return (
    <section class="what-if" id="what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">What if</h2>
      {cells.length === 0 ? (
        <p>These files hold no ledger that can be read without running it.</p>
      ) : (
        <WishForm
          cells={cells}
          first={indexOf(cells, wanted)}
          isPlaying={phase.kind === 'playing'}
          onWish={(wish) => void run(wish)}
          onStop={stop}
        />
      )}
      <Progress phase={phase} eventsExpected={night.events} />
      {pairs.map((pair, at) => (
        <Comparison key={pairs.length - at} pair={pair} />
      ))}
    </section>
  );
}

interface WishFormProps {
  readonly cells: readonly Cell[];
  /** Number of the row that is offered first. */
  readonly first: number;
  readonly isPlaying: boolean;
  readonly onWish: (wish: Wish) => void;
  readonly onStop: () => void;
}

function WishForm({ cells, first, isPlaying, onWish, onStop }: WishFormProps) {
  const [index, setIndex] = useState(first);
  const [value, setValue] = useState<CellValue | null>(null);
  const [expected, setExpected] = useState('');
  const cell = cells[index];
  if (cell === undefined) return null;
  const options = optionsOf(cell, cells)?.filter((option) => option !== cell.value) ?? null;
  const next = value ?? options?.[0] ?? cell.value;
  const choose = (at: number): void => {
    setIndex(at);
    setValue(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onWish({ cell, value: next, expected });
      }}
    >
      <RowChoice cells={cells} index={index} isOff={isPlaying} onChoose={choose} />
      <p class="what-if-now">
        <span>It says</span>
        <code>{sayCell(cell.value)}</code>
      </p>
      <label>
        <span>What if it said</span>
        <NewValue options={options} value={next} isOff={isPlaying} onValue={setValue} />
      </label>
      <label class="what-if-expected">
        <span>What do you expect? A number is best.</span>
        <input
          type="text"
          maxLength={200}
          value={expected}
          disabled={isPlaying}
          required
          onInput={({ currentTarget }) => setExpected(currentTarget.value)}
        />
      </label>
      <p class="what-if-acts">
        {isPlaying ? (
          <button type="button" onClick={onStop}>
            Stop
          </button>
        ) : (
          <button type="submit" class="is-primary" disabled={next === cell.value}>
            Have the night again
          </button>
        )}
      </p>
    </form>
  );
}

function RowChoice(props: {
  readonly cells: readonly Cell[];
  readonly index: number;
  readonly isOff: boolean;
  readonly onChoose: (index: number) => void;
}) {
  const { cells, index, isOff, onChoose } = props;
  const files = [...new Set(cells.map(({ file }) => file))];
  return (
    <label>
      <span>Row</span>
      <select
        value={String(index)}
        disabled={isOff}
        onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      >
        {files.map((file) => (
          <optgroup key={file} label={file}>
            {cells.map((each, at) =>
              each.file === file ? (
                <option key={at} value={at}>
                  {cellName(each)}
                </option>
              ) : null,
            )}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function NewValue(props: {
  readonly options: readonly CellValue[] | null;
  readonly value: CellValue;
  readonly isOff: boolean;
  readonly onValue: (value: CellValue) => void;
}) {
  const { options, value, isOff, onValue } = props;
  if (options === null) {
    return (
      <input
        type="number"
        value={String(value)}
        step="any"
        disabled={isOff}
        onInput={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.valueAsNumber)) onValue(currentTarget.valueAsNumber);
        }}
      />
    );
  }
  return (
    <select
      value={String(options.indexOf(value))}
      disabled={isOff}
      onChange={({ currentTarget }) => {
        const chosen = options[Number(currentTarget.value)];
        if (chosen !== undefined) onValue(chosen);
      }}
    >
      {options.map((option, at) => (
        <option key={at} value={at}>
          {sayCell(option)}
        </option>
      ))}
    </select>
  );
}

function Progress({
  phase,
  eventsExpected,
}: {
  readonly phase: Phase;
  readonly eventsExpected: number;
}) {
  if (phase.kind === 'failed') {
    return (
      <p class="what-if-failed" role="alert">
        {phase.message}
      </p>
    );
  }
  if (phase.kind === 'idle') return null;
  const what = phase.part === 'before' ? 'The night as it was' : 'The night with the change';
  return (
    <p class="what-if-progress">
      <span role="status">{what} …</span>
      {/* The sandbox tells how far it is only after a night: how long it takes is said instead. */}
      <progress aria-label={what} />
      <span>{printCount(eventsExpected)} events or so: a quarter of a minute, more on a phone</span>
    </p>
  );
}

/** A state as a shape with a word: the same in the table, in details and in the key below it. */
import type { Cell, CellState } from './people.ts';

const signs: Readonly<Record<CellState, string>> = {
  none: '·',
  working: '○',
  failing: '',
  passed: '✓',
  stuck: '',
};

export function CellView({ cell }: { readonly cell: Cell }) {
  return (
    <span class={`cell is-${cell.state}`} title={cell.words}>
      <span aria-hidden="true">{cell.text || signs[cell.state]}</span>
      <span class="is-hidden">{cell.words}</span>
    </span>
  );
}

const keyed: readonly (readonly [Cell, string])[] = [
  [{ state: 'none', text: '', words: '' }, 'not begun'],
  [{ state: 'working', text: '', words: '' }, 'working'],
  [{ state: 'failing', text: 'E-1', words: '' }, 'fails with this code'],
  [{ state: 'stuck', text: 'E-1', words: '' }, 'stuck'],
  [{ state: 'passed', text: '', words: '' }, 'passed'],
];

/** What the shapes mean. */
export function CellKey() {
  return (
    <ul class="cell-key" aria-label="What the shapes mean">
      {keyed.map(([cell, words]) => (
        <li key={words}>
          <CellView cell={cell} /> {words}
        </li>
      ))}
    </ul>
  );
}

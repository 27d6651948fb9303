/** The ring, as the reader paints it: nodes come and go, and what changes hands is marked. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import { cos, sin } from '#runtime/math-trig.ts';
import '#explorables/explorable.css';
import './painter.css';
import {
  cells,
  crowded,
  fewestNodes,
  letter,
  mostNodes,
  movedCells,
  pictureOf,
  unevenness,
  type Picture,
  type Rule,
} from './model.ts';

const rules: readonly { readonly value: Rule; readonly label: string; readonly full: string }[] = [
  { value: 'modulo', label: 'hash mod N', full: 'hash mod N' },
  { value: 'turns', label: 'taking turns', full: 'partitions dealt in turns' },
  { value: 'tokens-1', label: '1 point', full: 'one random point a node' },
  { value: 'tokens-8', label: '8 points', full: '8 random points a node' },
  { value: 'tokens-64', label: '64', full: '64 random points a node' },
  { value: 'tokens-256', label: '256', full: '256 random points a node' },
  { value: 'claimed', label: 'claimed', full: 'claimed partitions' },
];

/** The figure. Its first render shows the fifth node join a claimed ring, and the table of all rules. */
export function View() {
  const [rule, setRule] = useState<Rule>('claimed');
  const [history, setHistory] = useState<readonly number[]>([4, 5]);
  const count = history.at(-1) ?? fewestNodes;
  const after = pictureOf(rule, history);
  const before = history.length > 1 ? pictureOf(rule, history.slice(0, -1)) : after;
  const moved = movedCells(before, after);
  const movedCount = moved.filter(Boolean).length;
  const step = (to: number): void => setHistory([...history.slice(-30), to]);
  const what =
    rule === 'modulo' ? 'sessions' : rule.startsWith('tokens') ? 'samples' : 'partitions';
  return (
    <div class="x painter">
      <Choice
        name="painter-rule"
        legend="Who owns what is decided by"
        options={rules}
        value={rule}
        onChoose={setRule}
      />
      <div class="painter-buttons needs-js">
        <button type="button" disabled={count >= mostNodes} onClick={() => step(count + 1)}>
          {`${letter(Math.min(count, mostNodes - 1))} joins`}
        </button>
        <button type="button" disabled={count <= fewestNodes} onClick={() => step(count - 1)}>
          {`${letter(count - 1)} leaves`}
        </button>
      </div>
      <div class="painter-panes">
        <Ring picture={after} moved={moved} />
        <div class="painter-figures">
          <dl class="x-tiles">
            <Tile
              label="changed hands"
              isBad={movedCount > cells / 3}
              note={history.length > 1 ? fairShare(history) : 'nothing has changed yet'}
            >
              {`${movedCount} of ${cells}`}
            </Tile>
            <Tile label="busiest node, by the mean" isBad={unevenness(after) > 1.35}>
              {unevenness(after).toFixed(2)}
            </Tile>
          </dl>
          <Loads picture={after} />
          {rule !== 'modulo' && crowded(after) > 0 && (
            <p class="painter-crowded">
              {`In ${crowded(after)} places three neighbours are on fewer than three nodes: a crash takes two copies at once.`}
            </p>
          )}
        </div>
      </div>
      <All />
      <Narration
        text={`${count} nodes, ${nameOf(rule)}: ${movedCount} of ${cells} ${what} changed hands; the busiest node owns ${unevenness(after).toFixed(2)} of the mean.`}
      />
    </div>
  );
}

function nameOf(rule: Rule): string {
  return rules.find(({ value }) => value === rule)?.full ?? rule;
}

/** What had to move: the share of the one that came or went. */
function fairShare(history: readonly number[]): string {
  const [from = fewestNodes, to = fewestNodes] = history.slice(-2);
  return `a fair share is ${Math.floor(cells / Math.max(from, to))}`;
}

const size = 340;
const outer = 166;
const inner = 128;

/** Sixty-four cells in a circle, each with the letter of its owner; those that changed hands are marked. */
function Ring({
  picture,
  moved,
}: {
  readonly picture: Picture;
  readonly moved: readonly boolean[];
}) {
  const count = moved.filter(Boolean).length;
  return (
    <svg
      class="painter-ring"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={`A ring of ${cells}, ${count} of which have changed hands.`}
    >
      {picture.owners.map((owner, at) => {
        const [x, y] = pointAt((at + 0.5) / cells, (outer + inner) / 2);
        return (
          <g key={at} class={moved[at] === true ? 'is-moved' : ''}>
            <path d={wedge(at)} />
            <text x={x} y={y} dy="0.36em">
              {letter(owner)}
            </text>
          </g>
        );
      })}
      <text class="painter-middle" x={size / 2} y={size / 2} dy="-0.1em">
        {`${count} of ${cells}`}
      </text>
      <text class="painter-below" x={size / 2} y={size / 2} dy="1.3em">
        changed hands
      </text>
    </svg>
  );
}

/** A cell of the ring. */
function wedge(at: number): string {
  const [a, b, c, d] = [
    pointAt(at / cells, outer),
    pointAt((at + 1) / cells, outer),
    pointAt((at + 1) / cells, inner),
    pointAt(at / cells, inner),
  ];
  return `M${a.join()}L${b.join()}L${c.join()}L${d.join()}Z`;
}

function pointAt(turn: number, radius: number): [x: number, y: number] {
  const angle = 2 * Math.PI * turn;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return [round(size / 2 + radius * sin(angle)), round(size / 2 - radius * cos(angle))];
}

function Loads({ picture: { loads } }: { readonly picture: Picture }) {
  const most = Math.max(...loads);
  return (
    <ul class="painter-loads" aria-label="What each node owns, of 64">
      {loads.map((load, node) => (
        <li key={node}>
          <b>{letter(node)}</b>
          <span class="painter-bar" style={{ inlineSize: `${(load / most) * 72}%` }} />
          <span>{Number.isInteger(load) ? load : load.toFixed(1)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Every rule at once, for those who would rather read. */
function All() {
  return (
    <details>
      <summary>The fifth node joins: all rules as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" class="is-number">
              Changed hands
            </th>
            <th scope="col" class="is-number">
              Busiest, by the mean
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ value, full }) => {
            const after = pictureOf(value, [4, 5]);
            const moved = movedCells(pictureOf(value, [4]), after).filter(Boolean).length;
            return (
              <tr key={value}>
                <th scope="row">{full}</th>
                <td class="is-number">{`${moved} of ${cells}`}</td>
                <td class="is-number">{unevenness(after).toFixed(2)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

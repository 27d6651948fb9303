/** The N/R/W dial: how many answers to wait for, who is down, and what that does to reads, writes and the data. */
import { useState } from 'preact/hooks';
import { Choice, Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './dial.css';
import {
  counts,
  fates,
  nodeNames,
  oddsOf,
  placeOf,
  type Fate,
  type Odds,
  type Place,
  type Setting,
  type Side,
} from './model.ts';

const first: Setting = { read: 1, write: 1, fates: ['up', 'up', 'up'], answers: 0.99 };
const fateNames: Readonly<Record<Fate, string>> = {
  up: 'up',
  down: 'down before the write',
  dies: 'dies after the write',
};
const chances = [0.9, 0.99, 1] as const;
const quorums = counts.map((value) => ({ value, label: String(value) }));

/** The figure. Its first render shows one answer each on three nodes that are up, and the table of all nine pairs. */
export function View() {
  const [setting, setSetting] = useState(first);
  const odds = oddsOf(setting);
  const place = placeOf(setting);
  const { read, write } = setting;
  return (
    <div class="x dial">
      <div class="x-panel">
        <Choice
          name="dial-write"
          legend="W: a write waits for"
          options={quorums}
          value={write}
          onChoose={(count) => setSetting({ ...setting, write: count })}
        />
        <Choice
          name="dial-read"
          legend="R: a read waits for"
          options={quorums}
          value={read}
          onChoose={(count) => setSetting({ ...setting, read: count })}
        />
        <Choice
          name="dial-answers"
          legend="A node that is up answers in time"
          options={chances.map((value) => ({ value, label: percent(value) }))}
          value={setting.answers}
          onChoose={(answers) => setSetting({ ...setting, answers })}
        />
      </div>
      <Nodes setting={setting} onChange={setSetting} />
      <p class="x-question">
        {`W = ${write}, R = ${read}; a node that is up answers in time in ${percent(setting.answers)} of cases`}
      </p>
      <div class="dial-result">
        <Bars odds={odds} />
        <PlaceNote place={place} />
      </div>
      <small>
        Every case is counted. Nodes answer independently of each other, and any of them may be the
        first. The read comes at the worst instant: the copies whose answers the write did not wait
        for do not have it yet. Quorums are strict, and nobody stands in for a node. C means here
        that a read meets every accepted write, which is less than linearizable.
      </small>
      <All setting={setting} />
      <Narration
        text={`R ${read}, W ${write}: writes ${percent(odds.written)}, reads ${percent(odds.answered)}, ${label(place)}.`}
      />
    </div>
  );
}

/** As many digits as it takes to see how far it is from 0 and 100, to about a hundredth of that. */
function percent(share: number | null): string {
  if (share === null) return '–';
  const exact = share * 100;
  const room = Math.min(exact, 100 - exact);
  const digits = [0, 1, 2, 3, 4, 5, 6].find(
    (each) => Math.abs(Number(exact.toFixed(each)) - exact) <= Math.max(room / 120, 1e-7),
  );
  return `${exact.toFixed(digits ?? 6)} %`;
}

/** For a table whose caption says that it is in per cent. */
const bare = (share: number | null): string => percent(share).replace(' %', '');

const label = ({ inPartition, otherwise }: Place): string => `P${inPartition}/E${otherwise}`;

/** What happens to each node. */
function Nodes(props: {
  readonly setting: Setting;
  readonly onChange: (setting: Setting) => void;
}) {
  const { setting, onChange } = props;
  const choose = (node: number, fate: Fate): void => {
    const [a, b, c] = setting.fates.map((old, index) => (index === node ? fate : old));
    if (a !== undefined && b !== undefined && c !== undefined)
      onChange({ ...setting, fates: [a, b, c] });
  };
  return (
    <div class="dial-nodes">
      {nodeNames.map((name, node) => (
        <label key={name} class={`is-${setting.fates[node] ?? 'up'}`}>
          <b>{name}</b>
          <select
            aria-label={`Node ${name}`}
            value={setting.fates[node]}
            onChange={(event) => {
              const fate = fates.find((each) => each === event.currentTarget.value);
              if (fate !== undefined) choose(node, fate);
            }}
          >
            {fates.map((fate) => (
              <option key={fate} value={fate} selected={fate === setting.fates[node]}>
                {fateNames[fate]}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

const bars = [
  { key: 'written', name: 'a write is accepted', isBad: false },
  { key: 'answered', name: 'a read is answered', isBad: false },
  { key: 'stale', name: 'an answered read misses the write', isBad: true },
  { key: 'gone', name: 'an accepted write is gone for good', isBad: true },
] as const;

function Bars({ odds }: { readonly odds: Odds }) {
  return (
    <dl class="dial-bars">
      {bars.map(({ key, name, isBad }) => (
        <div key={key} class={isBad && (odds[key] ?? 0) > 0 ? 'is-bad' : ''}>
          <dt>{name}</dt>
          <dd>
            <i style={{ inlineSize: `${(odds[key] ?? 0) * 100}%` }} />
            <b>{percent(odds[key])}</b>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function doing({ reads, writes }: Side): string {
  if (reads && writes) return 'reads and writes';
  if (reads) return 'reads, refuses writes';
  return writes ? 'writes, refuses reads' : 'refuses both';
}

function PlaceNote({ place }: { readonly place: Place }) {
  const [lone, pair] = place.sides;
  return (
    <div class="dial-place">
      <p>
        <b>{label(place)}</b>
      </p>
      <p>{`Partition, one node cut off: it ${doing(lone)}; the other two: ${doing(pair)}.`}</p>
      <p>
        {place.otherwise === 'C'
          ? 'Else consistency: R + W > 3, so every read waits long enough to meet every accepted write.'
          : 'Else latency: R + W ≤ 3, so an answer comes sooner and may be old.'}
      </p>
      {place.inPartition === '–' && (
        <p>Neither A nor C: something is refused, and what is answered may still be old.</p>
      )}
    </div>
  );
}

/** All nine pairs on the nodes as they are chosen. */
function All({ setting }: { readonly setting: Setting }) {
  return (
    <details>
      <summary>All nine pairs of R and W, with these nodes</summary>
      <table>
        <caption>In per cent, at the worst instant</caption>
        <thead>
          <tr>
            {['R', 'W', 'Write', 'Read', 'Stale', 'Gone', 'PACELC'].map((head) => (
              <th key={head} scope="col" class="is-number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.flatMap((read) =>
            counts.map((write) => {
              const pair = { ...setting, read, write };
              const { written, answered, stale, gone } = oddsOf(pair);
              return (
                <tr key={`${read} ${write}`}>
                  {[read, write, ...[written, answered, stale, gone].map(bare)].map(
                    (cell, column) => (
                      <td key={column} class="is-number">
                        {cell}
                      </td>
                    ),
                  )}
                  <td class="is-number">{label(placeOf(pair))}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </details>
  );
}

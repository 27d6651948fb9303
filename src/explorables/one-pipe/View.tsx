/** One pipe, two sizes, as the reader sees it: choose the slices, and see who waits. */
import { useState } from 'preact/hooks';
import { Narration, Switch, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './pipe.css';
import {
  outcomeOf,
  silenceMaxMs,
  sizes,
  sizeText,
  timeText,
  type Choices,
  type Outcome,
} from './model.ts';

/** All of it at once: what the naive sender does. */
const firstChoices: Choices = { sliceBytes: sizes[sizes.length - 1] ?? 0, takesTurns: true };
const shownMs = 5_000;

/** The figure. Its first render, without JavaScript, shows the export in one piece, and the table of all sizes. */
export function View() {
  const [choices, setChoices] = useState(firstChoices);
  const outcome = outcomeOf(choices);
  const { sliceBytes, takesTurns } = choices;
  return (
    <div class="x pipe">
      <label class="pipe-slider needs-js">
        <span>
          {outcome.slices === 1
            ? 'The export goes in one piece of 20 MB'
            : `The export goes in slices of ${sizeText(sliceBytes)}`}
        </span>
        <input
          type="range"
          min={0}
          max={sizes.length - 1}
          step={1}
          value={sizes.findIndex((size) => size === sliceBytes)}
          aria-valuetext={sizeText(sliceBytes)}
          onInput={(event) =>
            setChoices({ ...choices, sliceBytes: sizes[Number(event.currentTarget.value)] ?? 0 })
          }
        />
      </label>
      <Switch
        label="The others take turns with the slices"
        note="off: all stand in one queue"
        on={takesTurns}
        onTurn={(on) => setChoices({ ...choices, takesTurns: on })}
      />
      <Link outcome={outcome} />
      <dl class="x-tiles">
        <Tile label="A small request waits" isBad={outcome.longestWaitMs > 60} note="at most">
          {timeText(outcome.longestWaitMs)}
        </Tile>
        <Tile
          label="No heartbeat for"
          isBad={outcome.isGivenUp}
          note={outcome.isGivenUp ? 'over 3 s: declared dead' : `under ${silenceMaxMs / 1_000} s`}
        >
          {timeText(outcome.silenceMs)}
        </Tile>
        <Tile
          label="The export takes"
          note={
            outcome.slices === 1 ? 'in one piece' : `${outcome.slices.toLocaleString('en')} slices`
          }
        >
          {timeText(outcome.exportMs)}
        </Tile>
        <Tile label="Headers">{`${(outcome.overhead * 100).toFixed(2)} %`}</Tile>
      </dl>
      <All />
      <Narration
        text={`Slices of ${sizeText(sliceBytes)}: a small request waits up to ${timeText(outcome.longestWaitMs)}.`}
      />
    </div>
  );
}

/** The link over five seconds: when small ones and heartbeats were asked for, and when they went. */
function Link({ outcome }: { readonly outcome: Outcome }) {
  const x = (ms: number): number => (Math.min(ms, shownMs) / shownMs) * 1_000;
  return (
    <div>
      <svg
        class="pipe-link"
        viewBox="0 0 1000 120"
        preserveAspectRatio="none"
        role="img"
        aria-label={`The link over five seconds: small requests wait up to ${timeText(outcome.longestWaitMs)}`}
      >
        <rect class="pipe-bulk" x={0} y={80} width={x(outcome.exportMs)} height={30} />
        {outcome.others.map(({ kind, askedMs, fromMs }) => (
          <g key={`${kind}${askedMs}`} class={kind === 'beat' ? 'pipe-beat' : 'pipe-small'}>
            <path d={`M${x(askedMs)} 10 V30 L${x(fromMs)} 70 V110`} />
          </g>
        ))}
      </svg>
      <p class="pipe-scale" aria-hidden="true">
        <span>0 s</span>
        <span>5 s</span>
      </p>
      <p class="pipe-key">
        The bar is the link while it carries the export. Each line runs from the instant at which
        something is ready to be sent, at the top, to the instant at which it is its turn:{' '}
        <b>small requests</b> are thin, <b class="pipe-beats">heartbeats</b> thick.
      </p>
    </div>
  );
}

/** Every size, for those who would rather read. */
function All() {
  return (
    <details>
      <summary>All sizes as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Slices of</th>
            <th scope="col">A small request waits up to</th>
            <th scope="col">Longest silence</th>
            <th scope="col">Headers</th>
          </tr>
        </thead>
        <tbody>
          {sizes.map((sliceBytes) => {
            const outcome = outcomeOf({ sliceBytes, takesTurns: true });
            return (
              <tr key={sliceBytes}>
                <th scope="row">{sizeText(sliceBytes)}</th>
                <td>{timeText(outcome.longestWaitMs)}</td>
                <td>
                  {timeText(outcome.silenceMs)}
                  {outcome.isGivenUp ? ', declared dead' : ''}
                </td>
                <td>{(outcome.overhead * 100).toFixed(2)} %</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

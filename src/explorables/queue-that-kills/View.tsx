/** The queue that kills: turn the load and the bound while the run is on, and see when the answers stop counting. */
import { useState } from 'preact/hooks';
import { Narration, Notice, Switch } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import {
  explain,
  little,
  outcomeOf,
  sayBound,
  sayOutcome,
  sayPlan,
  sayTurn,
  whole,
  windowAt,
  type Little,
} from './figures.ts';
import { Plot } from './Plot.tsx';
import './queue.css';
import { scene, type Setting } from './scene.ts';
import { AsTable, Runs } from './Tables.tsx';
import { useQueue, type Queue } from './use-queue.ts';

const bounds: readonly (number | null)[] = [
  0,
  25,
  50,
  100,
  150,
  200,
  250,
  300,
  350,
  400,
  450,
  500,
  600,
  800,
  1_000,
  2_000,
  5_000,
  null,
];

/** The figure. Its first render, without JavaScript, is the collapse at a bound of 1,000, looked at after the surge. */
export function View() {
  const queue = useQueue();
  const { run, phase, setting, rows, before, notice, narration } = queue.shown;
  const [chosen, setChosen] = useState(85);
  const at = phase === 'ready' ? chosen : run.seconds.length - 5;
  const window = windowAt(run.seconds, at);
  return (
    <div class="x queue">
      <Controls setting={setting} onTurn={queue.turn} />
      <Buttons queue={queue} />
      <p class="queue-shown">
        Shown: <b>{[sayPlan(run.setting), ...run.turns.map(sayTurn)].join('; ')}</b>
      </p>
      <Plot
        seconds={run.seconds}
        before={before}
        turnedAtS={run.turns.map(({ atS }) => atS)}
        window={window}
        title={`Three plots over ${run.seconds.length} s of a run with ${sayPlan(run.setting)}; its figures are in the tables below.`}
      />
      <label class="queue-scrubber needs-js">
        <input
          type="range"
          min="5"
          max={Math.max(5, run.seconds.length - 5)}
          value={at}
          disabled={phase !== 'ready'}
          aria-label="Ten seconds to look at"
          aria-valuetext={`${window[0]} to ${window[1]} s`}
          onInput={(event) => setChosen(event.currentTarget.valueAsNumber)}
        />
        <span>
          Looked at: {window[0]} to {window[1]} s
        </span>
      </label>
      <Law figures={little(run.seconds, window)} />
      {phase === 'ready' && <AsTable seconds={run.seconds} />}
      <Runs rows={rows} />
      <LeftOut />
      <Notice text={notice} />
      <Narration text={narration} />
    </div>
  );
}

function Controls(props: {
  readonly setting: Setting;
  readonly onTurn: (change: Partial<Setting>) => void;
}) {
  const { setting, onTurn } = props;
  const position = bounds.indexOf(setting.bound);
  return (
    <div class="queue-controls needs-js">
      <label>
        <span>
          Load in the surge <b>{setting.surge.toLocaleString('en')}/s</b>
        </span>
        <input
          type="range"
          min="200"
          max="2000"
          step="50"
          value={setting.surge}
          aria-valuetext={`${setting.surge} requests a second`}
          onInput={(event) => onTurn({ surge: event.currentTarget.valueAsNumber })}
        />
      </label>
      <label>
        <span>
          Queue <b>{sayBound(setting.bound)}</b>
        </span>
        <input
          type="range"
          min="0"
          max={bounds.length - 1}
          value={position}
          aria-valuetext={sayBound(setting.bound)}
          onInput={(event) => onTurn({ bound: bounds[event.currentTarget.valueAsNumber] ?? null })}
        />
      </label>
      <Switch
        label="Maximum wait of 1 s"
        note="who has waited longer is refused, not served"
        on={setting.maxWait}
        onTurn={(maxWait) => onTurn({ maxWait })}
      />
      <Switch
        label="PayHub four times slower"
        note="62.5 a second, for as long as it is on"
        on={setting.slow}
        onTurn={(slow) => onTurn({ slow })}
      />
    </div>
  );
}

function Buttons({ queue }: { readonly queue: Queue }) {
  const { phase, run } = queue.shown;
  const isPlaying = phase === 'playing';
  return (
    <div class="queue-buttons needs-js">
      <button type="button" class="button" onClick={isPlaying ? queue.pause : queue.play}>
        {isPlaying ? 'Pause' : phase === 'paused' ? 'Play on' : 'Play 120 s with this setting'}
      </button>
      <button type="button" disabled={phase === 'ready'} onClick={queue.finish}>
        To the end
      </button>
      <span>
        {phase === 'ready'
          ? sayOutcome(outcomeOf(run.seconds))
          : `${run.seconds.length} s. What you turn now acts now.`}
      </span>
    </div>
  );
}

/** Little's law, each side measured by itself. */
function Law({ figures }: { readonly figures: Little }) {
  const { inside, letIn, insideS } = figures;
  return (
    <div class="queue-law">
      <dl>
        <div>
          <dt>L, inside on average</dt>
          <dd>{whole(inside)}</dd>
        </div>
        <div>
          <dt>λ, let in each second</dt>
          <dd>{letIn.toFixed(1)}</dd>
        </div>
        <div>
          <dt>W, seconds inside</dt>
          <dd>{insideS === null ? '–' : insideS.toFixed(2)}</dd>
        </div>
        <div>
          <dt>λ × W</dt>
          <dd>{insideS === null ? '–' : whole(letIn * insideS)}</dd>
        </div>
      </dl>
      <p>{explain(figures)}</p>
    </div>
  );
}

/** Where the scene is simpler than a night of voting. */
function LeftOut() {
  return (
    <details>
      <summary>What is played, and what it leaves out</summary>
      <p>
        Every customer is a process of the runtime that the labs use, and so is the desk before{' '}
        {scene.slots} slots of 150&nbsp;ms plus Exp(50&nbsp;ms). Each asks up to {scene.attempts}{' '}
        times, {scene.deadlineMs / 1_000}&nbsp;s each, with full jitter over 200 and 400&nbsp;ms in
        between. The same customers come whatever the queue is. Left out are the network, memory,
        the cost of a refusal, classes of customers, and PayHub’s ban of a 51st call: all of that is
        in the lab. Nobody leaves for good before the third attempt, and nobody presses the button
        again after it.
      </p>
    </details>
  );
}

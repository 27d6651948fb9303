/** Retry storm, as the reader sees it: choose a policy, predict, watch, compare. */
import { useState } from 'preact/hooks';
import {
  Choice,
  Narration,
  notLoaded,
  Notice,
  Successor,
  Switch,
  Tile,
} from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import { baseline, baselineOutcome } from './baseline.ts';
import { explain, nameOf, recoveryOf, type Recovery } from './outcome.ts';
import { Plot } from './Plot.tsx';
import type { Policy, Second } from './scene.ts';
import { sayRecovered, sayRecovery, type Run } from './runs.ts';
import './storm.css';
import { AsTable, Runs } from './Tables.tsx';

const withoutRetries: Run = {
  policy: { attempts: 1, jitter: false, budget: false, expiry: false },
  seed: 1,
  seconds: baseline,
  outcome: baselineOutcome,
  predicted: null,
};

const answers: readonly { readonly value: Recovery; readonly label: string }[] = [
  { value: 'at once', label: 'comes back at once' },
  { value: 'later', label: 'comes back after a while' },
  { value: 'never', label: 'does not come back' },
];
function describe(run: Run): string {
  const { outcome } = run;
  return `${nameOf(run.policy)}: ${outcome.amplification.toFixed(2)} attempts per request during the brown-out; goodput comes back: ${sayRecovered(outcome)}; served for nobody: ${Math.round(outcome.wasted * 100)} %.`;
}

/** The figure. Its first render, without JavaScript, shows the run without retries. */
export function View() {
  const [policy, setPolicy] = useState<Policy>({
    attempts: 3,
    jitter: true,
    budget: false,
    expiry: false,
  });
  const [runs, setRuns] = useState<readonly Run[]>([withoutRetries]);
  const [isPlaying, setPlaying] = useState(false);
  const [isAsking, setAsking] = useState(true);
  const [at, setAt] = useState(60);
  const [narration, setNarration] = useState('');
  const [notice, setNotice] = useState('');
  const run = runs.at(-1) ?? withoutRetries;

  const choose = (change: Partial<Policy>): void => {
    setPolicy({ ...policy, ...change });
    setAsking(true);
  };
  const play = async (seed: number, predicted: Recovery | null): Promise<void> => {
    // The model is fetched with the first prediction: whoever only reads does not load it.
    try {
      const { playStorm } = await import('./play.ts');
      setRuns([...runs, { policy, seed, predicted, ...playStorm(policy, seed) }]);
      setPlaying(true);
      setAsking(false);
      setNotice('');
    } catch {
      setNotice(notLoaded);
    }
  };
  const played = (): void => {
    setPlaying(false);
    setNarration(describe(run));
  };

  return (
    <div class="x storm">
      <PolicyForm policy={policy} onChange={choose} />
      <div class={isAsking ? 'storm-stage is-asking' : 'storm-stage'}>
        <p class="storm-shown">
          Shown: <b>{nameOf(run.policy)}</b>
        </p>
        <Plot
          seconds={run.seconds}
          before={runs.at(-2)?.seconds ?? null}
          isPlaying={isPlaying}
          onPlayed={played}
          at={isPlaying ? null : at}
          title={describe(run)}
        />
        <Scrubber seconds={run.seconds} at={at} isHidden={isPlaying} onMove={setAt} />
      </div>
      {isAsking ? (
        <Prediction policy={policy} onPredict={(answer) => void play(1, answer)} />
      ) : (
        <Result run={run} isPlaying={isPlaying} onRepeat={() => void play(run.seed + 1, null)} />
      )}
      {!isPlaying && <AsTable seconds={run.seconds} />}
      <Runs runs={isPlaying ? runs.slice(0, -1) : runs} />
      <LeftOut />
      <Notice text={notice} />
      <Narration text={narration} />
    </div>
  );
}

function PolicyForm(props: {
  readonly policy: Policy;
  readonly onChange: (change: Partial<Policy>) => void;
}) {
  const { policy, onChange } = props;
  const isOnce = policy.attempts === 1;
  return (
    <div class="x-panel">
      <Choice
        name="storm-attempts"
        legend="Attempts per request"
        options={[1, 3, 5].map((value) => ({ value, label: String(value) }))}
        value={policy.attempts}
        onChoose={(attempts) => onChange({ attempts })}
      />
      <Switch
        label="Full jitter"
        note="waits U(0, 100 ms · 2ⁿ)"
        on={policy.jitter && !isOnce}
        disabled={isOnce}
        onTurn={(jitter) => onChange({ jitter })}
      />
      <Switch
        label="Retry budget"
        note="a tenth of the requests"
        on={policy.budget && !isOnce}
        disabled={isOnce}
        onTurn={(budget) => onChange({ budget })}
      />
      <Switch
        label="Expiry"
        note="the shop drops what is 500 ms old"
        on={policy.expiry}
        onTurn={(expiry) => onChange({ expiry })}
      />
    </div>
  );
}

function Prediction(props: {
  readonly policy: Policy;
  readonly onPredict: (answer: Recovery) => void;
}) {
  return (
    <fieldset class="x-predict needs-js">
      <legend class="is-hidden">Your prediction</legend>
      <p class="x-question">
        With “{nameOf(props.policy)}”: all slots are back at 50 s. What does the goodput do?
      </p>
      <div class="x-row">
        {answers.map(({ value, label }) => (
          <button key={value} type="button" onClick={() => props.onPredict(value)}>
            It {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Result(props: {
  readonly run: Run;
  readonly isPlaying: boolean;
  readonly onRepeat: () => void;
}) {
  const { run, isPlaying } = props;
  const { outcome } = run;
  if (isPlaying) {
    return (
      <Successor class="storm-result">
        <p>100 seconds in four …</p>
      </Successor>
    );
  }
  const recovery = recoveryOf(outcome);
  return (
    <Successor class="storm-result">
      <dl class="x-tiles">
        <Tile label="Attempts per request, 20 to 50 s" isBad={outcome.amplification > 1.5}>
          {outcome.amplification.toFixed(2)}
        </Tile>
        <Tile
          label="Goodput comes back"
          isBad={recovery === 'never'}
          note={run.predicted === null ? undefined : saysOfPrediction(run.predicted, recovery)}
        >
          {sayRecovered(outcome)}
        </Tile>
        <Tile label="Answered per second, 55 to 60 s" isBad={outcome.goodputAfter < 100}>
          {Math.round(outcome.goodputAfter)}
        </Tile>
        <Tile label="Work done for nobody" isBad={outcome.wasted > 0.2}>
          {Math.round(outcome.wasted * 100)} %
        </Tile>
      </dl>
      <p class="storm-why">{explain(run.policy, outcome)}</p>
      <button type="button" onClick={props.onRepeat}>
        Same policy, other customers
      </button>
    </Successor>
  );
}

function saysOfPrediction(predicted: Recovery, recovery: Recovery): string {
  return predicted === recovery ? 'as you said' : `you said: ${sayRecovery[predicted]}`;
}

/** Where the model is simpler than a shop. */
function LeftOut() {
  return (
    <details>
      <summary>What the model leaves out</summary>
      <p>
        Messages take no time and none is lost. There is one queue, one budget for all clients, and
        the same patience for everybody. Customers neither leave nor press the button again.
        Dropping expired work is free, and only one layer retries.
      </p>
    </details>
  );
}

function Scrubber(props: {
  readonly seconds: readonly Second[];
  readonly at: number;
  readonly isHidden: boolean;
  readonly onMove: (second: number) => void;
}) {
  const { seconds, at, isHidden, onMove } = props;
  const second = seconds[at] ?? { requests: 0, attempts: 0, answered: 0 };
  const text = `At ${at} s: ${second.requests} requests, ${second.attempts} attempts, ${second.answered} answered in time`;
  return (
    <label class={isHidden ? 'storm-scrubber needs-js is-waiting' : 'storm-scrubber needs-js'}>
      <input
        type="range"
        min="0"
        max="99"
        value={at}
        aria-label="Second"
        aria-valuetext={text}
        onInput={(event) => onMove(event.currentTarget.valueAsNumber)}
      />
      <span>{text}</span>
    </label>
  );
}

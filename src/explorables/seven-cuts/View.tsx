/** Seven cuts, as the reader sees it: cut the trip, predict, play it, and fill the table. */
import { Choice, Narration, Notice, Switch } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './cuts.css';
import { Playback } from './Playback.tsx';
import { Prediction } from './Prediction.tsx';
import { strategies, timeouts, usualTimeoutMs, type Setup } from './setup.ts';
import { Table } from './Table.tsx';
import { cellCount, useTrips } from './trips.ts';

const firstSetup: Setup = {
  strategy: 'at-most-once',
  cuts: [6],
  always: false,
  timeoutMs: usualTimeoutMs,
};
/** So many trips played by hand, and the machine may play the others. */
const enoughResults = 6;

/** The figure. Its first render, without JavaScript, shows the trip with its seven places. */
export function View() {
  const trips = useTrips(firstSetup);
  const { setup, played, results } = trips;
  const known = Object.keys(results).length;
  return (
    <div class="x cuts">
      <div class="cuts-columns">
        <div class="cuts-setup">
          <Choice
            name="cuts-strategy"
            legend="Strategy of web"
            options={strategies.map((value) => ({ value, label: value }))}
            value={setup.strategy}
            onChoose={(strategy) => trips.choose({ ...setup, strategy })}
          />
          <Table setup={setup} results={results} onChange={trips.choose} />
          <Options setup={setup} onChange={trips.choose} />
          {known >= enoughResults && known < cellCount && (
            <button type="button" onClick={trips.fillTable}>
              Fill in the rest of the table
            </button>
          )}
        </div>
        <div class="cuts-play needs-js">
          {played === null ? (
            <Prediction key={JSON.stringify(setup)} setup={setup} onReveal={trips.reveal} />
          ) : (
            <Playback
              played={played}
              onShown={trips.shown}
              onStep={trips.narrate}
              onAgain={trips.again}
              onWalk={trips.walk}
            />
          )}
          <Notice text={trips.notice} />
        </div>
      </div>
      <Narration text={trips.narration} />
    </div>
  );
}

function Options(props: { readonly setup: Setup; readonly onChange: (setup: Setup) => void }) {
  const { setup, onChange } = props;
  return (
    <div class="x-panel">
      <Choice
        name="cuts-timeout"
        legend="Web waits for an attempt"
        options={timeouts.map((value) => ({ value, label: `${value.toLocaleString('en')} ms` }))}
        value={setup.timeoutMs}
        onChoose={(timeoutMs) => onChange({ ...setup, timeoutMs })}
      />
      <Switch
        label="Cut every time"
        note="else the first time only"
        on={setup.always}
        onTurn={(always) => onChange({ ...setup, always })}
      />
    </div>
  );
}

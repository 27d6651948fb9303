/** The outbox, as the reader sees it: how bad the network is, what is done about it, and what is lost. */
import { useState } from 'preact/hooks';
import { Choice, Narration, notLoaded, Notice, Switch, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import { Ladder } from './Ladder.tsx';
import './outbox.css';
import { recordedLadder } from './recorded.ts';
import {
  firstSetting,
  killCounts,
  ladder,
  losses,
  said,
  type Measures,
  type Outcome,
  type Setting,
} from './scene.ts';
import { Waiting } from './Waiting.tsx';

interface Played {
  readonly setting: Setting;
  readonly outcome: Outcome;
}

const room = recordedLadder.at(-1);
const firstPlayed: Played | null = room ? { setting: firstSetting, outcome: room } : null;

function sentence({ lost, doubled }: Outcome): string {
  if (lost + doubled === 0) return `All ${said} are on record, each once.`;
  return `Of ${said} messages ${lost} are lost; ${doubled} entries are doubles.`;
}

/** The figure. Its first render, without JavaScript, shows the room under 30 % loss and five kills. */
export function View() {
  const [setting, setSetting] = useState(firstSetting);
  const [played, setPlayed] = useState(firstPlayed);
  const [seed, setSeed] = useState(1);
  const [rows, setRows] = useState(recordedLadder);
  const [narration, narrate] = useState('');
  const [notice, setNotice] = useState('');

  const run = async (): Promise<void> => {
    try {
      // Runtime and model come with the first run: whoever only reads does not load them.
      const { play } = await import('./model.ts');
      const outcome = play(setting, seed);
      setNotice('');
      setPlayed({ setting, outcome });
      const { loss, kills } = setting;
      setRows(ladder.map(({ measures }) => play({ ...measures, loss, kills }, seed)));
      setSeed(seed + 1);
      narrate(sentence(outcome));
    } catch {
      setNotice(notLoaded);
    }
  };

  return (
    <div class="x outbox">
      <Form setting={setting} onChange={(change) => setSetting({ ...setting, ...change })} />
      <div class="x-row needs-js">
        <button type="button" class="is-primary" onClick={() => void run()}>
          Play a minute
        </button>
      </div>
      <Notice text={notice} />
      {played !== null && <Result {...played} />}
      <Ladder rows={rows} setting={played?.setting ?? firstSetting} />
      <LeftOut />
      <Narration text={narration} />
    </div>
  );
}

const measureSwitches: readonly {
  readonly key: keyof Measures;
  readonly label: string;
  readonly note: string;
}[] = [
  { key: 'resend', label: 'Say it again', note: 'until it is acknowledged' },
  { key: 'commitFirst', label: 'Acknowledge after the write', note: 'off: on hearing' },
  { key: 'remember', label: 'One entry for each id', note: 'off: one for each arrival' },
];

function Form(props: {
  readonly setting: Setting;
  readonly onChange: (change: Partial<Setting>) => void;
}) {
  const { setting, onChange } = props;
  return (
    <div class="x-panel">
      <Choice
        name="outbox-loss"
        legend="Messages that the wifi loses"
        options={losses.map((value) => ({ value, label: `${value * 100} %` }))}
        value={setting.loss}
        onChoose={(loss) => onChange({ loss })}
      />
      <Choice
        name="outbox-kills"
        legend="The server is killed"
        options={killCounts.map((value) => ({
          value,
          label: value === 0 ? 'never' : `${value} ×`,
        }))}
        value={setting.kills}
        onChoose={(kills) => onChange({ kills })}
      />
      {measureSwitches.map(({ key, label, note }) => (
        <Switch
          key={key}
          label={label}
          note={note}
          on={setting[key]}
          onTurn={(on) => onChange({ [key]: on })}
        />
      ))}
    </div>
  );
}

function Result({ setting, outcome }: Played) {
  const { lost, doubled, sentPerSaid, slowestS, agrees } = outcome;
  return (
    <>
      <dl class="x-tiles">
        <Tile label="Lost" isBad={lost > 0} note={`of ${said} that were said`}>
          {lost}
        </Tile>
        <Tile label="Doubled" isBad={doubled > 0} note="entries too many in the log">
          {doubled}
        </Tile>
        <Tile label="Sent for one that was said" note="what the repetitions cost">
          {sentPerSaid.toFixed(1)}
        </Tile>
        <Tile
          label="On the console after"
          note={agrees ? 'at most; it has the whole log' : 'at most; it lacks some of the log'}
        >
          {slowestS.toFixed(1)} s
        </Tile>
      </dl>
      <Waiting outcome={outcome} setting={setting} />
    </>
  );
}

function LeftOut() {
  return (
    <details>
      <summary>What is played, and what is left out</summary>
      <p>
        Twenty browsers say twelve messages each within forty seconds, to one server on a machine of
        its own; a console follows its log. Each message between them is lost with the chance above,
        acknowledgements as well. A killed server forgets what is not on its disk and is back after
        two seconds. It writes every 0.4 s: slower than the real one, so that there is something to
        lose. Browsers repeat after two seconds, the console asks for what it missed every second.
      </p>
      <p>
        Left out: WebSockets, which hide most of the loss until they break; several messages in one
        frame; and browsers that are closed with a full outbox, which the real one keeps on disk.
      </p>
    </details>
  );
}

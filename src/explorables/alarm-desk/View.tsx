/** The alarm desk: two levels and two waits over a noisy signal; and one node under forty alarms. */
import { useMemo, useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import { Cascade } from './Cascade.tsx';
import './desk.css';
import { deskOf, signal, type Settings } from './model.ts';
import { Plot } from './Plot.tsx';
import { sayNotice, saySeconds, sayShift, shifts } from './shifts.ts';

const node3 = signal();
const first: Settings = { raise: 80, clear: 80, raiseForS: 0, clearForS: 0 };
const waits = [0, 30, 60, 120, 300] as const;
const waitNames = waits.map((value) => ({ value: value as number, label: saySeconds(value) }));

/** The figure. Its first render shows one level of 80 %, the table of settings, and the forty alarms uncorrelated. */
export function View() {
  const [settings, setSettings] = useState(first);
  const shift = useMemo(() => deskOf(node3, settings), [settings]);
  const raise = (level: number): void =>
    setSettings({ ...settings, raise: level, clear: Math.min(level, settings.clear) });
  const clear = (level: number): void =>
    setSettings({ ...settings, clear: level, raise: Math.max(level, settings.raise) });
  return (
    <div class="x desk">
      <section aria-label="One signal, one alarm">
        <div class="desk-sliders needs-js">
          <Level label="Raise at" value={settings.raise} onMove={raise} />
          <Level label="Clear below" value={settings.clear} onMove={clear} />
        </div>
        <div class="x-panel">
          <Choice
            name="desk-raise-for"
            legend="Raise only after it has lasted"
            options={waitNames}
            value={settings.raiseForS}
            onChoose={(raiseForS) => setSettings({ ...settings, raiseForS })}
          />
          <Choice
            name="desk-clear-for"
            legend="Clear only after it has lasted"
            options={waitNames}
            value={settings.clearForS}
            onChoose={(clearForS) => setSettings({ ...settings, clearForS })}
          />
        </div>
        <Plot signal={node3} settings={settings} shift={shift} />
        <dl class="x-tiles">
          <Tile label="pages" isBad={shift.raised.length > 3}>
            {shift.raised.length}
          </Tile>
          <Tile label="without a cause" isBad={shift.causeless > 0} note="before the leak began">
            {shift.causeless}
          </Tile>
          <Tile label="notice before the node dies" isBad={shift.noticeS === null}>
            {sayNotice(shift)}
          </Tile>
        </dl>
        <Shifts />
      </section>
      <Cascade />
      <Narration text={sayShift(shift)} />
    </div>
  );
}

function Level(props: {
  readonly label: string;
  readonly value: number;
  readonly onMove: (level: number) => void;
}) {
  const { label, value, onMove } = props;
  return (
    <label>
      <span>
        {label} <b>{`${value} %`}</b>
      </span>
      <input
        type="range"
        min={60}
        max={95}
        value={value}
        aria-valuetext={`${value} %`}
        onInput={(event) => onMove(Number(event.currentTarget.value))}
      />
    </label>
  );
}

/** Six settings at once, for those who would rather read. */
function Shifts() {
  return (
    <details>
      <summary>Six settings as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">Raise, clear, waits</th>
            <th scope="col" class="is-number">
              Pages
            </th>
            <th scope="col" class="is-number">
              No cause
            </th>
            <th scope="col">Notice</th>
          </tr>
        </thead>
        <tbody>
          {shifts.map(({ name, settings }) => {
            const shift = deskOf(node3, settings);
            const { raise, clear, raiseForS } = settings;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{`${raise} %, ${clear} %, ${saySeconds(raiseForS)}`}</td>
                <td class="is-number">{shift.raised.length}</td>
                <td class="is-number">{shift.causeless}</td>
                <td>{sayNotice(shift)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}

/** A day in the life of a scaler: three numbers, and what becomes of 1,440 seconds by them. */
import { useMemo, useState } from 'preact/hooks';
import { Narration, Switch, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './day.css';
import { dayOf, reference, slowMs, type Day, type Setting } from './model.ts';
import { Plot } from './Plot.tsx';

/** The figure. Its first render is the lab's reference, on a day with everything that goes wrong. */
export function View() {
  const [setting, setSetting] = useState<Setting>(reference);
  const day = useMemo(() => dayOf(setting), [setting]);
  const set = (change: Partial<Setting>): void => setSetting((old) => ({ ...old, ...change }));
  return (
    <div class="x day">
      <div class="day-controls needs-js">
        <Slider
          label="busy at most"
          value={Math.round(setting.target * 100)}
          {...{ min: 50, max: 95, step: 5, unit: '%' }}
          onMove={(value) => set({ target: value / 100 })}
        />
        <Slider
          label="orders ahead"
          value={setting.leadS}
          {...{ min: 0, max: 60, step: 5, unit: 's' }}
          onMove={(leadS) => set({ leadS })}
        />
        <Slider
          label="cool-down"
          value={setting.coolDownS}
          {...{ min: 0, max: 180, step: 15, unit: 's' }}
          onMove={(coolDownS) => set({ coolDownS })}
        />
        <Switch
          label="one node to spare"
          on={setting.hasSpare}
          onTurn={(hasSpare) => set({ hasSpare })}
        />
        <Switch
          label="a zone is lost at noon"
          on={setting.losesZone}
          onTurn={(losesZone) => set({ losesZone })}
        />
        <Switch
          label="the TV spot at 1,000 s"
          on={setting.hasSpot}
          onTurn={(hasSpot) => set({ hasSpot })}
        />
      </div>
      <Plot day={day} />
      <Tiles day={day} />
      <Hours day={day} />
      <small>
        The model of the lab, with the scaler of its solution: a node boots for 20 s, a third of web
        and shop are gone at noon, and five data nodes serve all day. Busy at most 65 %, ordered 25
        s ahead, cooled down for 60 s with one to spare is where it begins.
      </small>
      <Narration text={sayDay(day)} />
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
  readonly onMove: (value: number) => void;
}

function Slider({ label, value, unit, onMove, ...range }: SliderProps) {
  return (
    <label class="day-slider">
      <span>
        {label}{' '}
        <b>
          {value} {unit}
        </b>
      </span>
      <input
        type="range"
        {...range}
        value={value}
        aria-valuetext={`${value} ${unit}`}
        onInput={(event) => onMove(Number(event.currentTarget.value))}
      />
    </label>
  );
}

function Tiles({ day }: { readonly day: Day }) {
  const exposed = day.exposed.length / day.seconds.length;
  return (
    <dl class="x-tiles">
      <Tile label="cost, times the oracle" isBad={day.cost > 1.75} note="1.75 in the lab">
        {day.cost.toFixed(2)} ×
      </Tile>
      <Tile label="windows over 250 ms" isBad={day.slow.length > 1} note="1 of 144 in the lab">
        {day.slow.length}
      </Tile>
      <Tile label="requests failed" isBad={day.failed > 0.005} note="0.5 % in the lab">
        {sayShare(day.failed)}
      </Tile>
      <Tile label="changes of direction" isBad={day.turns.length > 20} note="20 in the lab">
        {day.turns.length}
      </Tile>
      <Tile label="of the day one crash away" isBad={exposed > 0.01} note="1 % in the lab">
        {sayShare(exposed)}
      </Tile>
    </dl>
  );
}

const rowS = 120;

function Hours({ day }: { readonly day: Day }) {
  const starts = Array.from({ length: day.seconds.length / rowS }, (_, row) => row * rowS);
  return (
    <details>
      <summary>The day as a table</summary>
      <div class="day-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">from</th>
              {['demand', 'web', 'shop', 'p99 at most', 'failed'].map((head) => (
                <th key={head} scope="col" class="is-number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {starts.map((from) => (
              <Row key={from} part={day.seconds.slice(from, from + rowS)} from={from} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ part, from }: { readonly part: Day['seconds']; readonly from: number }) {
  const demand = part.reduce((all, second) => all + second.demand, 0);
  const failed = part.reduce((all, second) => all + second.failed, 0);
  const p99Ms = Math.max(...part.map((second) => second.p99Ms));
  const nodes = (tier: 'web' | 'shop'): string => {
    const counts = part.map(({ serving }) => serving[tier]);
    const [low, high] = [Math.min(...counts), Math.max(...counts)];
    return low === high ? String(low) : `${low}–${high}`;
  };
  return (
    <tr>
      <th scope="row">{sayCount(from)} s</th>
      <td class="is-number">{sayCount(demand / part.length)}</td>
      <td class="is-number">{nodes('web')}</td>
      <td class="is-number">{nodes('shop')}</td>
      <td class="is-number">
        {sayCount(p99Ms)} ms{p99Ms > slowMs ? ' ○' : ''}
      </td>
      <td class="is-number">{failed < 1 ? '–' : sayShare(failed / demand)}</td>
    </tr>
  );
}

function sayShare(share: number): string {
  if (share === 0) return '0 %';
  return `${(share * 100).toFixed(share < 0.001 ? 3 : share < 0.1 ? 1 : 0)} %`;
}

/** `1,440`. */
function sayCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/, ',');
}

function sayDay({ cost, slow, failed, turns }: Day): string {
  return `${cost.toFixed(2)} times the oracle, ${slow.length} slow windows, ${sayShare(failed)} failed, ${turns.length} changes of direction.`;
}

/** The budget burner: draw a month of errors, and see which rule alerts, when, and what is left of the budget. */
import { useMemo, useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './burner.css';
import { Incidents } from './Incidents.tsx';
import { accountOf, monthMin, paint, toldOf, type Account } from './model.ts';
import {
  columnMin,
  columns,
  levels,
  lookAt,
  monthOf,
  months,
  scales,
  stretchOf,
  worstOf,
  type MonthId,
  type Sight,
} from './months.ts';
import { Plot } from './Plot.tsx';
import { sayInstant, sayLength, sayRatio, sayShare } from './words.ts';

const wholeMonth: Sight = { fromMin: 0, scaleMin: monthMin };
const monthNames = months.map(({ id, label }) => ({ value: id, label }));

/** The figure. Its first render shows the lab's month, and the table of its incidents. */
export function View() {
  const [month, setMonth] = useState<MonthId | null>('lab');
  const [curve, setCurve] = useState(() => monthOf('lab'));
  const [sight, setSight] = useState(wholeMonth);
  const [column, setColumn] = useState(columns / 2);
  const account = useMemo(() => accountOf(curve), [curve]);
  const draw = (from: number, until: number, ratio: number): void => {
    const { fromMin } = stretchOf(sight, from);
    const { untilMin } = stretchOf(sight, until - 1);
    setCurve((old) => paint(old, { fromMin, untilMin }, ratio));
    setColumn(until - 1);
    setMonth(null);
  };
  const begin = (id: MonthId): void => {
    setMonth(id);
    setCurve(monthOf(id));
    setSight(wholeMonth);
  };
  const zoom = (scaleMin: Sight['scaleMin']): void => {
    const middle = sight.fromMin + (column + 0.5) * columnMin(sight);
    const next = lookAt(middle, scaleMin);
    setSight(next);
    setColumn(Math.min(columns - 1, Math.floor((middle - next.fromMin) / columnMin(next))));
  };
  const here = worstOf(curve, sight)[column] ?? 0;
  return (
    <div class="x burner">
      <Choice
        name="burner-month"
        legend="Begin with"
        options={monthNames}
        value={month}
        onChoose={begin}
      />
      <Choice
        name="burner-scale"
        legend="In sight, around the upright line"
        options={scales}
        value={sight.scaleMin}
        onChoose={zoom}
      />
      <Plot curve={curve} account={account} sight={sight} column={column} onDraw={draw} />
      <Sliders sight={sight} column={column} ratio={here} onMove={setColumn} onDraw={draw} />
      <Tiles account={account} />
      <Incidents account={account} />
      <small>
        99.9 % of the requests of 30 days, so the budget is 0.1 %: 43.2 minutes of failing
        completely. Traffic is the same in every minute. Before the first day it was quiet.
      </small>
      <Narration text={sayAccount(account)} />
    </div>
  );
}

/** The column and its ratio, for the keyboard and for those who want to be exact. */
function Sliders(props: {
  readonly sight: Sight;
  readonly column: number;
  readonly ratio: number;
  readonly onMove: (column: number) => void;
  readonly onDraw: (from: number, until: number, ratio: number) => void;
}) {
  const { sight, column, ratio, onMove, onDraw } = props;
  const where = `${sayInstant(stretchOf(sight, column).fromMin)}, for ${sayLength(columnMin(sight))}`;
  const level = levels.findLastIndex((each) => each <= ratio);
  return (
    <div class="burner-sliders needs-js">
      <label>
        <span>
          At <b>{where}</b>
        </span>
        <input
          type="range"
          min={0}
          max={columns - 1}
          value={column}
          aria-valuetext={where}
          onInput={(event) => onMove(Number(event.currentTarget.value))}
        />
      </label>
      <label>
        <span>
          this share fails: <b>{sayRatio(ratio)}</b>
        </span>
        <input
          type="range"
          min={0}
          max={levels.length - 1}
          value={level}
          aria-valuetext={sayRatio(ratio)}
          onInput={(event) =>
            onDraw(column, column + 1, levels[Number(event.currentTarget.value)] ?? 0)
          }
        />
      </label>
    </div>
  );
}

function Tiles({ account: { alerts, goneAtMin, left, spent } }: { readonly account: Account }) {
  const { pages, tickets } = toldOf(alerts);
  return (
    <dl class="x-tiles">
      <Tile
        label="of the budget left"
        isBad={goneAtMin !== null}
        note={
          goneAtMin === null
            ? `${sayShare(spent)} used`
            : `gone on ${sayInstant(goneAtMin)}; ${sayShare(spent)} used`
        }
      >
        {sayShare(left)}
      </Tile>
      <Tile label="pages" note="either of the two rules">
        {pages}
      </Tile>
      <Tile label="tickets" note="a new one after a quiet day">
        {tickets}
      </Tile>
      <Tile label="pages of the rule for comparison" isBad={alerts.raw.length > 20}>
        {alerts.raw.length}
      </Tile>
    </dl>
  );
}

function sayAccount({ alerts, left }: Account): string {
  const { pages, tickets } = toldOf(alerts);
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  return `${many(pages, 'page')}, ${many(tickets, 'ticket')}, ${sayShare(left)} of the budget left.`;
}

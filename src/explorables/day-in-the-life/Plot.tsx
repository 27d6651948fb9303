/** The day as it went: demand, what the nodes could carry, and below it when something was wrong. */
import type { Day } from './model.ts';
import { capacity, dayS, noonS, spotS } from './model.ts';

const top = 5_000;
const stepS = 5;
/** From the top, in a box of 100. */
const y = (rps: number): number => Math.round(1_000 * (1 - Math.min(rps, top) / top)) / 10;

/** What `web` and `shop` can carry together. */
function carried({ seconds }: Day, at: number): number {
  const serving = seconds[at]?.serving;
  if (serving === undefined) return 0;
  return Math.min(capacity('web', serving.web), capacity('shop', serving.shop));
}

export function Plot({ day }: { readonly day: Day }) {
  const times = Array.from({ length: dayS / stepS }, (_, index) => index * stepS);
  const demand = times.map((at) => `${at} ${y(day.seconds[at]?.demand ?? 0)}`).join('L');
  const nodes = times.map((at) => `H${at}V${y(carried(day, at))}`).join('');
  const ceiling = y(capacity('data', 5));
  return (
    <div class="day-board">
      <p class="day-key">
        <span class="is-demand">demand</span>
        <span class="is-nodes">what web and shop can carry</span>
        <span class="is-data">what five data nodes can</span>
      </p>
      <div class="day-paper">
        <svg
          viewBox={`0 0 ${dayS} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label="Requests a second over the day; the table below says the same."
        >
          <path class="day-demand" d={`M0 100L${demand}L${dayS} 100z`} />
          <path class="day-data" d={`M0 ${ceiling}H${dayS}`} />
          <path class="day-nodes" d={`M0 ${y(carried(day, 0))}${nodes}H${dayS}`} />
        </svg>
        {[1_000, 2_000, 3_000, 4_000].map((rps) => (
          <span key={rps} class="day-mark" style={{ top: `${y(rps)}%` }}>
            {rps / 1_000}k
          </span>
        ))}
      </div>
      <div class="day-axis" aria-hidden="true">
        <span>0 s</span>
        <span style={{ left: `${(100 * noonS) / dayS}%` }}>noon, 720 s</span>
        <span style={{ left: `${(100 * (spotS + 60)) / dayS}%` }}>spot</span>
        <span style={{ left: '100%' }}>1,440 s</span>
      </div>
      <Lane
        name="p99 over 250 ms"
        starts={day.slow}
        lastsS={10}
        unit={['window of 10 s', 'windows of 10 s']}
      />
      <Lane name="one crash away" starts={day.exposed} lastsS={1} unit={['second', 'seconds']} />
      <Lane name="changes of direction" starts={day.turns} lastsS={1} unit={['', '']} isPlain />
    </div>
  );
}

interface LaneProps {
  readonly name: string;
  readonly starts: readonly number[];
  readonly lastsS: number;
  /** Of one, and of more. */
  readonly unit: readonly [string, string];
  /** Something that happens, and is no fault by itself. */
  readonly isPlain?: boolean;
}

/** Narrower marks would not be seen. */
const narrowestS = 4;

function Lane({ name, starts, lastsS, unit, isPlain = false }: LaneProps) {
  return (
    <div class={isPlain ? 'day-lane is-plain' : 'day-lane'}>
      <p>
        {name}{' '}
        <b>
          {starts.length === 0 ? 'never' : `${starts.length} ${unit[starts.length === 1 ? 0 : 1]}`}
        </b>
      </p>
      <svg viewBox={`0 0 ${dayS} 10`} preserveAspectRatio="none" aria-hidden="true">
        {starts.map((at) => (
          <rect key={at} x={at} y="0" width={Math.max(narrowestS, lastsS)} height="10" />
        ))}
      </svg>
    </div>
  );
}

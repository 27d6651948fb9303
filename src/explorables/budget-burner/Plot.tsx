/** The paper on which errors are drawn, and below it what each rule made of them. */
import { useRef } from 'preact/hooks';
import { rawRule, rules, type Account, type Curve, type Stretch } from './model.ts';
import {
  columnMin,
  columns,
  heightOf,
  levelAt,
  shownColumns,
  worstOf,
  type Sight,
} from './months.ts';
import { sayInstant } from './words.ts';

/** Paces of spending that the rules know, as ratios. */
const paces = [
  { ratio: 0.001, label: '1×' },
  { ratio: 0.006, label: '6×' },
  { ratio: 0.0144, label: '14.4×' },
] as const;
const ratios = [
  { ratio: 0.0002, label: '0.02 %' },
  { ratio: 0.03, label: '3 %' },
  { ratio: 0.2, label: '20 %' },
  { ratio: 1, label: '100 %' },
] as const;

/** From the top, in a box of 100. */
const y = (ratio: number): number => Math.round(1_000 * (1 - heightOf(ratio))) / 10;

/** A line of steps, one for each column. */
function steps(worst: readonly number[]): string {
  const width = columns / worst.length;
  return worst
    .map((ratio, at) => {
      if (at === 0) return `M0 ${y(ratio)}`;
      return ratio === worst[at - 1] ? '' : `H${at * width}V${y(ratio)}`;
    })
    .join('')
    .concat(`H${columns}`);
}

interface PlotProps {
  readonly curve: Curve;
  readonly account: Account;
  readonly sight: Sight;
  readonly column: number;
  /** Columns that were drawn over, and the ratio. */
  readonly onDraw: (from: number, until: number, ratio: number) => void;
}

export function Plot({ curve, account, sight, column, onDraw }: PlotProps) {
  const last = useRef<number | null>(null);
  const draw = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const clamp = (share: number): number => Math.max(0, Math.min(1, share));
    const at = Math.min(
      columns - 1,
      Math.floor(clamp((event.clientX - box.left) / box.width) * columns),
    );
    const ratio = levelAt(1 - clamp((event.clientY - box.top) / box.height));
    const from = last.current ?? at;
    last.current = at;
    onDraw(Math.min(from, at), Math.max(from, at) + 1, ratio);
  };
  const line = steps(worstOf(curve, sight, shownColumns(sight)));
  return (
    <div class="burner-board">
      <p>
        <b>Failed requests</b>{' '}
        <span class="needs-js">
          draw here with a finger or the mouse, or with the sliders below
        </span>
      </p>
      <div
        class="burner-paper"
        role="img"
        aria-label="The error ratio over time; the table of incidents below says the same."
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = null;
          draw(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) draw(event);
        }}
      >
        <svg viewBox={`0 0 ${columns} 100`} preserveAspectRatio="none">
          {paces.map(({ ratio, label }) => (
            <path key={label} class="burner-pace" d={`M0 ${y(ratio)}H${columns}`} />
          ))}
          <path class="burner-area" d={`${line}V100H0z`} />
          <path class="burner-line" d={line} />
          <path class="burner-cursor needs-js" d={`M${column + 0.5} 0V100`} />
        </svg>
        {paces.map(({ ratio, label }) => (
          <span key={label} class="burner-mark is-pace" style={{ top: `${y(ratio)}%` }}>
            {label}
          </span>
        ))}
        {ratios.map(({ ratio, label }) => (
          <span key={label} class="burner-mark" style={{ top: `${y(ratio)}%` }}>
            {label}
          </span>
        ))}
      </div>
      <Axis sight={sight} />
      <div class="burner-lanes">
        {[...rules, rawRule].map(({ id, name, kind }) => (
          <Lane
            key={id}
            name={`${id === 'raw' ? 'for comparison' : kind}: ${name}`}
            alerts={account.alerts[id]}
            sight={sight}
          />
        ))}
      </div>
    </div>
  );
}

function Axis({ sight }: { readonly sight: Sight }) {
  return (
    <div class="burner-axis" aria-hidden="true">
      <span>{sayInstant(sight.fromMin)}</span>
      <span>{sayInstant(sight.fromMin + (columns / 2) * columnMin(sight))}</span>
      <span>{sayInstant(sight.fromMin + sight.scaleMin - 1)}</span>
    </div>
  );
}

/** Narrower marks would not be seen. */
const narrowest = 0.35;

function Lane(props: {
  readonly name: string;
  readonly alerts: readonly Stretch[];
  readonly sight: Sight;
}) {
  const { name, alerts, sight } = props;
  const share = (minute: number): number => ((minute - sight.fromMin) / sight.scaleMin) * 100;
  const seen = alerts.filter(
    ({ fromMin, untilMin }) => untilMin > sight.fromMin && fromMin < sight.fromMin + sight.scaleMin,
  );
  return (
    <div class={seen.length > 0 ? 'burner-lane is-lit' : 'burner-lane'}>
      <p>
        {name} <b>{alerts.length === 1 ? 'once' : `${alerts.length} times`}</b>
      </p>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {seen.map(({ fromMin, untilMin }) => {
          const x = Math.max(0, share(fromMin));
          const width = Math.max(narrowest, Math.min(100, share(untilMin)) - x);
          return <rect key={fromMin} x={x.toFixed(2)} y="0" width={width.toFixed(2)} height="10" />;
        })}
      </svg>
    </div>
  );
}

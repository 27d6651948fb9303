/** A strip of the trip: the four lanes from left to right, and what happens between them in one row. */
import { lanes, type Lane, type Step } from './setup.ts';

const width = 132;
const height = 28;
const middle = height / 2;
const xOf = (lane: Lane): number => 14 + lanes.indexOf(lane) * 34;

/** Names of the lanes, staggered so that they fit on a phone. */
export function LaneNames() {
  return (
    <svg
      class="st cuts-strip"
      viewBox={`0 0 ${width} 32`}
      width={width}
      height="32"
      aria-hidden="true"
    >
      {lanes.map((lane, index) => (
        <g key={lane}>
          <text class="cuts-name" x={xOf(lane)} y={index % 2 === 0 ? 10 : 24}>
            {lane}
          </text>
          <path class="st-lane" d={`M${xOf(lane)} ${index % 2 === 0 ? 14 : 28}V32`} />
        </g>
      ))}
    </svg>
  );
}

interface StripProps {
  readonly from: Lane;
  readonly to: Lane;
  readonly kind: Step['kind'];
  /** Lies over the highlighter. */
  readonly isMarked?: boolean;
}

/** One row. */
export function Strip({ from, to, kind, isMarked = false }: StripProps) {
  const x1 = xOf(from);
  const x2 = xOf(to);
  return (
    <span class="cuts-lanes">
      <svg
        class="st cuts-strip"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        aria-hidden="true"
      >
        {isMarked && (
          <path
            class="st-under"
            d={x1 === x2 ? `M${x1 - 8} ${middle}h16` : `M${x1} ${middle}H${x2}`}
          />
        )}
        {x1 !== x2 && kind !== 'note' && <Message x1={x1} x2={x2} kind={kind} />}
        {kind === 'note' && x1 !== x2 && <path class="cuts-note" d={`M${x1} ${middle}H${x2}`} />}
        <Mark x={kind === 'note' ? x2 : x1} kind={kind} />
      </svg>
    </span>
  );
}

function Message({
  x1,
  x2,
  kind,
}: {
  readonly x1: number;
  readonly x2: number;
  readonly kind: Step['kind'];
}) {
  const isLost = kind === 'lost';
  const end = isLost ? (x1 + x2) / 2 : x2;
  const towards = x2 > x1 ? 1 : -1;
  const crossAt = isLost ? end : x2 - towards * 12;
  return (
    <>
      <path
        class={
          isLost ? 'st-message is-lost' : kind === 'late' ? 'st-message is-late' : 'st-message'
        }
        d={`M${x1} ${middle}H${end}`}
      />
      {!isLost && <path class="st-head" d={`M${end} ${middle}l${-towards * 8}-3.500v7z`} />}
      {(isLost || kind === 'late') && (
        <path class="st-cross" d={`M${crossAt - 4} ${middle - 4}l8 8m0-8l-8 8`} />
      )}
    </>
  );
}

const shapes: Partial<Record<Step['kind'], string>> = {
  operation: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0',
  effect: 'M-5.500-5.500h11v11h-11z',
  timeout: 'M-6-5h12l-6 10z',
  crash: 'M0-7l7 7l-7 7l-7-7z',
  note: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
};

function Mark({ x, kind }: { readonly x: number; readonly kind: Step['kind'] }) {
  const shape = shapes[kind];
  if (shape === undefined) return null;
  const name = kind === 'crash' ? 'fault' : kind === 'note' ? 'operation' : kind;
  return <path class={`st-mark is-${name}`} d={shape} transform={`translate(${x} ${middle})`} />;
}

/** What a space-time diagram is made of: lanes, breaks in time, messages and marks, in the classes of `diagram.css`. */
import type { Mark } from '#grader/verdict.ts';
import { printDuration } from './print.ts';
import type { ArrowLine, DiagramLayout, MarkPlace } from './spacetime-layout.ts';

const headLength = 8;
const headHalf = 3.6;

/** The line of a message as path data, cut short so that the head's tip touches the lane. */
export function arrowPath({ fromX, fromY, toX, toY }: ArrowLine): string {
  if (fromX !== toX) return `M${fromX} ${fromY}L${toX} ${toY}`;
  const out = fromX + 20;
  return `M${fromX} ${fromY}C${out} ${fromY} ${out} ${toY} ${toX} ${toY}`;
}

function headPath({ fromX, fromY, toX, toY }: ArrowLine): string {
  const angle = fromX === toX ? Math.PI : Math.atan2(toY - fromY, toX - fromX);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const backX = toX - headLength * cos;
  const backY = toY - headLength * sin;
  return (
    `M${toX} ${toY}L${backX - headHalf * sin} ${backY + headHalf * cos}` +
    `L${backX + headHalf * sin} ${backY - headHalf * cos}Z`
  );
}

const fateClass = { arrived: '', lost: ' is-lost', delayed: ' is-late', duplicated: ' is-copy' };

export function ArrowShape({ line }: { readonly line: ArrowLine }) {
  const { arrow, toX, toY } = line;
  const path = arrowPath(line);
  return (
    <>
      <path class="st-hit" d={path} />
      <path class={`st-message${fateClass[arrow.fate]}`} d={path} />
      {arrow.fate === 'lost' ? (
        <path class="st-cross" d={`M${toX - 5} ${toY - 5}l10 10m0 -10l-10 10`} />
      ) : (
        arrow.arrivedMs !== null && <path class="st-head" d={headPath(line)} />
      )}
    </>
  );
}

interface SymbolProps {
  readonly kind: Mark['kind'];
  readonly x: number;
  readonly y: number;
}

/** The sign of a mark around (x, y). */
export function MarkSymbol({ kind, x, y }: SymbolProps) {
  switch (kind) {
    case 'operation':
      return <circle class="st-mark is-operation" cx={x} cy={y} r="5" />;
    case 'effect':
      return <rect class="st-mark is-effect" x={x - 5.5} y={y - 5.5} width="11" height="11" />;
    case 'timeout':
      return <path class="st-mark is-timeout" d={`M${x - 6} ${y - 5}h12l-6 10Z`} />;
    case 'exit':
      return <path class="st-mark is-exit" d={`M${x - 7} ${y}h14`} />;
    case 'fault':
      return <path class="st-mark is-fault" d={`M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z`} />;
    case 'breach':
      return (
        <>
          <path class="st-mark is-breach" d={`M${x} ${y - 8}l8 8l-8 8l-8 -8Z`} />
          <path class="st-breach-cross" d={`M${x - 2.8} ${y - 2.8}l5.6 5.6m0 -5.6l-5.6 5.6`} />
        </>
      );
  }
}

/** A mark: its span of time, its reach over lanes, and its own shape on the first of them. */
export function MarkShape({
  place,
  layout,
  id,
}: {
  readonly place: MarkPlace;
  readonly layout: DiagramLayout;
  readonly id: string;
}) {
  const { mark, fromX, toX, y, untilY } = place;
  const isWide = fromX !== toX && (mark.kind === 'fault' || mark.kind === 'breach');
  const span = untilY > y && (
    <rect
      class="st-span"
      fill={`url(#${id}-hatch)`}
      x={fromX - 9}
      y={y}
      width={toX - fromX + 18}
      height={Math.min(untilY, layout.bottomY) - y}
    />
  );
  return (
    <>
      {span}
      {isWide && <path class="st-reach" d={`M${fromX} ${y}H${toX}`} />}
      <MarkSymbol kind={mark.kind} x={fromX} y={y} />
    </>
  );
}

export function Lanes({ layout }: { readonly layout: DiagramLayout }) {
  return (
    <>
      {layout.groups.map(({ node, x, fromX, toX, lanes }) => (
        <g key={node} class="st-name">
          <text class="st-node" x={x} y={14}>
            {node}
          </text>
          {lanes > 1 && <path class="st-grid" d={`M${fromX - 20} 20H${toX + 20}`} />}
        </g>
      ))}
      {layout.columns.map(({ lane, nameLines, x, topY, endY }) => (
        <g key={lane.id}>
          <title>{lane.label === lane.node ? lane.node : `${lane.node} › ${lane.label}`}</title>
          {nameLines.map((line, index) => (
            <text key={line} class="st-name" x={x} y={31 + 14 * index}>
              {line}
            </text>
          ))}
          <path
            class="st-lane"
            d={`M${x} ${topY}V${Math.min(endY, layout.bottomY) + (endY >= layout.bottomY ? 8 : 0)}`}
          />
          {endY < layout.bottomY && (
            <path class="st-lane is-down" d={`M${x} ${endY + 4}V${layout.bottomY + 8}`} />
          )}
        </g>
      ))}
    </>
  );
}

export function Breaks({ layout }: { readonly layout: DiagramLayout }) {
  const firstX = layout.columns[0]?.x ?? 0;
  const lastX = layout.columns.at(-1)?.x ?? 0;
  return (
    <>
      {layout.breaks.map(({ y, ms }) => (
        <g key={y}>
          <path class="st-break" d={`M${firstX - 14} ${y}H${lastX + 14}`} />
          <text class="st-text st-pause" x={firstX + 12} y={y + 4}>
            {printDuration(ms)} pass
          </text>
        </g>
      ))}
    </>
  );
}

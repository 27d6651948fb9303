/** The seal of a report: one segment for each promise, filled where it held, open where it broke. */
import type { MeasureSum } from './sums.ts';

const size = 120;
const outer = 56;
const inner = 42;
/** Of a segment's angle, left free between two of them. */
const gap = 0.12;

function point(turn: number, radius: number): string {
  const angle = 2 * Math.PI * (turn - 0.25);
  const at = (value: number): string => (size / 2 + radius * value).toFixed(2);
  return `${at(Math.cos(angle))} ${at(Math.sin(angle))}`;
}

function segment(index: number, count: number): string {
  const from = (index + gap / 2) / count;
  const until = (index + 1 - gap / 2) / count;
  return (
    `M${point(from, outer)}A${outer} ${outer} 0 0 1 ${point(until, outer)}` +
    `L${point(until, inner)}A${inner} ${inner} 0 0 0 ${point(from, inner)}Z`
  );
}

interface SealProps {
  readonly measures: readonly MeasureSum[];
  /** What stands in the middle. */
  readonly word: string;
}

export function Seal({ measures, word }: SealProps) {
  const held = measures.filter((measure) => measure.held).length;
  return (
    <svg
      class={`seal is-${word.replaceAll(/[^a-z]/g, '') || 'broken'}`}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={`${held} of ${measures.length} promises held${word === '' ? '' : `: ${word}`}`}
    >
      <circle cx={size / 2} cy={size / 2} r={inner - 4} class="seal-ground" />
      {measures.map((measure, index) => (
        <path
          key={measure.code}
          class={measure.held ? 'seal-held' : 'seal-broken'}
          d={segment(index, measures.length)}
        />
      ))}
      <text x={size / 2} y={size / 2 - 4} class="seal-count">
        {held}/{measures.length}
      </text>
      <text x={size / 2} y={size / 2 + 15} class="seal-word">
        {word}
      </text>
    </svg>
  );
}

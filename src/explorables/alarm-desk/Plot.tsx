/** Three hours of memory with the two levels, and below it when the alarm was raised. */
import { endS, leakFromS, stepS, type Settings, type Shift, type Signal } from './model.ts';

const [low, high] = [40, 100];
const width = endS / stepS;
const height = (high - low) * 5;
const y = (level: number): number => (high - level) * 5;
const x = (atS: number): number => atS / stepS;

/** Every second sample, in whole steps of a fifth of a per cent from the one before: the path is half of the picture's weight. */
function lineOf({ levels }: Signal): string {
  const heights = levels
    .filter((_, index) => index % 2 === 0)
    .map((level) => Math.round((high - level) * 5));
  const rises = heights.slice(1).map((height, index) => height - (heights[index] ?? height));
  return `M0 ${heights[0] ?? 0}l${rises.map((rise) => `2${rise < 0 ? '' : ' '}${rise}`).join(' ')}`;
}

export function Plot(props: {
  readonly signal: Signal;
  readonly settings: Settings;
  readonly shift: Shift;
}) {
  const { signal, settings, shift } = props;
  const marks = [
    { name: 'raise', level: settings.raise },
    { name: 'clear', level: settings.clear },
  ].filter(({ name }) => name === 'raise' || settings.clear < settings.raise);
  return (
    <div
      class="desk-plot"
      role="img"
      aria-label={`Memory of node 3 over three hours. ${shift.raised.length} alarms.`}
    >
      <p>
        <b>Memory of node 3</b> from two hours on it leaks
      </p>
      <div class="desk-field">
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
          <rect
            class="desk-leak"
            x={x(leakFromS)}
            y="0"
            width={x(signal.diesAtS) - x(leakFromS)}
            height={height}
          />
          <path class="desk-line" d={lineOf(signal)} />
          {marks.map(({ name, level }) => (
            <path key={name} class={`desk-level is-${name}`} d={`M0 ${y(level)}H${width}`} />
          ))}
        </svg>
        {marks.map(({ name, level }) => (
          <span
            key={name}
            style={{ top: `${(y(level) / height) * 100}%` }}
          >{`${name} ${level}`}</span>
        ))}
        <i style={{ left: `${(signal.diesAtS / endS) * 100}%` }}>dies at 95 %</i>
      </div>
      <svg class="desk-lane" viewBox={`0 0 ${width} 10`} preserveAspectRatio="none">
        {shift.raised.map(({ fromS, untilS }) => (
          <rect
            key={fromS}
            class={fromS < leakFromS ? 'is-causeless' : ''}
            x={x(fromS)}
            y="0"
            width={Math.max(3, x(untilS ?? endS) - x(fromS))}
            height="10"
          />
        ))}
      </svg>
      <p class="desk-axis">
        <span>0:00, alarm raised</span>
        <span>1:00</span>
        <span>2:00</span>
        <span>3:00</span>
      </p>
    </div>
  );
}

/** Three hours of memory with the two levels, and below it when the alarm was raised. */
import { endS, leakFromS, stepS, type Settings, type Shift, type Signal } from './model.ts';

const [low, high] = [40, 100];
const y = (level: number): number => Math.round(1_000 * (1 - (level - low) / (high - low))) / 10;
const x = (atS: number): number => Math.round((atS / endS) * 3_600) / 10;
const width = 360;

export function Plot(props: {
  readonly signal: Signal;
  readonly settings: Settings;
  readonly shift: Shift;
}) {
  const { signal, settings, shift } = props;
  const line = signal.levels
    .map((level, index) => `${index === 0 ? 'M' : 'L'}${x(index * stepS)} ${y(level)}`)
    .join('');
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
        <svg viewBox={`0 0 ${width} 100`} preserveAspectRatio="none">
          <rect
            class="desk-leak"
            x={x(leakFromS)}
            y="0"
            width={x(signal.diesAtS) - x(leakFromS)}
            height="100"
          />
          <path class="desk-line" d={line} />
          {marks.map(({ name, level }) => (
            <path key={name} class={`desk-level is-${name}`} d={`M0 ${y(level)}H${width}`} />
          ))}
        </svg>
        {marks.map(({ name, level }) => (
          <span key={name} style={{ top: `${y(level)}%` }}>{`${name} ${level}`}</span>
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
            width={Math.max(0.8, x(untilS ?? endS) - x(fromS)).toFixed(1)}
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

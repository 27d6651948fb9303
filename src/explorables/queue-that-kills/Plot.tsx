/** Three plots over one axis of time: what is asked, what becomes of the work, and how long it was inside. */
import type { ComponentChildren } from 'preact';
import { log } from '#runtime/math.ts';
import { scene, type Second } from './scene.ts';

const fromS = scene.surgeFromMs / 1_000;
const untilS = scene.surgeUntilMs / 1_000;
const endS = scene.endMs / 1_000;
const deadlineS = scene.deadlineMs / 1_000;
const workTop = 300;
const insideTopS = 6;

const rounded = (value: number): number => Math.round(value * 10) / 10;
/** Height in a box of 100, from the top. */
const linear = (top: number) => (value: number) => rounded(100 * (1 - Math.min(value, top) / top));
/** From 100 to 10,000 a second, every factor of ten half of the height. */
const logarithmic = (value: number): number =>
  rounded(100 - (50 * log(Math.min(10_000, Math.max(100, value)) / 100)) / log(10));
const workY = linear(workTop);
const insideY = linear(insideTopS);

function line(values: readonly number[], y: (value: number) => number): string {
  return values
    .map((value, second) => `${second === 0 ? 'M' : 'L'}${second + 0.5} ${y(value)}`)
    .join('');
}
const area = (values: readonly number[], y: (value: number) => number): string =>
  values.length === 0 ? '' : `${line(values, y)}V100H0.5z`;

const insideS = ({ insideMs, left }: Second): number => (left === 0 ? 0 : insideMs / left / 1_000);

interface PlotProps {
  readonly seconds: readonly Second[];
  /** The run before, drawn faintly for comparison. */
  readonly before: readonly Second[] | null;
  /** Seconds at which the reader turned something. */
  readonly turnedAtS: readonly number[];
  readonly window: readonly [number, number];
  readonly title: string;
}

export function Plot({ seconds, before, turnedAtS, window, title }: PlotProps) {
  const served = seconds.map(({ inTime, late }) => inTime + late);
  const frame = { turnedAtS, window };
  return (
    <div class="queue-plots" role="img" aria-label={title}>
      <Frame
        {...frame}
        label="Attempts that arrive each second"
        note="scale of factors of ten; dashed: what PayHub can do"
        marks={[100, 1_000, 10_000].map((value) => ({
          at: logarithmic(value),
          text: value.toLocaleString('en'),
        }))}
        limit={logarithmic(scene.capacity)}
      >
        <path class="queue-load" d={area(pick(seconds, 'attempts'), logarithmic)} />
        <path class="queue-ink" d={line(pick(seconds, 'attempts'), logarithmic)} />
      </Frame>
      <Frame
        {...frame}
        label="Charges each second"
        note="yellow: answered in time; hatched: for nobody"
        marks={[{ at: workY(250), text: '250' }]}
        limit={null}
      >
        <path class="queue-late" d={area(served, workY)} fill="url(#queue-hatch)" />
        <path class="queue-good" d={area(pick(seconds, 'inTime'), workY)} />
        <path class="queue-ink" d={line(served, workY)} />
        <path class="queue-ink" d={line(pick(seconds, 'inTime'), workY)} />
        {before !== null && <path class="queue-before" d={line(pick(before, 'inTime'), workY)} />}
      </Frame>
      <Frame
        {...frame}
        label="Seconds inside, of those who leave"
        note="dashed: how long a customer waits"
        marks={[0, 2, 4, 6].map((value) => ({ at: insideY(value), text: `${value} s` }))}
        limit={insideY(deadlineS)}
      >
        <path class="queue-ink" d={line(seconds.map(insideS), insideY)} />
      </Frame>
      <div class="queue-axis" aria-hidden="true">
        {[0, fromS, untilS, 90, endS].map((second) => (
          <span key={second} style={{ left: `${(second / endS) * 100}%` }}>
            {second} s
          </span>
        ))}
        <i
          style={{ left: `${(fromS / endS) * 100}%`, width: `${((untilS - fromS) / endS) * 100}%` }}
        >
          surge
        </i>
      </div>
    </div>
  );
}

const pick = (seconds: readonly Second[], field: keyof Second): readonly number[] =>
  seconds.map((second) => second[field]);

interface FrameProps {
  readonly label: string;
  readonly note: string;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly limit: number | null;
  readonly turnedAtS: readonly number[];
  readonly window: readonly [number, number];
  readonly children: ComponentChildren;
}

function Frame({ label, note, marks, limit, turnedAtS, window, children }: FrameProps) {
  const [from, until] = window;
  return (
    <div class="queue-plot" aria-hidden="true">
      <p>
        <b>{label}</b> {note}
      </p>
      <div class="queue-field">
        <svg viewBox={`0 0 ${endS} 100`} preserveAspectRatio="none">
          <pattern id="queue-hatch" width="4" height="4" patternUnits="userSpaceOnUse">
            <path class="queue-stroke" d="M0 4L4 0" />
          </pattern>
          <rect class="queue-surge" x={fromS} y="0" width={untilS - fromS} height="100" />
          <rect class="queue-window" x={from} y="0" width={until - from} height="100" />
          {marks.map((mark) => (
            <path key={mark.text} class="queue-grid" d={`M0 ${mark.at}H${endS}`} />
          ))}
          {children}
          {limit !== null && <path class="queue-limit" d={`M0 ${limit}H${endS}`} />}
          {turnedAtS.map((second) => (
            <path key={second} class="queue-turn" d={`M${second} 0V100`} />
          ))}
        </svg>
        {marks.map((mark) => (
          <span key={mark.text} style={{ top: `${mark.at}%` }}>
            {mark.text}
          </span>
        ))}
      </div>
    </div>
  );
}

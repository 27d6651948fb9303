/** The two plots: what the shop is asked for, and what its customers get. One second a step; time runs right. */
import type { ComponentChildren } from 'preact';
import { scene, type Second } from './scene.ts';

const loadTop = 1000;
const goodputTop = 260;
const fromS = scene.brownOutFromMs / 1000;
const untilS = scene.brownOutUntilMs / 1000;

/** Height of a value in a box of 100, from the top. */
function y(value: number, top: number): number {
  return Math.round(1000 * (1 - Math.min(value, top) / top)) / 10;
}

/** A line through the middle of each second. */
function line(seconds: readonly Second[], field: keyof Second, top: number): string {
  return seconds
    .map((second, index) => `${index === 0 ? 'M' : 'L'}${index + 0.5} ${y(second[field], top)}`)
    .join('');
}

function area(seconds: readonly Second[], field: keyof Second, top: number): string {
  return seconds.length === 0 ? '' : `${line(seconds, field, top)}V100H0.5z`;
}

const capacity = [
  `M0 ${y(300, loadTop)}H${fromS}`,
  `V${y(150, loadTop)}H${untilS}V${y(300, loadTop)}H100`,
].join('');

interface PlotProps {
  readonly seconds: readonly Second[];
  /** The run before, drawn faintly for comparison. */
  readonly before: readonly Second[] | null;
  readonly isPlaying: boolean;
  readonly onPlayed: () => void;
  /** Second that the reader looks at, if any. */
  readonly at: number | null;
  readonly title: string;
}

/** Both plots over one axis of time. */
export function Plot({ seconds, before, isPlaying, onPlayed, at, title }: PlotProps) {
  const sweep = isPlaying ? 'storm-sweep is-playing' : 'storm-sweep';
  return (
    <div class="storm-plots" role="img" aria-label={title}>
      <Frame
        label="Attempts that reach the shop each second"
        note="dashed: what it can serve"
        marks={[
          { at: y(300, loadTop), text: '300' },
          { at: y(1000, loadTop), text: '1,000' },
        ]}
        at={at}
      >
        <div class={sweep} onAnimationEnd={onPlayed}>
          <Layer>
            <path class="storm-load" d={area(seconds, 'attempts', loadTop)} />
          </Layer>
          <Layer name="storm-excess">
            <path d={area(seconds, 'attempts', loadTop)} />
          </Layer>
          <Layer>
            <path class="storm-ink" d={line(seconds, 'attempts', loadTop)} />
          </Layer>
        </div>
        <Layer>
          <path class="storm-capacity" d={capacity} />
        </Layer>
      </Frame>
      <Frame
        label="Customers answered in time each second"
        note={before === null ? '' : 'dotted: the run before'}
        marks={[{ at: y(200, goodputTop), text: '200' }]}
        at={at}
      >
        {before !== null && (
          <Layer>
            <path class="storm-before" d={line(before, 'answered', goodputTop)} />
          </Layer>
        )}
        <div class={sweep}>
          <Layer>
            <path class="storm-goodput" d={area(seconds, 'answered', goodputTop)} />
            <path class="storm-ink" d={line(seconds, 'answered', goodputTop)} />
          </Layer>
        </div>
      </Frame>
      <div class="storm-axis" aria-hidden="true">
        {[0, fromS, untilS, 80, 100].map((second) => (
          <span key={second} style={{ left: `${second}%` }}>
            {second} s
          </span>
        ))}
        <i style={{ left: `${fromS}%`, width: `${untilS - fromS}%` }}>brown-out</i>
      </div>
    </div>
  );
}

/** One drawing of the stack, stretched over the field. */
function Layer(props: { readonly name?: string; readonly children: ComponentChildren }) {
  return (
    <svg class={props.name} viewBox="0 0 100 100" preserveAspectRatio="none">
      {props.children}
    </svg>
  );
}

interface FrameProps {
  readonly label: string;
  readonly note: string;
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  readonly at: number | null;
  readonly children: ComponentChildren;
}

function Frame({ label, note, marks, at, children }: FrameProps) {
  return (
    <div class="storm-plot" aria-hidden="true">
      <p>
        <b>{label}</b> {note}
      </p>
      <div class="storm-field">
        <Layer>
          <rect class="storm-fault" x={fromS} y="0" width={untilS - fromS} height="100" />
          {marks.map((mark) => (
            <path key={mark.text} class="storm-grid" d={`M0 ${mark.at}H100`} />
          ))}
        </Layer>
        {children}
        {at !== null && (
          <Layer>
            <path class="storm-at" d={`M${at + 0.5} 0V100`} />
          </Layer>
        )}
        {marks.map((mark) => (
          <span key={mark.text} style={{ top: `${mark.at}%` }}>
            {mark.text}
          </span>
        ))}
      </div>
    </div>
  );
}

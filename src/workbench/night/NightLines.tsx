/** The time-line of a night: its tracks, what broke, and the window in view. */
import type { Night } from './night.ts';
import { Alarms, Axis, Faults, Functions, left, Queues, Row } from './NightTracks.tsx';
import { sayClock } from './say.ts';
import { windowCount } from './timeline.ts';

/** What the signs of the faults stand for. */
export function Legend({ night }: { readonly night: Night }) {
  return (
    <ol class="night-legend">
      {night.faults.map(({ id, title, fromMs }) => (
        <li key={id}>
          <b>{id}</b> {sayClock(fromMs)} {title}
        </li>
      ))}
    </ol>
  );
}

interface NightLinesProps {
  readonly night: Night;
  /** The window in view; null where nothing can be moved. */
  readonly window: number | null;
  readonly onWindow?: (window: number) => void;
  /** Its number in the list of what broke. */
  readonly chosen?: number | null;
  readonly onBreach?: (index: number) => void;
  /** What a reader without eyes is told it is. */
  readonly title: string;
}

function Broken({ night, chosen = null, onBreach }: NightLinesProps) {
  if (night.breaches.length === 0) return null;
  return (
    <Row label="Broken" kind="broken" figure={String(night.breaches.length)}>
      {night.breaches.map((breach, index) => (
        <button
          key={index}
          type="button"
          class="night-breach"
          tabIndex={-1}
          aria-hidden="true"
          title={`${sayClock(breach.atMs)} ${breach.code}: ${breach.title}`}
          data-chosen={index === chosen ? '' : undefined}
          style={left(night, breach.atMs)}
          onClick={(event) => {
            event.stopPropagation();
            onBreach?.(index);
          }}
        />
      ))}
    </Row>
  );
}

/** The time-line. A press on it moves the window; the keyboard has a slider of its own below it. */
export function NightLines(props: NightLinesProps) {
  const { night, window, onWindow, title } = props;
  const windows = windowCount(night);
  const move = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (onWindow === undefined || (event.type === 'pointermove' && event.buttons !== 1)) return;
    const track = event.currentTarget.querySelector('.night-track');
    if (track === null) return;
    const { left: start, width } = track.getBoundingClientRect();
    const at = Math.floor((windows * (event.clientX - start)) / width);
    if (at >= 0 && at < windows) onWindow(at);
  };
  return (
    <div
      class="night-lines"
      role="group"
      aria-label={title}
      onPointerDown={move}
      onPointerMove={move}
    >
      <Faults night={night} />
      <Axis night={night} />
      <Functions night={night} />
      <Queues night={night} />
      <Alarms night={night} />
      <Broken {...props} />
      {window !== null && (
        <span class="night-over" aria-hidden="true">
          <span
            class="night-cursor"
            style={{ left: `${(100 * window) / windows}%`, width: `${100 / windows}%` }}
          />
        </span>
      )}
    </div>
  );
}

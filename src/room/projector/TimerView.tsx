/** The countdown, as large as the wall. Past its end it counts on, and says so by a word. */
import { clock, countdown } from '#room/console/ago.ts';
import type { ViewProps } from './views.ts';
import { useNow } from './use-now.ts';

export function TimerView({ room, session }: ViewProps<'timer'>) {
  const nowMs = useNow(room, 250);
  const { timer } = session;
  if (timer === null)
    return (
      <div class="shown is-resting">
        <p class="shown-title">{session.title}</p>
      </div>
    );
  const leftMs = timer.endsAtMs - nowMs;
  return (
    <div class={`shown is-timer${leftMs < 0 ? ' is-over' : ''}`} role="timer">
      <p class="timer-left">{countdown(leftMs)}</p>
      <p class="shown-title">{timer.label}</p>
      <p class="timer-end">{leftMs < 0 ? 'Time is up' : `until ${clock(timer.endsAtMs)}`}</p>
    </div>
  );
}

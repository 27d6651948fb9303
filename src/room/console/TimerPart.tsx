/** A countdown that everybody sees. */
import { useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import { clock, countdown } from './ago.ts';
import type { PanelProps } from './desk.ts';

const minuteMs = 60_000;
const presets = [2, 5, 10, 15, 20] as const;

interface TimerPartProps extends PanelProps {
  readonly session: Session;
  readonly nowMs: number;
  /** Minutes that the plan gives the present lab; null where there is none. */
  readonly labMinutes: number | null;
}

export function TimerPart({ room, session, nowMs, labMinutes }: TimerPartProps) {
  const [label, setLabel] = useState('');
  const { timer } = session;
  const start = (minutes: number, of: string): void =>
    void room.say({ kind: 'timed', label: of, forMs: Math.round(minutes * minuteMs) });
  const leftMs = timer === null ? 0 : timer.endsAtMs - nowMs;
  return (
    <section class="console-part" aria-label="Timer">
      <h3>Timer</h3>
      {timer && (
        <>
          <p>
            <b class={`console-countdown ${leftMs < 0 ? 'is-over' : ''}`}>{countdown(leftMs)}</b>{' '}
            {timer.label} <span class="label">until {clock(timer.endsAtMs)}</span>
          </p>
          <p class="console-acts">
            <button
              type="button"
              onClick={() => start(Math.max(0, leftMs) / minuteMs + 2, timer.label)}
            >
              2 min more
            </button>
            <button
              type="button"
              onClick={() => void room.say({ kind: 'timed', label: '', forMs: null })}
            >
              Take it down
            </button>
          </p>
        </>
      )}
      <div class="console-fields">
        <label>
          What for
          <input
            type="text"
            maxLength={120}
            placeholder="Try it"
            value={label}
            onInput={({ currentTarget }) => setLabel(currentTarget.value)}
          />
        </label>
      </div>
      <p class="console-acts" role="group" aria-label="Minutes">
        {presets.map((minutes) => (
          <button
            key={minutes}
            type="button"
            onClick={() => start(minutes, label.trim() || 'Try it')}
          >
            {minutes} min
          </button>
        ))}
        {labMinutes !== null && !presets.some((minutes) => minutes === labMinutes) && (
          <button type="button" onClick={() => start(labMinutes, label.trim() || 'Lab')}>
            {labMinutes} min, as planned
          </button>
        )}
      </p>
    </section>
  );
}

/** The schedule: what happens in it, in the order of time, and a tick for what is kept. */
import { schedule, type ScheduledEvent } from './schedule.ts';
import type { Shrinking } from './shrinking.ts';

const operation = 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0';
const fault = 'M0-7l7 7l-7 7l-7-7z';

export function Events({ shrinking }: { readonly shrinking: Shrinking }) {
  return (
    <div>
      <p class="x-question">
        The schedule
        <small>
          <Mark kind="operation" /> a customer does something <Mark kind="fault" /> a fault
        </small>
        <small class="needs-js">Untick what you think it does not take.</small>
      </p>
      <ol class="shrink-events">
        {schedule.map((event) => (
          <Event
            key={event.number}
            event={event}
            isKept={shrinking.run.kept.includes(event.number)}
            isNeeded={shrinking.isNeeded(event.number)}
            isLocked={shrinking.isSearching}
            turn={() => shrinking.turn(event.number)}
          />
        ))}
      </ol>
    </div>
  );
}

function Event(props: {
  readonly event: ScheduledEvent;
  readonly isKept: boolean;
  readonly isNeeded: boolean;
  readonly isLocked: boolean;
  readonly turn: () => void;
}) {
  const { event, isKept, isNeeded, isLocked, turn } = props;
  return (
    <li class={isKept ? '' : 'is-out'}>
      <label>
        <input
          class="needs-js"
          type="checkbox"
          checked={isKept}
          disabled={isLocked}
          onChange={turn}
        />
        <span class="shrink-number">{event.number}</span>
        <Mark kind={event.kind} />
        <span class="shrink-at">{`${(event.atMs / 1_000).toFixed(2)} s`}</span>
        <span class="shrink-text">
          {event.text}
          {isNeeded && (
            <>
              {' '}
              <b>needed</b>
            </>
          )}
        </span>
      </label>
    </li>
  );
}

function Mark({ kind }: { readonly kind: ScheduledEvent['kind'] }) {
  return (
    <svg class="st shrink-mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
      <path class={`st-mark is-${kind}`} d={kind === 'operation' ? operation : fault} />
    </svg>
  );
}

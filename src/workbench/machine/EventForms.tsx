/** The run without a picture: its events around the cursor as sentences, or as a table. */
import { useEffect, useRef } from 'preact/hooks';
import type { SourcePlace } from '#grader/verdict.ts';
import type { TraceStoryEvent } from '#grader/walk.ts';
import { PlaceLink, type PlaceLinks } from '#workbench/StoryList.tsx';
import { describeEvent, type EventRow } from './narrate.ts';
import { positionIn, type RunView } from './run-view.ts';
import { StoryBadges } from './StoryBadge.tsx';
import { toldAt } from './story-marks.ts';

/** So many events are written out; the rest is reached by going there. */
const pageSize = 100;

interface FormProps {
  readonly view: RunView;
  readonly links: PlaceLinks;
}

interface PageRow extends EventRow {
  readonly place: SourcePlace | null;
  readonly told: readonly TraceStoryEvent[];
}

function pageOf(view: RunView): { rows: PageRow[]; before: number; after: number } {
  const { rows = new Int32Array() } = view.scene.value ?? {};
  const at = Math.max(0, positionIn(rows, view.cursor.value));
  const first = Math.floor(at / pageSize) * pageSize;
  const page = [...rows.subarray(first, first + pageSize)].map((event) => ({
    ...describeEvent(view.trace, event),
    place: view.trace.places[view.trace.events.place[event] ?? -1] ?? null,
    told: toldAt(view.trace, event),
  }));
  return { rows: page, before: first, after: Math.max(0, rows.length - first - pageSize) };
}

function Pager({ view, before, after }: { view: RunView; before: number; after: number }) {
  if (before + after === 0) return null;
  return (
    <p class="tm-pager">
      <button
        type="button"
        class="quiet-button"
        disabled={before === 0}
        onClick={() => view.step(-pageSize)}
      >
        {pageSize} earlier
      </button>
      <span class="is-quiet">
        {before} before, {after} after
      </span>
      <button
        type="button"
        class="quiet-button"
        disabled={after === 0}
        onClick={() => view.step(pageSize)}
      >
        {pageSize} later
      </button>
    </p>
  );
}

/** Keeps the row of the cursor in view. */
function useFollowing(view: RunView) {
  const frame = useRef<HTMLDivElement>(null);
  const cursor = view.cursor.value;
  useEffect(() => {
    frame.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  return frame;
}

/** One sentence an event. */
export function RunWords({ view }: { readonly view: RunView }) {
  const frame = useFollowing(view);
  const { rows, before, after } = pageOf(view);
  return (
    // A long list scrolls inside its own frame, which the keyboard must be able to reach.
    <div ref={frame} class="tm-forms" tabIndex={0} role="region" aria-label="The run in words">
      <Pager view={view} before={before} after={after} />
      <ol class="narration" start={before + 1}>
        {rows.map(({ event, time, sentence, payload, told }) => (
          <li key={event} aria-current={event === view.cursor.value ? 'true' : undefined}>
            <button type="button" class="tm-goto" onClick={() => view.goTo(event)}>
              <span class="narration-time">{time}</span> <StoryBadges told={told} />
              {sentence} <code class="tm-payload">{payload}</code>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

export function RunTable({ view, links }: FormProps) {
  const frame = useFollowing(view);
  const { rows, before, after } = pageOf(view);
  return (
    <div ref={frame} class="tm-forms" tabIndex={0} role="region" aria-label="The run as a table">
      <Pager view={view} before={before} after={after} />
      <table>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Time</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col">Line</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ event, time, from, to, what, payload, place, told }) => (
            <tr key={event} aria-current={event === view.cursor.value ? 'true' : undefined}>
              <td class="is-number">
                <button
                  type="button"
                  class="quiet-button"
                  aria-label={`Go to event ${event + 1}`}
                  onClick={() => view.goTo(event)}
                >
                  {event + 1}
                </button>
              </td>
              <td class="is-number">{time}</td>
              <td>{from}</td>
              <td>{to}</td>
              <td>
                <StoryBadges told={told} />
                {what} <code class="tm-payload">{payload}</code>
              </td>
              <td>{place !== null && <PlaceLink place={place} links={links} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

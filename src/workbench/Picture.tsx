/**
 * The picture of a story, in three forms that say the same: the drawing, a narration of one sentence per event, and
 * a table. The drawing takes the keyboard: arrow keys step through the story, and its caption says where it stands.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { SpaceTime as Diagram, Story } from '#grader/verdict.ts';
import { Choice } from './Choice.tsx';
import { forms, type Form } from './forms.ts';
import { ToolGlyph } from './Glyph.tsx';
import { narrate } from './spacetime-narration.ts';
import { SpaceTime } from './SpaceTime.tsx';
import { stepByKey, stepFrom, type StorySteps } from './story-steps.ts';

interface PictureProps {
  readonly diagram: Diagram;
  readonly story: Story;
  readonly steps: StorySteps;
  /** Opens the time machine on the whole run. */
  readonly walk: () => void;
}

function Narration({ diagram }: { readonly diagram: Diagram }) {
  return (
    <ol class="narration">
      {narrate(diagram).map((row, index) => (
        <li key={index} class={row.event === null ? '' : 'is-told'}>
          <span class="narration-time">{row.time}</span> {row.sentence}
          {row.event !== null && <span class="narration-event"> Event {row.event}.</span>}
        </li>
      ))}
    </ol>
  );
}

function EventTable({ diagram }: { readonly diagram: Diagram }) {
  return (
    // A wide table scrolls inside its own frame, which the keyboard must be able to reach.
    <div class="table-frame" role="region" aria-label="Every message and event" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {narrate(diagram).map((row, index) => (
            <tr key={index} class={row.event === null ? '' : 'is-told'}>
              <td class="is-number">{row.time}</td>
              <td>{row.event ?? ''}</td>
              <td>{row.from}</td>
              <td>{row.to}</td>
              <td>{row.what}</td>
              <td>{row.outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The caption under the drawing: which event it shows, and buttons to step. */
function StepBar({ story, steps }: { readonly story: Story; readonly steps: StorySteps }) {
  const shown = story.events.find(({ number }) => number === steps.active.value);
  const step = (key: 'next' | 'previous') => {
    steps.pointed.value = null;
    steps.kept.value = stepFrom(steps.numbers, steps.kept.value, key);
  };
  const atEnd = steps.kept.value === steps.numbers.at(-1);
  return (
    <figcaption class="step-bar">
      <span class="step-buttons">
        <button
          type="button"
          aria-label="Previous event"
          disabled={steps.kept.value === null}
          onClick={() => step('previous')}
        >
          <ToolGlyph tool="previous" />
        </button>
        <button type="button" aria-label="Next event" disabled={atEnd} onClick={() => step('next')}>
          <ToolGlyph tool="next" />
        </button>
      </span>
      <span class="step-text" aria-live="polite">
        {shown === undefined ? (
          <span class="is-quiet">The whole story. Step through it with the arrow keys.</span>
        ) : (
          <>
            <b>{shown.number}</b> {shown.text}
          </>
        )}
      </span>
    </figcaption>
  );
}

/** The room of the drawing in its own units, and their size on the screen: letters grow with those of the page. */
export interface Room {
  readonly width: number;
  readonly scale: number;
}

function useRoom(): { ref: { current: HTMLDivElement | null }; room: { value: Room } } {
  const ref = useRef<HTMLDivElement>(null);
  const room = useSignal<Room>({ width: 0, scale: 1 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      room.value = { width: element.clientWidth / scale, scale };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);
  return { ref, room };
}

/** Drawing, narration and table of one diagram. */
export function Picture({ diagram, story, steps, walk }: PictureProps) {
  const form = useSignal<Form>('drawing');
  const { ref, room } = useRoom();
  const id = useId();
  return (
    <figure class="picture">
      <div class="picture-head">
        <Choice
          class="picture-forms"
          label="Form of the picture"
          options={forms}
          value={form.value}
          choose={(name) => (form.value = name)}
        />
        {/* An examination asks without running: there is nothing to walk through. */}
        {diagram.lanes.length > 0 && (
          <button type="button" class="plain-button" data-act="walk" onClick={walk}>
            Walk through the run
          </button>
        )}
      </div>
      <div ref={ref} class="picture-body">
        {form.value === 'drawing' && (
          <div
            class="drawing"
            // Arrow keys step through it.
            tabIndex={0}
            role="group"
            aria-label="The story drawn. Arrow keys step through its events."
            onKeyDown={(event) => void stepByKey(steps, event)}
          >
            {room.value.width > 0 && (
              <SpaceTime diagram={diagram} steps={steps} room={room.value} id={id} />
            )}
          </div>
        )}
        {form.value === 'words' && <Narration diagram={diagram} />}
        {form.value === 'table' && <EventTable diagram={diagram} />}
      </div>
      {form.value === 'drawing' && <StepBar story={story} steps={steps} />}
    </figure>
  );
}

/**
 * A failure's story on the wall: what was promised, what was seen instead, the events, and the drawing beside them. Arrow
 * keys step through it, wherever in the window the focus is.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SpaceTime as Diagram, Story } from '#grader/verdict.ts';
import { layoutSpaceTime } from '#workbench/spacetime-layout.ts';
import { SpaceTime } from '#workbench/SpaceTime.tsx';
import { createSteps, stepByKey, type StorySteps } from '#workbench/story-steps.ts';
import { StoryList, type PlaceLinks } from '#workbench/StoryList.tsx';
import { useVerdictStyles } from '#workbench/verdict-styles.ts';
import { useLabTitle } from './lab-title.ts';
import type { ViewProps } from './views.ts';

/** The code is not shown here, so no place of it can be opened. */
const noLinks: PlaceLinks = { open: () => undefined, knows: () => false, line: () => null };

interface Room {
  readonly width: number;
  readonly scale: number;
}

/** Of the letters' full size: smaller ones could not be read from the middle of a room. */
const leastShare = 0.7;

/** The largest scale at which the whole drawing is in sight; at the least it scrolls. */
function fittingRoom(
  diagram: Diagram,
  frame: Pick<DOMRect, 'width' | 'height'>,
  rem: number,
): Room {
  const full = rem / 16;
  for (const share of [1.1, 1, 0.9, 0.8, leastShare]) {
    const scale = full * share;
    const width = frame.width / scale;
    if (layoutSpaceTime(diagram, width).height * scale <= frame.height) return { width, scale };
  }
  return { width: frame.width / (full * leastShare), scale: full * leastShare };
}

function Drawing({ diagram, steps }: { readonly diagram: Diagram; readonly steps: StorySteps }) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room | null>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setRoom(fittingRoom(diagram, element.getBoundingClientRect(), rem));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [diagram]);
  return (
    // Too long a drawing scrolls, so the keyboard must reach it.
    <div class="story-drawing" ref={frame} tabIndex={0} role="group" aria-label="The story drawn">
      {room !== null && <SpaceTime diagram={diagram} steps={steps} room={room} id={id} />}
    </div>
  );
}

/** Steps by the arrow keys of the whole window: an instructor's remote control presses them. */
function useWindowKeys(steps: StorySteps): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const key = { PageDown: 'ArrowDown', PageUp: 'ArrowUp' }[event.key] ?? event.key;
      if (key !== event.key) event.preventDefault();
      stepByKey(steps, key === event.key ? event : new KeyboardEvent('keydown', { key }));
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [steps]);
}

/** The story in the shape that the workbench's list takes. */
function storyOf({ title, events, traceHash }: ViewProps<'story'>['what']): Story {
  return {
    title,
    events: events.map((event) => ({ ...event, place: null })),
    place: null,
    placeIs: '',
    hint: 1,
    fingerprint: traceHash,
  };
}

export function StoryView({ what }: ViewProps<'story'>) {
  useVerdictStyles();
  const key = JSON.stringify(what);
  const { story, steps } = useMemo(() => {
    const told = storyOf(what);
    return { story: told, steps: createSteps(told.events.map(({ number }) => number)) };
    // The same story comes anew with every change of the session.
  }, [key]);
  const diagram = useMemo(() => what.drawing, [key]);
  const lab = useLabTitle(what.lab);
  useWindowKeys(steps);
  const { code, sentence, expected, observed, seed, traceHash, share } = what;
  return (
    <div class="shown is-story lab">
      <p class="story-share">
        <b>{code}</b> {lab}
        <span>
          {share.of === 1 ? 'one' : share.of} of {share.all} broke it by this story
        </span>
      </p>
      <header class="story-head">
        <div>
          <h2 class="shown-title">{story.title}</h2>
          <p class="story-promise">{sentence}</p>
        </div>
        <dl class="story-evidence">
          <div>
            <dt>Expected</dt>
            <dd>{expected}</dd>
          </div>
          <div class="is-observed">
            <dt>Observed</dt>
            <dd>{observed}</dd>
          </div>
        </dl>
      </header>
      <div class={`story-telling${diagram === null ? ' is-alone' : ''}`}>
        <div class="story-told">
          <StoryList story={story} steps={steps} links={noLinks} />
        </div>
        {diagram !== null && <Drawing diagram={diagram} steps={steps} />}
      </div>
      <p class="story-source">
        Played again on the console, seed {seed}, trace {traceHash}. Nobody’s name, nobody’s code.
      </p>
    </div>
  );
}

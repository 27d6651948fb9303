/** The story of a failure as a numbered list, tied to the picture beside it. */
import type { SourcePlace, Story, StoryEvent, StoryEventKind } from '#grader/verdict.ts';
import { StoryGlyph } from './StoryGlyph.tsx';
import { InlineText } from './InlineText.tsx';
import { printInstant } from './print.ts';
import { stepByKey, type StorySteps } from './story-steps.ts';
import { tint } from './tint.ts';

/** What the learner's files have to do with the places that a verdict names. */
export interface PlaceLinks {
  /** Opens the editor at a place. */
  open(place: SourcePlace): void;
  /** True if the place lies in a file that the learner can open. */
  knows(place: SourcePlace): boolean;
  /** The text of that line as it was judged, or null if there is none. */
  line(place: SourcePlace): string | null;
}

interface StoryListProps {
  readonly story: Story;
  readonly steps: StorySteps;
  readonly links: PlaceLinks;
}

const kindWords: Readonly<Record<StoryEventKind, string>> = {
  operation: 'Operation',
  message: 'Message',
  lost: 'Message trouble',
  fault: 'Fault',
  effect: 'Effect in the world',
  timeout: 'Gives up waiting',
  breach: 'The invariant breaks',
};

/** A place in the learner's files that opens the editor there. */
export function PlaceLink({
  place,
  links,
}: {
  readonly place: SourcePlace;
  readonly links: PlaceLinks;
}) {
  if (!links.knows(place)) return <span class="place">{`${place.file}:${place.line}`}</span>;
  return (
    <button type="button" class="place-link" onClick={() => links.open(place)}>
      <span class="is-hidden">Open </span>
      {place.file}:{place.line}
    </button>
  );
}

/** A line of the learner's, quoted with its number; a click opens the editor there. */
export function QuotedLine({
  place,
  links,
}: {
  readonly place: SourcePlace;
  readonly links: PlaceLinks;
}) {
  const line = links.line(place);
  if (line === null) return <PlaceLink place={place} links={links} />;
  return (
    <button
      type="button"
      class="quoted-line"
      onClick={() => links.open(place)}
      title={`Open ${place.file} at line ${place.line}`}
    >
      <span class="quoted-place">
        {place.file}:{place.line}
      </span>
      <code>
        {tint(line.trim()).map(({ hue, text }, index) => (
          <span key={index} class={hue}>
            {text}
          </span>
        ))}
      </code>
    </button>
  );
}

function isSamePlace(a: SourcePlace | null, b: SourcePlace | null): boolean {
  return a !== null && b !== null && a.file === b.file && a.line === b.line;
}

/** The event at which the learner's line is quoted: the last one that it took part in, nearest to the breach. */
function decisionOf(story: Story): number | null {
  return story.events.findLast(({ place }) => isSamePlace(place, story.place))?.number ?? null;
}

interface StoryItemProps extends StoryListProps {
  readonly event: StoryEvent;
}

function StoryItem({ event, story, steps, links }: StoryItemProps) {
  const { number, kind, atMs, where, text, place } = event;
  const isActive = steps.active.value === number;
  const isFuture =
    steps.pointed.value === null && steps.kept.value !== null && number > steps.kept.value;
  const isDecision = number === decisionOf(story);
  return (
    <li
      class={`story-event is-${kind}${isActive ? ' is-active' : ''}${isFuture ? ' is-future' : ''}`}
      // Only a pointer that moves points: one that rests must not win over the keys when they scroll the list under it.
      onPointerMove={({ movementX, movementY }) => {
        if (movementX !== 0 || movementY !== 0) steps.pointed.value = number;
      }}
      onPointerLeave={() => (steps.pointed.value = null)}
    >
      <button
        type="button"
        class="story-number"
        data-number={number}
        aria-pressed={steps.kept.value === number}
        aria-label={`Event ${number} of ${story.events.length}: show in the picture`}
        onClick={() => (steps.kept.value = steps.kept.value === number ? null : number)}
        onFocus={() => (steps.pointed.value = null)}
      >
        {number}
      </button>
      <div class="story-body">
        <p class="story-text">
          <span class="highlighted">
            <InlineText text={text} />
          </span>
        </p>
        <p class="story-meta">
          <StoryGlyph kind={kind} />
          <span class="is-hidden">{kindWords[kind]}, </span>
          <span class="story-time">{printInstant(atMs)}</span>
          <span class="story-where">{where}</span>
          {place !== null && !isDecision && <PlaceLink place={place} links={links} />}
        </p>
        {place !== null && isDecision && (
          <>
            <p class="story-decision">{story.placeIs}</p>
            <QuotedLine place={place} links={links} />
          </>
        )}
      </div>
    </li>
  );
}

/** The numbered list. Arrow keys move from event to event while one of its numbers has the focus. */
export function StoryList({ story, steps, links }: StoryListProps) {
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const number = stepByKey(steps, event);
    if (number === undefined || number === null) return;
    event.currentTarget.querySelector<HTMLElement>(`[data-number="${number}"]`)?.focus();
  };
  return (
    <>
      {/* The buttons inside take the focus. */}
      <ol class="story-list" onKeyDown={onKeyDown}>
        {story.events.map((event) => (
          <StoryItem key={event.number} event={event} story={story} steps={steps} links={links} />
        ))}
      </ol>
      {story.place !== null && decisionOf(story) === null && (
        <p class="story-decision">
          {story.placeIs}: <QuotedLine place={story.place} links={links} />
        </p>
      )}
    </>
  );
}

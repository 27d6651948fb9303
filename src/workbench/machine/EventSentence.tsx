/** The event at the cursor in one sentence, with the learner's line; read aloud when the cursor comes to rest. */
import { PlaceLink, type PlaceLinks } from '#workbench/StoryList.tsx';
import { describeEvent } from './narrate.ts';
import type { RunView } from './run-view.ts';

/** A sentence with its full stop. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

export function EventSentence({
  view,
  links,
}: {
  readonly view: RunView;
  readonly links: PlaceLinks;
}) {
  const sentence = view.sentence.value;
  const event = view.cursor.value;
  const place = view.trace.places[view.trace.events.place[event] ?? -1] ?? null;
  const faults = view.trace.spans.filter((span) => span.event === event).map(({ text }) => text);
  const breach = view.trace.breaches.find((one) => one.event === event);
  return (
    <p class="tm-sentence">
      <span aria-hidden="true">{sentence}</span>
      {faults.length > 0 && <span class="tm-wrong"> Fault: {faults.join('; ')}.</span>}
      {breach !== undefined && (
        <b class="tm-wrong">
          {' '}
          {breach.code} breaks: {ended(breach.sentence)} Observed {breach.observed}.
        </b>
      )}{' '}
      {place !== null && <PlaceLink place={place} links={links} />}
      <span class="sr-only" aria-live="polite">
        {/* While the slider runs, nothing is read aloud; a listener hears the event at which it stops. */}
        {view.resting.value >= 0 && describeEvent(view.trace, view.resting.value).sentence}
      </span>
    </p>
  );
}

/** The event at the cursor in one sentence, with the learner's line; read aloud when the cursor comes to rest. */
import { PlaceLink, type PlaceLinks } from '#workbench/StoryList.tsx';
import { printInstant } from '#workbench/print.ts';
import { describeEvent } from './narrate.ts';
import type { RunView } from './run-view.ts';
import { StoryBadges } from './StoryBadge.tsx';
import { toldAt } from './story-marks.ts';

const beforeAll = { sentence: 'Before the first event.', payload: '' };

/** A sentence with its full stop. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** `Story event 3 of 6. `, for those who do not see the number. */
function sayTold({ trace }: RunView, event: number): string {
  return toldAt(trace, event)
    .map(({ number }) => `Story event ${number} of ${trace.story.length}. `)
    .join('');
}

export function EventSentence({
  view,
  links,
}: {
  readonly view: RunView;
  readonly links: PlaceLinks;
}) {
  const event = view.cursor.value;
  const { sentence, payload } = event < 0 ? beforeAll : describeEvent(view.trace, event);
  const resting = view.resting.value;
  const place = view.trace.places[view.trace.events.place[event] ?? -1] ?? null;
  const faults = view.trace.spans.filter((span) => span.event === event).map(({ text }) => text);
  const told = toldAt(view.trace, event);
  const breach = view.trace.breaches.find((one) => one.event === event);
  return (
    <div class="tm-sentence">
      <p>
        <span aria-hidden="true">
          <StoryBadges told={told} />
          {sentence}
        </span>
        {told
          .filter(({ kind }) => kind !== 'breach')
          .map(({ number, text }) => (
            <span key={number} class="is-quiet">
              {' '}
              In the story: {ended(text)}
            </span>
          ))}
        {faults.length > 0 && <span class="tm-wrong"> Fault: {faults.join('; ')}.</span>}
        {breach !== undefined && (
          <b class="tm-wrong">
            {' '}
            {breach.code} breaks at {printInstant(breach.atMs)}: {ended(breach.sentence)} Observed{' '}
            {breach.observed}.
          </b>
        )}{' '}
        {place !== null && <PlaceLink place={place} links={links} />}
      </p>
      <code class="tm-payload" title={payload}>
        {payload}
      </code>
      <span class="is-hidden" aria-live="polite">
        {/* While the slider runs, nothing is read aloud; a listener hears the event at which it stops. */}
        {resting >= 0 && `${sayTold(view, resting)}${describeEvent(view.trace, resting).sentence}`}
      </span>
    </div>
  );
}

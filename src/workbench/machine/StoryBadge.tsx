/** The number that an event has in the story, beside the event in words, in the table and under the drawing. */
import type { TraceStoryEvent } from '#grader/walk.ts';

export function StoryBadges({ told }: { readonly told: readonly TraceStoryEvent[] }) {
  return (
    <>
      {told.map(({ number, kind }) => (
        <span key={number} class={`tm-badge${kind === 'breach' ? ' is-breach' : ''}`}>
          <span class="is-hidden">Story event </span>
          {number}
        </span>
      ))}
    </>
  );
}

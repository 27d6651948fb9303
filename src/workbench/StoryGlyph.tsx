/** The mark of a story event, drawn as in the diagram. A word for screen readers stands beside it. */
import type { StoryEventKind } from '#grader/verdict.ts';
import { MarkSymbol } from './SpaceTimeShapes.tsx';

function Sign({ kind }: { readonly kind: StoryEventKind }) {
  switch (kind) {
    case 'lost':
      return (
        <>
          <path class="st-message is-lost" d="M1 9H9" />
          <path class="st-cross" d="M10 5.5L17 12.5M17 5.5L10 12.5" />
        </>
      );
    case 'message':
      return (
        <>
          <path class="st-message" d="M1 9H12" />
          <path class="st-head" d="M17 9L10.5 5.5V12.5Z" />
        </>
      );
    case 'operation':
    case 'fault':
    case 'effect':
    case 'timeout':
    case 'breach':
      return <MarkSymbol kind={kind} x={9} y={9} />;
  }
}

export function StoryGlyph({ kind }: { readonly kind: StoryEventKind }) {
  return (
    <svg class="st glyph" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <Sign kind={kind} />
    </svg>
  );
}

/** Small drawings with a meaning. Each stands beside a word that says the same. */
import type { CheckResult, StoryEventKind } from '#grader/verdict.ts';

interface GlyphProps {
  readonly kind: StoryEventKind;
}

function shapeOf(kind: StoryEventKind) {
  switch (kind) {
    case 'operation':
      return <circle class="st-mark is-operation" cx="9" cy="9" r="5" />;
    case 'effect':
      return <rect class="st-mark is-effect" x="3.5" y="3.5" width="11" height="11" />;
    case 'timeout':
      return <path class="st-mark is-timeout" d="M3 4.5H15L9 14.5Z" />;
    case 'fault':
      return <path class="st-mark is-fault" d="M9 2.5L15.5 9L9 15.5L2.5 9Z" />;
    case 'breach':
      return (
        <>
          <path class="st-mark is-breach" d="M9 1.5L16.5 9L9 16.5L1.5 9Z" />
          <path class="st-breach-cross" d="M6.5 6.5L11.5 11.5M11.5 6.5L6.5 11.5" />
        </>
      );
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
  }
}

/** The mark of a story event, drawn as in the diagram. */
export function StoryGlyph({ kind }: GlyphProps) {
  return (
    <svg class="st glyph" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      {shapeOf(kind)}
    </svg>
  );
}

const statusPaths: Readonly<Record<CheckResult['status'], string>> = {
  held: 'M3.5 9.5L7.5 13.5L14.5 4.5',
  broken: 'M4 4L14 14M14 4L4 14',
  'not-checked': 'M4 9H14',
};

/** Tick, cross or dash, for a check that held, broke, or was not reached. */
export function StatusGlyph({ status }: { readonly status: CheckResult['status'] }) {
  return (
    <svg
      class={`glyph status-glyph is-${status}`}
      viewBox="0 0 18 18"
      width="18"
      height="18"
      aria-hidden="true"
    >
      <path d={statusPaths[status]} />
    </svg>
  );
}

const toolPaths = {
  run: 'M5 3.5L14 9L5 14.5Z',
  stop: 'M4.5 4.5H13.5V13.5H4.5Z',
  lock: 'M5 8.5V6.5a4 4 0 0 1 8 0v2M4 8.5h10v6.5H4Z',
  previous: 'M11.5 4L6.5 9L11.5 14',
  next: 'M6.5 4L11.5 9L6.5 14',
} as const;

/** A sign on a button. */
export function ToolGlyph({ tool }: { readonly tool: keyof typeof toolPaths }) {
  return (
    <svg
      class={`glyph tool-glyph is-${tool}`}
      viewBox="0 0 18 18"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <path d={toolPaths[tool]} />
    </svg>
  );
}

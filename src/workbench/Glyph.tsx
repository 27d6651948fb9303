/** Small drawings with a meaning. Each stands beside a word that says the same. */
import type { CheckResult } from '#grader/verdict.ts';

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
  up: 'M4 11.5L9 6.5L14 11.5',
  down: 'M4 6.5L9 11.5L14 6.5',
  in: 'M9 3.5V14.5M3.5 9H14.5',
  out: 'M3.5 9H14.5',
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

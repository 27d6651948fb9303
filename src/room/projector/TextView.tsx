/** A sentence or two of the instructor's. Lines are kept; the shorter the text, the larger it stands. */
import type { ViewProps } from './views.ts';

export function TextView({ what: { text } }: ViewProps<'text'>) {
  const size = text.length < 80 ? 'is-short' : text.length < 240 ? 'is-middle' : 'is-long';
  return (
    <div class={`shown is-text ${size}`}>
      <p class="shown-text">{text}</p>
    </div>
  );
}

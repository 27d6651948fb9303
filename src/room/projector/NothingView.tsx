/** The projector at rest: the name of the session, so that the room sees that the screen is alive. */
import type { ViewProps } from './views.ts';

export function NothingView({ session }: ViewProps<'nothing'>) {
  return (
    <div class="shown is-resting">
      <p class="shown-title">{session.title}</p>
    </div>
  );
}

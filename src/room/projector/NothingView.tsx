/** The projector at rest: dark, so that the room looks at whoever speaks. */
export function NothingView() {
  return <div class="shown is-dark" role="img" aria-label="Nothing is shown at the moment" />;
}

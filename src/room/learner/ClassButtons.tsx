/** To the class, and back to where one was: one place in the bar, because only one of the two makes sense. */
import { useEffect, useState } from 'preact/hooks';
import type { Session } from '#workshop/session.ts';
import { classPlace, goBack, goToClass, isWithClass, placeLeft } from './class-place.ts';

export function ClassButtons({ session }: { readonly session: Session | null }) {
  const [left, setLeft] = useState(placeLeft);
  useEffect(() => {
    // Who goes to another section of the same page is at another place.
    const moved = (): void => setLeft(placeLeft());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const place = session && classPlace(session);
  if (place && !isWithClass(place))
    return (
      <button
        type="button"
        class="dock-class"
        onClick={() => {
          goToClass(place);
          setLeft(placeLeft());
        }}
      >
        <span class="dock-long">Bring me to the class</span>
        <span class="dock-short">Class</span>
      </button>
    );
  if (left)
    return (
      <button
        type="button"
        class="dock-class"
        aria-label={`Back to my place: ${left.title}`}
        onClick={() => {
          goBack(left);
          setLeft(placeLeft());
        }}
      >
        <span class="dock-long">Back to my place</span>
        <span class="dock-short">Back</span>
      </button>
    );
  return place ? <p class="dock-with">With the class</p> : null;
}

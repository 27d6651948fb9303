/** One line: whether this page goes with the class, where the class is, and the way there. */
import { useEffect, useState } from 'preact/hooks';
import type { Follower } from './follower.ts';
import { pageHere } from './course-place.ts';
import type { Following } from './following.ts';

/** A page that goes with the class says so for so long after each move, and then stands back. */
const quietAfterMs = 6_000;

interface FollowLineProps {
  readonly follower: Follower;
}

function titleOf({ place }: Following): string {
  if (place === null) return '';
  return place.title ?? place.section ?? place.page;
}

export function FollowLine({ follower }: FollowLineProps) {
  const following = follower.following.value;
  const { mode, place } = following;
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    setQuiet(false);
    const timer = setTimeout(() => setQuiet(true), quietAfterMs);
    return () => clearTimeout(timer);
  }, [following]);
  if (place === null) return null;
  const isHere = place.page === pageHere();
  if (mode === 'following' && isHere)
    return (
      <p class={`follow-line is-following ${isQuiet ? 'is-quiet' : ''}`} role="status">
        <span class="follow-sign" aria-hidden="true" />
        <span>
          With the class at “{titleOf(following)}”.{' '}
          <span class="label">Scroll to go your own way.</span>
        </span>
      </p>
    );
  return (
    <p class="follow-line" role="status">
      <span class="follow-sign" aria-hidden="true" />
      <span>The class is at “{titleOf(following)}”.</span>
      <button type="button" aria-keyshortcuts="f" onClick={() => follower.comeBack()}>
        Go there <kbd aria-hidden="true">F</kbd>
      </button>
    </p>
  );
}

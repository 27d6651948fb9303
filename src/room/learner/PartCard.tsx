/** Hosts a part of the dock: fetches its view once, keeps it mounted while it is folded, unfolds it when there is news. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import type { Part } from './parts.ts';

interface PartCardProps {
  readonly part: Part;
  readonly isFolded: boolean;
  readonly fold: () => void;
  readonly room: Room;
}

export function PartCard({ part, isFolded, fold, room }: PartCardProps) {
  const [loaded, setLoaded] = useState<{ readonly View: ComponentType<{ room: Room }> } | null>(
    null,
  );
  const [attempt, setAttempt] = useState(0);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    part.load().then(
      (View) => setLoaded({ View }),
      () => setHasFailed(true),
    );
  }, [part, attempt]);
  return (
    <section class="dock-card" aria-label={part.title} hidden={isFolded}>
      <header>
        <h2>{part.title}</h2>
        <button type="button" class="dock-fold" aria-label={`Fold ${part.title}`} onClick={fold}>
          <svg class="shape" viewBox="0 0 18 18" aria-hidden="true">
            <path d="M4.5 7L9 11.5L13.5 7" />
          </svg>
        </button>
      </header>
      {loaded ? <loaded.View room={room} /> : !hasFailed && <p class="label">Loading …</p>}
      {hasFailed && !loaded && (
        <p role="alert">
          This could not be fetched.{' '}
          <button
            type="button"
            onClick={() => {
              setHasFailed(false);
              setAttempt(attempt + 1);
            }}
          >
            Try again
          </button>
        </p>
      )}
    </section>
  );
}

/** Hosts a part of the dock: it stays mounted while it is folded, and unfolds itself when there is news. */
import type { Room } from '#room/room.ts';
import { Late } from './Late.tsx';
import type { Part } from './parts.ts';

interface PartCardProps {
  readonly part: Part;
  readonly isFolded: boolean;
  readonly fold: () => void;
  readonly room: Room;
}

export function PartCard({ part, isFolded, fold, room }: PartCardProps) {
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
      <Late load={() => part.load()} props={{ room }} />
    </section>
  );
}

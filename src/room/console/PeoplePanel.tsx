/** Who is in the room, and where they are in the labs. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { stuckFrom } from '#workshop/stuck.ts';
import { CellKey } from './CellView.tsx';
import type { PanelProps } from './desk.ts';
import { columnsOf, foundIn, ordered, rowsOf, type PersonRow } from './people.ts';
import { PeopleTable } from './PeopleTable.tsx';
import { PeopleTools, type Wish } from './PeopleTools.tsx';
import { PersonDetails } from './PersonDetails.tsx';
import { useLook } from './use-look.ts';
import { trackOf, useProgramme } from './use-programme.ts';
import { useNarrow } from './use-narrow.ts';

/** The table is drawn anew at most so often, milliseconds. */
const lookEveryMs = 500;
/** Places change at most so often: a row must not slip away under a finger. */
const reorderEveryMs = 4_000;

/** Puts rows in order, and keeps their places for a while; who is new comes at the end until then. */
function usePlaces(): (rows: readonly PersonRow[], wish: Wish, nowMs: number) => PersonRow[] {
  const kept = useRef<{
    readonly wish: Wish;
    readonly atMs: number;
    readonly places: ReadonlyMap<string, number>;
  } | null>(null);
  return (rows, wish, nowMs) => {
    const { current } = kept;
    if (current?.wish === wish && nowMs - current.atMs < reorderEveryMs) {
      const placeOf = ({ participant }: PersonRow): number =>
        current.places.get(participant.id) ?? rows.length;
      return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
    }
    const sorted = ordered(rows, wish.order);
    const places = new Map(sorted.map(({ participant }, place) => [participant.id, place]));
    kept.current = { wish, atMs: nowMs, places };
    return sorted;
  };
}

export function PeoplePanel({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, lookEveryMs);
  const { programme } = useProgramme();
  const [wish, setWish] = useState<Wish>({ order: 'stuck', only: 'all', text: '' });
  const [place, isNarrow] = useNarrow();
  const inPlaces = usePlaces();
  const { session, nowMs } = look ?? { session: null, nowMs: 0 };
  const all = useMemo(
    () =>
      session === null
        ? []
        : rowsOf(session, { course: desk.course, presence: room.link.presence, nowMs }),
    [look],
  );
  if (session === null) return null;
  const labs = columnsOf(session, desk.course, trackOf(programme, session)?.items ?? []);
  const rows = inPlaces(foundIn(all, wish.text, wish.only), wish, nowMs);
  const stuck = all.filter(({ stuck }) => stuck.score >= stuckFrom).length;
  const person = all.find(({ participant }) => participant.id === desk.person.value);
  return (
    <div class="people-panel" ref={place}>
      <PeopleTools {...{ wish, setWish, stuck }} all={all.length} shown={rows.length} />
      {all.length === 0 ? (
        <p class="console-empty">
          Nobody is here yet. Put “How to join” on the projector: people open the address and type{' '}
          <b class="console-code">{session.code}</b>.
        </p>
      ) : (
        <PeopleTable {...{ rows, labs, nowMs, isNarrow }} open={(id) => (desk.person.value = id)} />
      )}
      <CellKey />
      {person && <PersonDetails row={person} {...{ room, desk, session, nowMs }} />}
    </div>
  );
}

/** Who is in the room, and where they are in the labs. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { stuckFrom } from '#workshop/stuck.ts';
import { CellKey } from './CellView.tsx';
import type { PanelProps } from './desk.ts';
import { columnsOf, foundIn, ordered, rowsOf } from './people.ts';
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

/** Keeps the places of rows for a while; who is new comes at the end until then. */
function usePlaces(): (
  ids: readonly string[],
  key: string,
  nowMs: number,
) => ReadonlyMap<string, number> {
  const kept = useRef<{ key: string; atMs: number; places: ReadonlyMap<string, number> } | null>(
    null,
  );
  return (ids, key, nowMs) => {
    const { current } = kept;
    if (current?.key === key && nowMs - current.atMs < reorderEveryMs) return current.places;
    const places = new Map(ids.map((id, place) => [id, place]));
    kept.current = { key, atMs: nowMs, places };
    return places;
  };
}

export function PeoplePanel({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, lookEveryMs);
  const { programme } = useProgramme();
  const [wish, setWish] = useState<Wish>({ order: 'stuck', only: 'all', text: '' });
  const [place, isNarrow] = useNarrow();
  const placesOf = usePlaces();
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
  const { order, only, text } = wish;
  const sorted = ordered(foundIn(all, text, only), order);
  const places = placesOf(
    sorted.map(({ participant }) => participant.id),
    `${order} ${only} ${text}`,
    nowMs,
  );
  const placeOf = (id: string): number => places.get(id) ?? Infinity;
  const rows = sorted.toSorted((a, b) => placeOf(a.participant.id) - placeOf(b.participant.id));
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

/** The console's panel for follow-me. */
import { useEffect, useState } from 'preact/hooks';
import type { PanelProps } from '#room/console/desk.ts';
import { trackOf, useProgramme } from '#room/console/use-programme.ts';
import { drives } from '#workshop/driver.ts';
import type { Programme, Track } from '#workshop/programme.ts';
import type { Place, Session } from '#workshop/session.ts';
import { addressOf } from './course-place.ts';
import { LeadDesk } from './LeadDesk.tsx';
import { tellTabs } from './lead-channel.ts';

/** `4:05`, of milliseconds. */
function minutes(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

interface ItemNow {
  readonly item: Track['items'][number];
  readonly begunMs: number;
}

/** What the agenda is at; null without one. */
function itemNow(programme: Programme | null, session: Session): ItemNow | null {
  const { agenda } = session;
  const item = trackOf(programme, session)?.items[agenda?.item ?? -1];
  return agenda === null || item === undefined
    ? null
    : { item, begunMs: agenda.begun[agenda.item] ?? 0 };
}

/** The chapter that the agenda is at, else the one of the class's lab, else the first. */
function chapterNow({ desk }: PanelProps, { classLab }: Session, now: ItemNow | null): string {
  if (now?.item.kind === 'lesson') return now.item.chapter;
  return desk.course.labs.find(({ id }) => id === classLab)?.chapter ?? 'p-presence';
}

interface ClockProps extends PanelProps {
  readonly isLeading: boolean;
  /** When this slide was begun, by the room's clock. */
  readonly sinceMs: number;
  readonly now: ItemNow | null;
}

/** How long the class has been here, and what is left of the item. */
function Clock({ room, desk, isLeading, sinceMs, now }: ClockProps) {
  void desk.tick.value;
  const nowMs = room.link.nowMs();
  return (
    <p class="lead-clock">
      {isLeading && (
        <>
          Here for <b>{minutes(nowMs - sinceMs)}</b>.{' '}
        </>
      )}
      {now && (
        <>
          “{now.item.title}”: <b>{minutes(nowMs - now.begunMs)}</b> of {now.item.minutes} min.
        </>
      )}
    </p>
  );
}

export function LeadPanel({ room, desk }: PanelProps) {
  const session = room.seen.value?.session;
  const { programme } = useProgramme();
  const place = session?.led ?? null;
  const [sinceMs, setSinceMs] = useState(() => room.link.nowMs());
  const spot = place === null ? '' : `${place.page} ${place.section ?? ''} ${place.slide}`;
  useEffect(() => setSinceMs(room.link.nowMs()), [spot]);
  if (!session) return null;
  const { you } = room.link;
  const mayLead = you?.role === 'instructor' && drives(session, { id: you.id, role: you.role });
  const now = itemNow(programme, session);
  const lead = (to: Place | null): void => {
    tellTabs(to);
    void room.say({ kind: 'led', place: to });
    desk.tell(to === null ? 'Nobody is led any more.' : `The class is at ${to.title ?? ''}.`);
  };
  if (!mayLead)
    return (
      <p>
        Another instructor moves the class now. Ask for the hand-over, or take it in the panel
        “Session”.
      </p>
    );
  return (
    <LeadDesk place={place} lead={lead} first={chapterNow({ room, desk }, session, now)}>
      <Clock {...{ room, desk, sinceMs, now }} isLeading={place !== null} />
      <p class="label">
        {place === null ? (
          'Pages in the room go where you go. Whoever types or scrolls is left alone.'
        ) : (
          <a href={addressOf(place.page)} target="nines-led">
            Open the page for the beamer: it follows, too
          </a>
        )}
      </p>
    </LeadDesk>
  );
}

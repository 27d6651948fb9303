/**
 * Where a class is in its agenda, and when it will end. Pure: a track, what the session has on record of it, and the
 * time give the pace.
 *
 * One rule carries it: what is still to come takes the minutes that the plan gives it, less what was cut; time that was
 * lost stays lost until something is cut. A break is different: nobody can cut it, and minutes of it that were not given
 * are owed. They count as still to come, whether or not the class has moved on, so a break that was talked through shows
 * as delay until it is made up.
 */
import type { Item, Lesson, Programme, Track } from './programme.ts';
import type { Agenda } from './session.ts';

const minuteMs = 60_000;
/** A break that is shorter than planned by less than this counts as given. */
const breakGraceMs = minuteMs;

/** One item of the agenda, as planned and as it goes. Instants are milliseconds since 1970. */
export interface Row {
  readonly index: number;
  readonly item: Item;
  /** `passed`: the class went on without ever beginning it. */
  readonly state: 'done' | 'passed' | 'now' | 'coming';
  readonly isCut: boolean;
  /** By the plan, from the moment at which the agenda was started. */
  readonly plannedAtMs: number;
  /** When it was first begun; for what is coming, when it will be. Null for what was passed. */
  readonly atMs: number | null;
  readonly plannedMs: number;
  /** What it is given now that something may have been cut. */
  readonly givenMs: number;
  readonly spentMs: number;
  /** What is still to come of it, as far as the projected end counts it. */
  readonly restMs: number;
}

export interface Pace {
  readonly track: Track;
  readonly nowMs: number;
  readonly rows: readonly Row[];
  /** The item that the class is at; null when it is through. */
  readonly current: Row | null;
  /** Left of the present item; negative when it runs over. */
  readonly leftMs: number;
  /** The end by the plan, and the one that follows from where the class is. */
  readonly plannedEndMs: number;
  readonly endMs: number;
  /** How late the end will be; negative for early. */
  readonly behindMs: number;
  /** How late the class is now, before what was cut of the coming items is gained. */
  readonly behindNowMs: number;
  /** Minutes of breaks that were passed over or ended early, and are still to be given. */
  readonly owed: readonly { readonly index: number; readonly title: string; readonly ms: number }[];
}

/** Milliseconds that a row takes less than planned because it was cut. */
function savedMs({ plannedMs, givenMs }: Row): number {
  return plannedMs - givenMs;
}

/** The part of an item that nobody has had yet. */
function restOf(given: {
  item: Item;
  givenMs: number;
  spentMs: number;
  isBehind: boolean;
}): number {
  const restMs = Math.max(0, given.givenMs - given.spentMs);
  if (!given.isBehind) return restMs;
  return given.item.kind === 'break' && restMs >= breakGraceMs ? restMs : 0;
}

/** Rows without the instants of what is coming. */
function rowsOf(track: Track, agenda: Agenda, nowMs: number): Row[] {
  let plannedAtMs = agenda.startedAtMs;
  return track.items.map((item, index) => {
    const isNow = index === agenda.item;
    const isBehind = index < agenda.item;
    const cut = item.kind === 'lesson' && agenda.cut.includes(index) ? item.cut : null;
    const isCut = cut !== null;
    const plannedMs = item.minutes * minuteMs;
    const givenMs = isCut ? Math.min(plannedMs, cut.keep * minuteMs) : plannedMs;
    const spentMs = (agenda.spent[index] ?? 0) + (isNow ? Math.max(0, nowMs - agenda.sinceMs) : 0);
    const begunMs = agenda.begun[index] ?? null;
    const row: Row = {
      index,
      item,
      state: isNow ? 'now' : !isBehind ? 'coming' : begunMs === null ? 'passed' : 'done',
      isCut,
      plannedAtMs,
      atMs: begunMs,
      plannedMs,
      givenMs,
      spentMs,
      restMs: restOf({ item, givenMs, spentMs, isBehind }),
    };
    plannedAtMs += plannedMs;
    return row;
  });
}

/** Gives what is coming the instants at which it will begin. What is owed of breaks is thought of as given next. */
function expected(rows: readonly Row[], nowMs: number): Row[] {
  const isComing = ({ state }: Row): boolean => state === 'coming';
  let atMs =
    nowMs + rows.filter((row) => !isComing(row)).reduce((sum, { restMs }) => sum + restMs, 0);
  return rows.map((row) => {
    if (!isComing(row)) return row;
    const from = atMs;
    atMs += row.restMs;
    return { ...row, atMs: row.atMs ?? from };
  });
}

/** Where the class is, and when it will end if everything that is left on the agenda is taught. */
export function paceOf(track: Track, agenda: Agenda, nowMs: number): Pace {
  const isOver = agenda.item >= track.items.length;
  const atMs = isOver ? agenda.sinceMs : nowMs;
  const rows = expected(rowsOf(track, agenda, atMs), atMs);
  const current = rows[agenda.item] ?? null;
  const plannedEndMs = agenda.startedAtMs + track.minutes * minuteMs;
  const endMs = atMs + rows.reduce((sum, { restMs }) => sum + restMs, 0);
  const behindMs = endMs - plannedEndMs;
  const coming = rows.filter(({ state }) => state === 'coming');
  const gainMs = coming.reduce((sum, row) => sum + savedMs(row), 0);
  return {
    track,
    nowMs,
    rows,
    current,
    leftMs: current === null ? 0 : current.givenMs - current.spentMs,
    plannedEndMs,
    endMs,
    behindMs,
    behindNowMs: behindMs + gainMs,
    owed: rows
      .filter(({ index, restMs }) => index < agenda.item && restMs > 0)
      .map(({ index, item, restMs }) => ({ index, title: item.title, ms: restMs })),
  };
}

/** The next break that has not been given, if one is coming: it never comes earlier than planned by being forgotten. */
export function nextBreak({ rows }: Pace): Row | null {
  return rows.find(({ item, state }) => item.kind === 'break' && state === 'coming') ?? null;
}

/**
 * What an item's lab is in its track: `core` is always written, `stretch` is written if there is time, `shown` is the
 * instructor's, `none` where there is no lab.
 */
export function labRole(item: Item): 'core' | 'stretch' | 'shown' | 'none' {
  if (item.kind !== 'lesson' || item.lab === 0) return 'none';
  if (item.practice === 'demo') return 'shown';
  return item.cut === null ? 'core' : 'stretch';
}

/** Something for those who are done. */
export type Task =
  | { readonly kind: 'whole-lab'; readonly lab: string; readonly files: readonly string[] }
  | {
      readonly kind: 'beyond';
      readonly lab: string;
      readonly code: string;
      readonly sentence: string;
      readonly bound: string;
    };

/** What the fast ones of an item get, the nearest first; nothing where nobody writes, or nothing is written yet. */
export function tasksForTheFast({ labs }: Programme, item: Item): readonly Task[] {
  if (item.kind !== 'lesson' || item.isPlanned || item.practice === 'demo') return [];
  return tasksOfLab(labs, item);
}

function tasksOfLab(labs: Programme['labs'], { chapter }: Lesson): Task[] {
  const tasks = labs[chapter];
  if (tasks === undefined) return [];
  const { filesBeyondCut, beyond } = tasks;
  const whole: Task[] =
    filesBeyondCut.length > 0 ? [{ kind: 'whole-lab', lab: chapter, files: filesBeyondCut }] : [];
  return [...whole, ...beyond.map((goal): Task => ({ kind: 'beyond', lab: chapter, ...goal }))];
}

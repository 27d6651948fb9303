/** The table of people × labs as data: what each cell says, how rows are ordered and found. Pure. */
import type { Presence } from '#workshop/protocol.ts';
import { signOf, type Sign } from '#workshop/signs.ts';
import { rungsOpenIn, stuckFrom, stuckOf, type Stuck } from '#workshop/stuck.ts';
import type { LabStanding, Participant, Session } from '#workshop/session.ts';
import type { Item } from '#workshop/programme.ts';
import type { Course, CourseLab } from './desk.ts';

export type CellState = 'none' | 'working' | 'failing' | 'passed' | 'stuck';

/** What somebody has in one lab. */
export interface Cell {
  readonly state: CellState;
  /** The few letters that fit: a code, or nothing. */
  readonly text: string;
  /** The whole of it, for who hears it or hovers. */
  readonly words: string;
}

export interface PersonRow {
  readonly participant: Participant;
  readonly sign: Sign;
  readonly stuck: Stuck;
  /** When they last did anything, milliseconds since 1970. */
  readonly lastMs: number;
  /** What they have in the lab that they are in; null before the first. */
  readonly now: LabStanding | null;
}

export type Order = 'stuck' | 'name' | 'activity';

/** What can be asked for beside a name. */
export type Only = 'all' | 'stuck' | 'help' | 'silent' | 'away' | 'passed';

/** What a person's table is made of. */
export interface PeopleGiven {
  readonly course: Course;
  readonly presence: Presence;
  readonly nowMs: number;
}

const cutEnding = '-cut';

/** The labs of an agenda in which people write, as they are called: the cut where the cut is taught. */
export function labsOfItems(course: Course, items: readonly Item[]): readonly CourseLab[] {
  const wanted = new Set<string>();
  for (const item of items) {
    if (item.kind !== 'lesson' || item.practice === 'demo' || item.lab === 0) continue;
    for (const lab of course.labs) {
      const isCut = lab.id.endsWith(cutEnding);
      if (lab.chapter === item.chapter && isCut === (item.practice === 'cut')) wanted.add(lab.id);
    }
  }
  return course.labs.filter(({ id }) => wanted.has(id));
}

/** The columns: the labs of the agenda, and whatever else somebody has begun. */
export function columnsOf(
  session: Session,
  course: Course,
  items: readonly Item[],
): readonly CourseLab[] {
  const wanted = new Set(labsOfItems(course, items).map(({ id }) => id));
  for (const { labs, lab } of Object.values(session.participants)) {
    for (const id of Object.keys(labs)) wanted.add(id);
    if (lab !== null) wanted.add(lab);
  }
  if (session.classLab !== null) wanted.add(session.classLab);
  const known = course.labs.filter(({ id }) => wanted.has(id));
  const unknown = [...wanted].filter((id) => !course.labs.some((lab) => lab.id === id));
  return [...known, ...unknown.map((id) => strangerOf(id))];
}

/** A lab that this copy of the course does not have. */
function strangerOf(id: string): CourseLab {
  const nothing = { step: '', minutes: 0, chapter: id, rungs: [], invariants: [] };
  return { id, title: id, mark: id.slice(0, 3), ...nothing };
}

/** One row for everybody; who has left stays in the list, at its end. */
export function rowsOf(session: Session, { course, presence, nowMs }: PeopleGiven): PersonRow[] {
  const rungsOf = new Map(course.labs.map(({ id, rungs }) => [id, rungs.length]));
  return Object.values(session.participants).map((participant) => {
    const { id, lab, lastAtMs } = participant;
    const seenMs = presence[id];
    const rungsOpen = lab === null ? 0 : rungsOpenIn(session.locks, lab, rungsOf.get(lab) ?? 0);
    return {
      participant,
      sign: signOf(participant, seenMs, nowMs),
      stuck: stuckOf(participant, { nowMs, seenMs, rungsOpen }),
      lastMs: Math.max(lastAtMs, seenMs ?? 0),
      now: lab === null ? null : (participant.labs[lab] ?? null),
    };
  });
}

function runsWords(standing: LabStanding): string {
  const runs = standing.runs === 1 ? '1 run' : `${standing.runs} runs`;
  const rungs = standing.rungs === 0 ? '' : `, ${standing.rungs} rungs of help`;
  return runs + rungs;
}

/** What a row has in a lab. */
export function cellOf({ participant, stuck }: PersonRow, lab: string): Cell {
  const standing = participant.labs[lab];
  const isHere = participant.lab === lab;
  if (standing === undefined || standing.runs === 0)
    return isHere
      ? { state: 'working', text: '', words: 'begun, not run yet' }
      : { state: 'none', text: '', words: 'not begun' };
  if (standing.passedAtMs !== null)
    return { state: 'passed', text: '', words: `passed after ${runsWords(standing)}` };
  const { last } = standing;
  const isFailing = last !== null && last.outcome !== 'passed' && standing.sameStory > 0;
  if (!isFailing) return { state: 'working', text: '', words: `working, ${runsWords(standing)}` };
  const code = last.code ?? last.outcome;
  if (stuck.lab === lab && stuck.score >= stuckFrom)
    return {
      state: 'stuck',
      text: code,
      words: `stuck at ${code}: ${stuck.reasons.join(', ')}; ${runsWords(standing)}`,
    };
  return { state: 'failing', text: code, words: `fails with ${code}, ${runsWords(standing)}` };
}

function isWanted(row: PersonRow, only: Only): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'stuck':
      return row.stuck.score >= stuckFrom;
    case 'help':
      return row.participant.status === 'help';
    case 'silent':
    case 'away':
      return row.sign === only;
    case 'passed':
      return row.now !== null && row.now.passedAtMs !== null;
  }
}

/** Rows with this in their name, and of this kind. */
export function foundIn(rows: readonly PersonRow[], text: string, only: Only): PersonRow[] {
  const sought = text.trim().toLocaleLowerCase();
  return rows.filter(
    (row) =>
      isWanted(row, only) &&
      (sought === '' || row.participant.name.toLocaleLowerCase().includes(sought)),
  );
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Rows in an order; who has left comes last in each. */
export function ordered(rows: readonly PersonRow[], order: Order): PersonRow[] {
  const leftLast = (row: PersonRow): number => (row.sign === 'left' ? 1 : 0);
  const names = (a: PersonRow, b: PersonRow): number =>
    byName.compare(a.participant.name, b.participant.name);
  const first = (a: PersonRow, b: PersonRow): number => {
    if (order === 'stuck') return b.stuck.score - a.stuck.score;
    if (order === 'activity') return b.lastMs - a.lastMs;
    return 0;
  };
  return rows.toSorted((a, b) => leftLast(a) - leftLast(b) || first(a, b) || names(a, b));
}

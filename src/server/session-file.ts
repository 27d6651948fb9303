/**
 * A session as one file: as JSON its log, its state and what participants laid down with their consent; as CSV people and
 * labs, for a spreadsheet.
 */
import { apply } from '#workshop/apply.ts';
import type { RoomEvent } from '#workshop/messages.ts';
import { newSession, type Session } from '#workshop/session.ts';
import { NoSession, type SessionRow, type ShelfItem, type Store } from './store.ts';

const pageMax = 5_000;

export interface SessionFile {
  readonly format: 'nines-room';
  readonly version: 1;
  readonly session: SessionRow;
  /** What follows from the log. */
  readonly state: Session;
  readonly events: readonly RoomEvent[];
  /** Drafts of those who let instructors open their code, and files that lie ready for the instructor. */
  readonly kept: readonly ShelfItem[];
  readonly shared: readonly ShelfItem[];
}

/** Reads all of a session. Throws NoSession. */
export async function readSessionFile(store: Store, code: string): Promise<SessionFile> {
  const session = await store.session(code);
  if (session === null) throw new NoSession(code);
  const state = newSession(session);
  const events: RoomEvent[] = [];
  for (;;) {
    const page = await store.read(code, state.seq, pageMax);
    for (const event of page) apply(state, event);
    events.push(...page);
    if (page.length < pageMax) break;
  }
  const opens = ({ participant }: ShelfItem): boolean =>
    state.participants[participant]?.consent.code === true;
  const kept = (await store.items(code, 'kept', null)).filter(opens);
  const shared = await store.items(code, 'shared', null);
  return { format: 'nines-room', version: 1, session, state, events, kept, shared };
}

/** A cell that a spreadsheet takes for text: one that begins like a formula is told apart by an apostrophe. */
function cell(value: string | number | null): string {
  const text = String(value ?? '');
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}

function instant(atMs: number | null): string {
  return atMs === null || atMs === 0 ? '' : new Date(atMs).toISOString();
}

/** People × labs, one line a person. */
export function csvOf({ participants }: Session): string {
  const people = Object.values(participants);
  const labs = [...new Set(people.flatMap((person) => Object.keys(person.labs)))].sort();
  const perLab = ['outcome', 'code', 'runs', 'rungs', 'passed at'];
  const head = [
    ...['participant', 'name', 'joined at', 'last message at', 'status', 'note'],
    ...labs.flatMap((lab) => perLab.map((what) => `${lab}: ${what}`)),
  ];
  const lines = people.map((person) => [
    ...[person.id, person.name, instant(person.joinedAtMs), instant(person.lastAtMs)],
    ...[person.status, person.note],
    ...labs.flatMap((lab) => {
      const standing = person.labs[lab];
      if (standing === undefined) return perLab.map(() => '');
      const { last, runs, rungs, passedAtMs } = standing;
      return [last?.outcome ?? '', last?.code ?? '', runs, rungs, instant(passedAtMs)];
    }),
  ]);
  // The mark at the start says UTF-8 to spreadsheets that would guess something else.
  return `\ufeff${[head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

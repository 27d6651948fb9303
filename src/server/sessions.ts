/** Opening a session, and giving tokens to those who lead it. */
import { randomBytes } from 'node:crypto';
import type { Hub } from './hub.ts';
import { hashSecret, newCode, newToken } from './identity.ts';
import { NoSession, type StaffRow, type Store } from './store.ts';

/** Who opened a session: the first of its instructors. */
export const firstInstructor = 'i-1';

export interface Opened {
  readonly code: string;
  /** Told once; the store keeps its hash. */
  readonly token: string;
}

/** Makes a token for a member of staff and puts the invitation on record. */
export async function invite(store: Store, row: StaffRow, atMs: number): Promise<string> {
  const token = newToken();
  await store.addStaff(hashSecret(token), row);
  const { session, staff, role, name } = row;
  const messageId = `invited-${staff}`;
  const key = { by: 'server', id: messageId };
  await store.append(session, { after: Number.MAX_SAFE_INTEGER, keys: [key] }, (_news, known) =>
    known.size > 0
      ? []
      : [{ by: 'server', messageId, atMs, body: { kind: 'invited', staff, role, name } }],
  );
  return token;
}

/** An id for somebody who is invited later. */
export function newStaffId(): string {
  return `i-${randomBytes(5).toString('hex')}`;
}

/** Opens a session with one instructor. */
export async function openSession(store: Store, title: string, atMs: number): Promise<Opened> {
  let code = newCode();
  while (!(await store.createSession({ code, title, createdAtMs: atMs }))) code = newCode();
  const row = {
    session: code,
    staff: firstInstructor,
    role: 'instructor',
    name: 'Instructor',
  } as const;
  return { code, token: await invite(store, row, atMs) };
}

/** What a session is called that nobody has named. */
export function titleAt(atMs: number): string {
  return `Workshop of ${new Date(atMs).toISOString().slice(0, 10)}`;
}

/** Gives a member of staff another token and takes the earlier ones away. Throws NoSession. */
export async function replaceToken(store: Store, code: string, staff: string): Promise<string> {
  if ((await store.session(code)) === null) throw new NoSession(code);
  await store.revokeStaff(code, staff);
  const token = newToken();
  const row = { session: code, staff, role: 'instructor', name: 'Instructor' } as const;
  await store.addStaff(hashSecret(token), row);
  return token;
}

/** A session that goes on, or one that was opened for this start. */
export interface Reopened {
  readonly code: string;
  readonly title: string;
  /** Null where it was told at an earlier start. */
  readonly token: string | null;
}

/** The newest session if it has not ended, so that people find it again after a restart; otherwise a new one. */
export async function reopenSession(hub: Hub): Promise<Reopened> {
  const { store } = hub;
  const [newest] = await store.sessions();
  if (newest !== undefined && !(await hub.open(newest.code)).state.isEnded)
    return { code: newest.code, title: newest.title, token: null };
  const title = titleAt(hub.clock());
  return { title, ...(await openSession(store, title, hub.clock())) };
}

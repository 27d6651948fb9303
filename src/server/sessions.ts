/** Opening a session, and giving tokens to those who lead it. */
import { randomBytes } from 'node:crypto';
import { hashSecret, newCode, newToken } from './identity.ts';
import type { StaffRow, Store } from './store.ts';

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

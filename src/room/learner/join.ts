/** Joining: what is typed becomes a request, and an answer becomes who this browser is. */
import { callRoom, type Fetch } from '#workshop/calls.ts';
import { newSecret } from '#workshop/ids.ts';
import type { Joined } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';
import type { Identity } from './identity.ts';

const codeLength = 6;

/** A session's code as people type it: small letters, spaces and hyphens are forgiven, and what is no letter of a code. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replaceAll('O', '0')
    .slice(0, codeLength);
}

/** Why a code cannot be one; null if it can. */
export function codeTrouble(code: string): string | null {
  if (code.length < codeLength)
    return 'A code has six letters and digits: it stands on the screen.';
  const odd = /[01I]/.exec(code)?.[0];
  return odd === undefined
    ? null
    : `No code has ${odd === '0' ? 'a zero or an O' : 'a one or an I'} in it: look at the screen once more.`;
}

/** The code that an address brings, from a QR or a link: `?code=` or the fragment. Empty without. */
export function codeIn({ search, hash }: Pick<Location, 'search' | 'hash'>): string {
  const asked = new URLSearchParams(search).get('code');
  const inHash = /^#(?:code=)?([\w-]{6,8})$/.exec(hash)?.[1];
  return readCode(asked ?? inHash ?? '');
}

export interface Wish {
  readonly code: string;
  readonly name: string;
  /** Empty for who is new. */
  readonly word: string;
}

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly identity: Identity }
  | { readonly kind: 'refused' | 'away'; readonly why: string };

function isJoined(value: unknown): value is Joined {
  return (
    typeof value === 'object' &&
    value !== null &&
    'session' in value &&
    'word' in value &&
    'name' in value
  );
}

/**
 * The secret of a join that has not been answered, so that a second press after a lost answer makes no second person.
 * A page that is closed in between joins as somebody new, whom nobody misses.
 */
const pending = new Map<string, string>();

/** Joins a session, or comes back to it with a recovery word. */
export async function join(fetch: Fetch, wish: Wish, nowMs: number): Promise<JoinOutcome> {
  const { code, name } = wish;
  const word = wish.word.trim() === '' ? null : wish.word.trim();
  const secret = pending.get(code) ?? newSecret();
  pending.set(code, secret);
  const called = await callRoom(fetch, routes.join, {
    method: 'POST',
    body: { session: code, secret, name: name.trim(), word },
  });
  if (called.kind === 'refused') return { kind: 'refused', why: called.why };
  if (called.kind === 'away') return { kind: 'away', why: called.why };
  if (!isJoined(called.value))
    return { kind: 'away', why: 'What answered is not a room: is this the right address?' };
  pending.delete(code);
  const { session, name: known, word: told } = called.value;
  const { title } = session;
  const isWordNew = word === null;
  return {
    kind: 'joined',
    identity: { code, title, secret, name: known, word: told, joinedAtMs: nowMs, isWordNew },
  };
}

/** What there is at this address: a room, a copy of the course without one, or a server that does not answer now. */
export type Found = 'room' | 'no-room' | 'away';

export async function lookForRoom(fetch: Fetch): Promise<Found> {
  try {
    const response = await fetch(routes.about, { cache: 'no-store' });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    if (response.ok && isJson) return 'room';
    return response.status >= 500 ? 'away' : 'no-room';
  } catch {
    return 'away';
  }
}

/**
 * Who this browser is in which room: kept in its small storage, because a reload, a crash and tomorrow have to find it.
 * The secret never leaves this browser but for the room's own server; “Export everything” leaves it out.
 */
import type { Credential } from '#workshop/protocol.ts';

/** Looked at by every page (trigger.ts): who has it is in a room. */
const key = 'nines:room';

export interface Identity {
  /** Of the session. */
  readonly code: string;
  readonly title: string;
  readonly secret: string;
  /** The name that was asked for; the room knows the one that holds. */
  readonly name: string;
  /** Says on another device who this is. */
  readonly word: string;
  readonly joinedAtMs: number;
  /** True until the word has been shown and put aside once. */
  readonly isWordNew: boolean;
}

function isIdentity(value: unknown): value is Identity {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['code', 'title', 'secret', 'name', 'word'] as const;
  return (
    texts.every(
      (name) => name in value && typeof (value as Record<string, unknown>)[name] === 'string',
    ) &&
    'isWordNew' in value &&
    'joinedAtMs' in value
  );
}

/** Who this browser is; null outside of a room, and where the browser keeps nothing. */
export function readIdentity(): Identity | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isIdentity(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps who this browser is; false where the browser refuses, so that the learner can be told. */
export function keepIdentity(identity: Identity): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(identity));
    return true;
  } catch {
    return false;
  }
}

/** This browser is in no room any more. The word brings the person back. */
export function forgetIdentity(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then there was nothing to forget.
  }
}

export function credentialOf({ code, secret }: Identity): Credential {
  return { as: 'participant', session: code, secret };
}

/**
 * Who somebody is, without accounts. A learner's browser draws 128 random bits and keeps them; the server keeps a hash
 * of them, and derives the person's id and recovery word from them and its own key. So whoever sends the same
 * secret again is the same person, and a copy of the database says nobody's secret.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { words } from './words.ts';

/** Enough against guessing, because secrets and tokens are random themselves. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A token for staff: 256 random bits, hexadecimal. */
export function newToken(): string {
  return randomBytes(32).toString('hex');
}

const codeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Six characters that are not taken for each other. */
export function newCode(): string {
  return [...randomBytes(6)].map((byte) => codeLetters[byte % codeLetters.length]).join('');
}

function derive(key: string, ...parts: readonly (string | number)[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}

/** The id of whoever first comes with this secret. */
export function participantId(key: string, session: string, secret: string): string {
  return `p-${derive(key, 'participant', session, secret).toString('hex').slice(0, 16)}`;
}

/**
 * A person's recovery word, three words and three digits: 34 bits, which the cap on guesses makes centuries.
 * `attempt` grows when another person of the session has the word already.
 */
export function recoveryWord(
  key: string,
  session: string,
  { participant, wordAttempt }: { readonly participant: string; readonly wordAttempt: number },
): string {
  const bytes = derive(key, 'word', session, participant, wordAttempt);
  const chosen = [...bytes.subarray(0, 3)].map((byte) => words[byte]);
  return [...chosen, String(bytes.readUInt32BE(4) % 1000).padStart(3, '0')].join('-');
}

/** A word as people type it, as it is compared: case, spaces and hyphens are forgiven. */
export function normalWord(typed: string): string {
  return typed
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-')
    .replace(/([a-z])(\d)/, '$1-$2');
}

/** How a word is kept. */
export function hashWord(key: string, session: string, word: string): string {
  return derive(key, 'word hash', session, normalWord(word)).toString('hex');
}

/** Calls to the room by HTTP: the same on every page, with a sentence for whatever went wrong. */
import type { Credential } from './protocol.ts';

/** `fetch`, or what stands in for it. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export type Called =
  | { readonly kind: 'done'; readonly value: unknown }
  /** The server says no: another try of the same would be answered the same. */
  | { readonly kind: 'refused'; readonly status: number; readonly why: string }
  /** No server, none of ours, or one that is in trouble: try again later. */
  | { readonly kind: 'away'; readonly why: string };

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Whose call it is; left out where nobody is anybody yet. */
  readonly credential?: Credential;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What names the sender of a call. */
export function headersOf(credential: Credential): Record<string, string> {
  return credential.as === 'participant'
    ? { authorization: `Bearer ${credential.secret}`, 'x-session': credential.session }
    : { authorization: `Bearer ${credential.token}` };
}

const awayWords = 'The room does not answer. Check the wifi; it is tried again by itself.';

/** The sentence of an error's answer, if it is one of ours. */
function sentenceOf(value: unknown): string | null {
  const isOurs = typeof value === 'object' && value !== null && 'error' in value;
  return isOurs && typeof value.error === 'string' ? value.error : null;
}

/** Makes a call of an origin's room. Never rejects. */
export async function callRoom(fetch: Fetch, url: string, call: Call = {}): Promise<Called> {
  const { method = 'GET', credential, body, signal } = call;
  try {
    const response = await fetch(url, {
      method,
      cache: 'no-store',
      headers: {
        ...(credential && headersOf(credential)),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const text = await response.text();
    // An empty answer is a value as well.
    const value: unknown = text === '' ? null : JSON.parse(text);
    if (response.ok) return { kind: 'done', value };
    const why = sentenceOf(value);
    const isOurNo = why !== null && response.status < 500 && response.status !== 429;
    return isOurNo
      ? { kind: 'refused', status: response.status, why }
      : { kind: 'away', why: why ?? awayWords };
  } catch {
    // No network, no server, or an answer that is not JSON: a gateway's page, or a copy without a room.
    return { kind: 'away', why: awayWords };
  }
}

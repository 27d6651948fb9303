/** Calls to the room's server with a staff token, besides the conversation: an invitation, the export. */
import { callRoom, headersOf } from '#workshop/calls.ts';
import type { Credential, Invitation } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';

export type Called<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly why: string };

/** Makes a link for another instructor or a helper. Its token is told this once. */
export async function invite(
  credential: Credential,
  whom: { readonly name: string; readonly role: 'instructor' | 'helper' },
): Promise<Called<Invitation>> {
  const called = await callRoom(fetch, routes.invite, { method: 'POST', credential, body: whom });
  if (called.kind !== 'done') return { kind: 'failed', why: called.why };
  return { kind: 'done', value: called.value as Invitation };
}

/** The whole session as one file. */
export async function exported(credential: Credential, as: 'json' | 'csv'): Promise<Called<Blob>> {
  const headers = headersOf(credential);
  try {
    const response = await fetch(`${routes.export}?as=${as}`, { headers, cache: 'no-store' });
    if (response.ok) return { kind: 'done', value: await response.blob() };
    return {
      kind: 'failed',
      why: `The server answered ${response.status} instead of the record. Try again.`,
    };
  } catch {
    return { kind: 'failed', why: 'The room’s server did not answer. Look whether it runs.' };
  }
}

/** Gives a file to the browser's downloads. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Some browsers read it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

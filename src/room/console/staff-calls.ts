/** Calls to the room's server with a staff token, besides the conversation: an invitation, the export. */
import { routes, type Credential, type Invitation } from '#workshop/protocol.ts';

export type Called<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly why: string };

const noServer = 'The room’s server did not answer. Look whether it runs, and try again.';

async function call(
  address: string,
  credential: Credential,
  init: { readonly method?: string; readonly json?: unknown } = {},
): Promise<Called<Response>> {
  const token = credential.as === 'participant' ? credential.secret : credential.token;
  try {
    const response = await fetch(address, {
      method: init.method ?? 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
    });
    if (response.ok) return { kind: 'done', value: response };
    const answer = (await response.json().catch(() => null)) as { readonly error?: unknown } | null;
    const said = typeof answer?.error === 'string' ? answer.error : null;
    return { kind: 'failed', why: said ?? `The server answered ${response.status}. Try again.` };
  } catch {
    return { kind: 'failed', why: noServer };
  }
}

/** Makes a link for another instructor or a helper. Its token is told this once. */
export async function invite(
  credential: Credential,
  whom: { readonly name: string; readonly role: 'instructor' | 'helper' },
): Promise<Called<Invitation>> {
  const called = await call(routes.invite, credential, {
    method: 'POST',
    json: whom,
  });
  if (called.kind === 'failed') return called;
  return { kind: 'done', value: (await called.value.json()) as Invitation };
}

/** The whole session as one file. */
export async function exported(credential: Credential, as: 'json' | 'csv'): Promise<Called<Blob>> {
  const called = await call(`${routes.export}?as=${as}`, credential);
  if (called.kind === 'failed') return called;
  return { kind: 'done', value: await called.value.blob() };
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

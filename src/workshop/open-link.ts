/** Opens the room in a browser: with its disk, its network's comings and goings, and its person's hands. */
import { Client, type LinkOptions, type Outside } from './client.ts';
import { openRoomStore } from './disk.ts';
import type { Credential } from './protocol.ts';
import { routes } from './routes.ts';

/** What a client needs of a room at an origin such as `https://room.example`; in browsers and in Node alike. */
export function outsideAt(origin: string): Outside {
  return {
    origin,
    makeSocket: () => new WebSocket(`${origin.replace(/^http/, 'ws')}${routes.socket}`),
    fetch: (url, init) => fetch(url, init),
    nowMs: () => Date.now(),
    random: () => Math.random(),
    idleMs: () => 0,
  };
}

/** Whose things these are on disk. The start of a secret tells two persons of one browser apart and gives nothing away. */
function ownerOf(credential: Credential): string {
  const kept = 8;
  return credential.as === 'participant'
    ? `participant/${credential.session}/${credential.secret.slice(0, kept)}`
    : `${credential.as}/${credential.token.slice(0, kept)}`;
}

/** Measures since when nothing was touched; gives a function that says so, in milliseconds. */
function watchHands(nowMs: () => number): () => number {
  let lastMs = nowMs();
  const touch = (): void => {
    lastMs = nowMs();
  };
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(kind, touch, { passive: true, capture: true });
  return () => nowMs() - lastMs;
}

/** The room of this page's own server, for whoever holds the credential. It connects by itself, now and again. */
export async function openLink(
  credential: Credential,
  options: Pick<LinkOptions, 'onLateRefusal'> = {},
): Promise<Client> {
  const outside = outsideAt(location.origin);
  const client = new Client({
    ...options,
    credential,
    store: await openRoomStore(ownerOf(credential)),
    outside: { ...outside, idleMs: watchHands(() => outside.nowMs()) },
  });
  addEventListener('online', () => client.wake());
  addEventListener('offline', () => client.doubt());
  addEventListener('pagehide', () => client.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') client.wake();
    else client.flush();
  });
  await client.start();
  return client;
}

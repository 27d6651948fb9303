/** Where a room is joined: the address that phones in the same network reach, and the link behind the QR code. */
import type { About } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The origin to tell others: the page's own, or the server's address in the network where the page's is loopback. */
export function publicOrigin(
  page: Pick<Location, 'origin' | 'hostname'>,
  about: Pick<About, 'addresses'> | null,
): string {
  if (!loopback.test(page.hostname)) return page.origin;
  return about?.addresses[0]?.replace(/\/$/, '') ?? page.origin;
}

/** Asks the server for its addresses; null where it does not answer. */
export async function askAbout(): Promise<About | null> {
  try {
    const answer = await fetch(routes.about);
    return answer.ok ? ((await answer.json()) as About) : null;
  } catch {
    return null;
  }
}

/** The link that joins: the code stands in the fragment, which no server's log sees. */
export function joinLink(origin: string, base: string, code: string): string {
  return `${origin}${base}workshop/#${code}`;
}

/** An address as somebody types it: `192.168.1.20:8080/workshop`. */
export function typedAddress(origin: string, base: string): string {
  return `${origin.replace(/^http:\/\//, '')}${base}workshop`;
}

/** A code in two halves, which is how people read it out. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/**
 * Who may ask this server. `Host` is checked against DNS rebinding: another site's name that resolves to this machine
 * gets nothing. `Origin` is checked wherever something is changed, and on the socket: a page of another site gets nothing.
 */

/** An address, or null for what is none. (`URL.parse` is not there before Node 22.) */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** The name in a Host header, without its port; null if there is none. */
export function hostName(header: string | undefined): string | null {
  if (header === undefined) return null;
  const url = parseUrl(`http://${header}`);
  return url === null ? null : url.hostname;
}

/**
 * Whether a request comes from a page of this server. Programs that are no browsers send no Origin; what they can do
 * without a token, they could do without a page as well.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return host !== undefined && parseUrl(origin)?.host === host.toLowerCase();
}

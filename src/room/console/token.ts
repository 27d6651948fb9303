/**
 * The token of whoever holds a console: it comes in the fragment of an address, which browsers send to nobody, is taken
 * out of it at once, and is kept in this browser so that a reload or a crash does not lock an instructor out.
 */

const key = 'nines:console-token';
const shape = /^[0-9a-f]{32,64}$/;

/** A token as somebody pastes it: alone, or in the link that it came in. Null if there is none in the text. */
export function tokenIn(text: string): string | null {
  const inLink = /#(?:.*&)?token=([^&\s]*)/.exec(text)?.[1];
  const token = (inLink ?? text).trim().toLowerCase();
  return shape.test(token) ? token : null;
}

/** Where tokens are kept; a browser may refuse it. */
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The token that this page is to use: of its address, else the one that was kept. */
export function takeToken(address: Pick<Location, 'hash'>, store: Store): string | null {
  const given = tokenIn(address.hash);
  if (given !== null) keepToken(given, store);
  if (given !== null) return given;
  try {
    return tokenIn(store.getItem(key) ?? '');
  } catch {
    return null;
  }
}

/** Keeps a token. A browser that keeps nothing still works until the page is closed. */
export function keepToken(token: string, store: Store): void {
  try {
    store.setItem(key, token);
  } catch {
    // The link opens the console again.
  }
}

/** Forgets the token: on a borrowed machine, at the end of the day. */
export function forgetToken(store: Store): void {
  try {
    store.removeItem(key);
  } catch {
    // It was never kept.
  }
}

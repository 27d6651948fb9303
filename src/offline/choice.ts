/** Where the worker is, and whether this reader has removed the offline copy. */

/** A worker answers for its folder and all below it: the site's. */
export const workerUrl = `${import.meta.env.BASE_URL.replace(/\/$/, '')}/sw.js`;

const key = 'nines:offline';

export function chosenOff(): boolean {
  try {
    return localStorage.getItem(key) === 'off';
  } catch {
    // A browser that forbids storage keeps no pages either.
    return true;
  }
}

export function choose(choice: 'on' | 'off'): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // See above.
  }
}

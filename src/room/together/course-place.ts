/** Places of the course as the room names them: paths without the folder that the site is served under. */

const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** An address of this site for a path of the course: `/chapters/s5-retry/`. */
export function addressOf(path: string): string {
  return `${base}${path}`;
}

/** The page that is open, as a path of the course. */
export function pageHere(): string {
  return location.pathname.slice(base.length);
}

/** Whether this page's policy lets programs run in the sandbox. */
export function canRunHere(): boolean {
  return document.documentElement.hasAttribute('data-runner');
}

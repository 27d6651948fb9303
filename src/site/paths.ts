/** Links of the site, which may be served from a folder of its host. */

/** `/chapters/s5-retry/` under the base path of the build. */
export function href(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path}`;
}

/** The address of a path of the site in this build. */
export function link(path: string): string {
  return href(import.meta.env.BASE_URL, path);
}

/** A moment of the recorded talk: TIB's portal opens a DOI with a media fragment at that second. */
export function talkUrl(at: string): string {
  const [from = ''] = at.split('–');
  return `https://doi.org/10.5446/48787#t=${from}`;
}

/** Where the site is served from, with a slash at its end. */
export function siteBase(): string {
  return import.meta.env.BASE_URL.replace(/\/?$/, '/');
}

/**
 * Fetches the workbench of a lab from the lab's own page, with the style sheets it needs, puts it in the place of the
 * still code, and wakes it. If that fails, the code and the link stay.
 */

/** Adds the style sheets of the other page that this one lacks; resolves when they have been applied. */
async function adopt(other: Document): Promise<void> {
  const here = new Set([...document.styleSheets].map(({ href }) => href));
  const missing = [...other.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')]
    .map((link) => new URL(link.getAttribute('href') ?? '', location.href).href)
    .filter((href) => !here.has(href));
  await Promise.all(
    missing.map(
      (href) =>
        new Promise<void>((resolve, reject) => {
          const link = document.createElement('link');
          link.rel = 'stylesheet';
          link.href = href;
          link.addEventListener('load', () => resolve());
          link.addEventListener('error', () => reject(new Error(href)));
          document.head.append(link);
        }),
    ),
  );
}

export async function bring(embed: HTMLElement): Promise<void> {
  const response = await fetch(embed.dataset['page'] ?? '');
  if (!response.ok) return;
  const other = new DOMParser().parseFromString(await response.text(), 'text/html');
  const section = other.querySelector('[data-lab]');
  if (!section) return;
  await adopt(other);
  embed.replaceWith(document.importNode(section, true));
  await import('#workbench/wake.ts');
}

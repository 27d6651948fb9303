/**
 * Fetches the workbench of a lab from the lab's own page, with the style sheets it needs, puts it in the place of the
 * still code, and wakes it. If that fails, the code and the link stay.
 */

/** Adds the style sheets of the other page that this one lacks; they stand in the page itself. */
function adopt(other: Document): void {
  const here = new Set([...document.querySelectorAll('style')].map((style) => style.textContent));
  for (const style of other.querySelectorAll('style'))
    if (!here.has(style.textContent)) document.head.append(document.importNode(style, true));
}

export async function bring(embed: HTMLElement): Promise<void> {
  const response = await fetch(embed.dataset['page'] ?? '');
  if (!response.ok) return;
  const other = new DOMParser().parseFromString(await response.text(), 'text/html');
  const section = other.querySelector('[data-lab]');
  if (!section) return;
  adopt(other);
  embed.replaceWith(document.importNode(section, true));
  const { wakeLabs } = await import('#workbench/wake.ts');
  // The module watches what is there when it is loaded; a second lab comes later.
  wakeLabs();
}

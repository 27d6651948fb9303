/**
 * Fetches the workbench of a lab from the lab's own page, with the style sheets it needs, puts it in the place of the
 * still code, and wakes it. If that fails, the code and the link stay, and it is said.
 */

/** Adds the style sheets of the other page that this one lacks; they stand in the page itself. */
function adopt(other: Document): void {
  const here = new Set([...document.querySelectorAll('style')].map((style) => style.textContent));
  for (const style of other.querySelectorAll('style'))
    if (!here.has(style.textContent)) document.head.append(document.importNode(style, true));
}

async function fetchSection(page: string): Promise<{ other: Document; section: Element } | null> {
  const response = await fetch(page);
  if (!response.ok) return null;
  const other = new DOMParser().parseFromString(await response.text(), 'text/html');
  const section = other.querySelector('[data-lab]');
  return section && { other, section };
}

/** Says that the workbench did not come, above the code that can still be read, and offers to try again. */
function sayMissing(embed: HTMLElement): void {
  embed.querySelector('[role=status]')?.remove();
  const notice = document.createElement('p');
  notice.setAttribute('role', 'status');
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button';
  again.textContent = 'Try again';
  again.addEventListener('click', () => void bring(embed));
  notice.append(
    'The lab could not be fetched. Check the connection; what you wrote before is kept in this browser. ',
    again,
  );
  embed.prepend(notice);
}

export async function bring(embed: HTMLElement): Promise<void> {
  const found = await fetchSection(embed.dataset['page'] ?? '').catch(() => null);
  if (found === null) {
    sayMissing(embed);
    return;
  }
  adopt(found.other);
  embed.replaceWith(document.importNode(found.section, true));
  const { wakeLabs } = await import('#workbench/wake.ts');
  // The module watches what is there when it is loaded; a second lab comes later.
  wakeLabs();
}

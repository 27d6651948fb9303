/** The text inside highlighted markup. In the browser `textContent` says it; while the site is built, this does. */

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

function decode(entity: string): string {
  const name = entity.slice(1, -1);
  if (/^#x[\da-f]+$/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)));
  return entities[name] ?? entity;
}

/** `<b>a &#x3C; b</b>` -> `a < b`. */
export function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&#?\w+;/g, decode);
}

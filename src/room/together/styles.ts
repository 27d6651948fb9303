/** The styles of what the class does together, on pages that do not carry them. */
import css from '#styles/together.css?inline';

let isThere = false;

/** Adds the sheet to the page once. */
export function addTogetherStyles(): void {
  if (isThere) return;
  isThere = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

/** Adds the sheet before a view is painted. */
export function useTogetherStyles(): void {
  addTogetherStyles();
}

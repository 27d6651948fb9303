/**
 * The glossary card: what a term means, on hover and focus, without leaving the sentence. It can be hovered itself and
 * is dismissed by Escape (WCAG 1.4.13). Where nothing hovers, a tap shows the card and a second tap follows the link.
 */
import css from '#styles/term-card.css?inline';

const delayMs = 180;
let glossary: Promise<Document> | undefined;
let owner: HTMLAnchorElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
const card = document.createElement('div');
card.className = 'term-card';
card.id = 'term-card';
card.popover = 'manual';
card.setAttribute('role', 'tooltip');
document.body.append(card);

/** The glossary page holds all definitions; it is fetched with the first card and then comes from the cache. */
async function definition(term: HTMLAnchorElement): Promise<Element | null> {
  glossary ??= fetch(term.href).then(async (response) =>
    new DOMParser().parseFromString(await response.text(), 'text/html'),
  );
  return (await glossary).getElementById(term.hash.slice(1));
}

function hide(): void {
  clearTimeout(timer);
  owner?.removeAttribute('aria-describedby');
  owner = undefined;
  if (card.matches(':popover-open')) card.hidePopover();
}

/** Below the term where there is room, else above it. */
function place(term: HTMLAnchorElement): void {
  const anchor = term.getClientRects()[0] ?? term.getBoundingClientRect();
  const left = Math.min(anchor.left, innerWidth - card.offsetWidth - 16);
  const isBelow = anchor.bottom + card.offsetHeight + 12 < innerHeight;
  const top = isBelow ? anchor.bottom + 8 : anchor.top - card.offsetHeight - 8;
  card.style.left = `${Math.max(16, left) + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

async function show(term: HTMLAnchorElement): Promise<void> {
  if (owner === term) return;
  hide();
  owner = term;
  const found = await definition(term).catch(() => null);
  // The pointer may have moved on while the glossary was on its way.
  if (!found || owner !== term) return;
  card.replaceChildren(...document.importNode(found, true).childNodes);
  term.setAttribute('aria-describedby', card.id);
  card.showPopover();
  place(term);
}

function termAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>('.term') : null;
}

function point({ target, pointerType }: PointerEvent): void {
  if (pointerType === 'touch') return;
  clearTimeout(timer);
  const term = termAt(target);
  if (term) timer = setTimeout(() => void show(term), delayMs);
  else if (owner && !(target instanceof Node && card.contains(target)))
    timer = setTimeout(hide, delayMs);
}

function focus({ target }: Event): void {
  const term = termAt(target);
  if (term?.matches(':focus-visible')) void show(term);
  else hide();
}

function tap(event: MouseEvent): void {
  const term = termAt(event.target);
  if (!term) {
    hide();
    return;
  }
  const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
  if (!isTouch || owner === term) return;
  event.preventDefault();
  void show(term);
}

document.addEventListener('pointerover', point);
document.addEventListener('focusin', focus);
document.addEventListener('click', tap);
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') hide();
});

/** Answers the event with which the first term was met, before this was loaded. */
export function meet(event: Event): void {
  if (event instanceof PointerEvent) point(event);
  else focus(event);
}

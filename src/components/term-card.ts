/**
 * The glossary card: what a term means, on hover and focus, without leaving the sentence. It can be hovered itself and
 * is dismissed by Escape (WCAG 1.4.13). Where nothing hovers, a tap shows the card and a second tap follows the link.
 */
const cards = document.querySelector<HTMLTemplateElement>('#term-cards');
const delayMs = 180;

if (cards && 'popover' in HTMLElement.prototype) {
  const card = document.createElement('div');
  card.className = 'term-card';
  card.id = 'term-card';
  card.popover = 'manual';
  card.setAttribute('role', 'tooltip');
  document.body.append(card);
  let owner: HTMLElement | undefined;
  let timer = 0;

  const hide = (): void => {
    clearTimeout(timer);
    owner?.removeAttribute('aria-describedby');
    owner = undefined;
    if (card.matches(':popover-open')) card.hidePopover();
  };
  const show = (term: HTMLElement): void => {
    const found = cards.content.querySelector(`[data-card="${term.dataset['term'] ?? ''}"]`);
    if (!found || owner === term) return;
    hide();
    owner = term;
    card.replaceChildren(...found.cloneNode(true).childNodes);
    term.setAttribute('aria-describedby', card.id);
    card.showPopover();
    const anchor = term.getClientRects()[0] ?? term.getBoundingClientRect();
    const left = Math.min(anchor.left, innerWidth - card.offsetWidth - 16);
    const isBelow = anchor.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.left = `${Math.max(16, left) + scrollX}px`;
    card.style.top = `${(isBelow ? anchor.bottom + 8 : anchor.top - card.offsetHeight - 8) + scrollY}px`;
  };
  const termAt = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>('.term') : null;

  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'touch') return;
    clearTimeout(timer);
    const term = termAt(target);
    if (term) timer = setTimeout(() => show(term), delayMs);
    else if (owner && !(target instanceof Node && card.contains(target)))
      timer = setTimeout(hide, delayMs);
  });
  document.addEventListener('focusin', ({ target }) => {
    const term = termAt(target);
    if (term?.matches(':focus-visible')) show(term);
    else hide();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  document.addEventListener('click', (event) => {
    const term = termAt(event.target);
    if (!term) return hide();
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
    if (!isTouch || owner === term) return undefined;
    event.preventDefault();
    return show(term);
  });
}
export {};

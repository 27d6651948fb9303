/** The language of the comparisons, chosen once for all of them and remembered. CSS shows the one named on `<html>`. */
const root = document.documentElement;
const buttons = document.querySelectorAll<HTMLButtonElement>('[data-choose]');

function show(language: string): void {
  if (root.dataset['language'] !== language) root.dataset['language'] = language;
  for (const button of buttons)
    button.setAttribute('aria-pressed', String(button.dataset['choose'] === language));
}

if (buttons.length > 0) {
  show(root.dataset['language'] ?? 'ts');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-choose]') : null;
    if (!(button instanceof HTMLElement)) return;
    // What the reader looks at stays where it is, though the figures above it change their height.
    const before = button.getBoundingClientRect().top;
    const language = button.dataset['choose'] ?? 'ts';
    show(language);
    scrollBy({ top: button.getBoundingClientRect().top - before, behavior: 'instant' });
    try {
      localStorage.setItem('nines:language', language);
    } catch {
      // Chosen for this page only.
    }
  });
}
export {};

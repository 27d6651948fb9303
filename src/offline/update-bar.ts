/** The bar that offers a new version. It never acts by itself, and waits for drafts that are not saved yet. */
import css from '#styles/update-bar.css?inline';
import type { OfflineRequest } from './protocol.ts';

/** Labs carry this while what is in them is not saved. */
const unsaved = '[data-unsaved]';

/** Resolves when no lab on the page has anything unsaved. */
function allSaved(): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => settle());
    const settle = (): void => {
      if (document.querySelector(unsaved)) return;
      observer.disconnect();
      resolve();
    };
    observer.observe(document.body, { attributeFilter: ['data-unsaved'], subtree: true });
    settle();
  });
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  return made;
}

let bar: HTMLElement | null = null;

/** Shows the bar; once a page. */
export function offerUpdate(registration: ServiceWorkerRegistration): void {
  if (bar) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  bar = document.createElement('section');
  bar.className = 'update-bar';
  bar.ariaLabel = 'New version';
  const words = document.createElement('p');
  words.role = 'status';
  const reload = button('Reload');
  const later = button('Later');
  bar.append(words, reload, later);
  document.body.append(bar);
  // A live region reads what is put into it after it is there.
  setTimeout(() => {
    words.textContent = 'A new version is ready: reload to use it.';
  }, 100);

  later.addEventListener('click', () => bar?.remove());
  reload.addEventListener('click', () => {
    reload.disabled = true;
    if (document.querySelector(unsaved))
      words.textContent = 'Your draft is not saved yet: the page reloads as soon as it is.';
    void allSaved().then(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
      const request: OfflineRequest = { kind: 'take-over' };
      // Another tab may have let it take over already.
      if (registration.waiting) registration.waiting.postMessage(request);
      else location.reload();
    });
  });
}

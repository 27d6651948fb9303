/** Starts the service worker once the page is loaded, and offers a new version when one waits. */
import { chosenOff, workerUrl } from './choice.ts';

/** Shows the bar once a version waits; the first version of all does not wait. */
function watch(registration: ServiceWorkerRegistration): void {
  const offer = (): void => {
    if (registration.waiting && registration.active)
      void import('./update-bar.ts').then(({ offerUpdate }) => offerUpdate(registration));
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
}

async function start(): Promise<void> {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  const known = await navigator.serviceWorker.getRegistration(workerUrl);
  // The browser itself looks for a new version.
  if (known) return watch(known);
  // The page's worker has just given up; Chromium would bring it back if it were registered again.
  if (navigator.serviceWorker.controller) return;
  // Whoever saves data asks for the course on its own page.
  if (chosenOff() || connection?.saveData) return;
  watch(await navigator.serviceWorker.register(workerUrl, { updateViaCache: 'none' }));
}

// A browser that refuses (a private window) shows the page all the same.
const begin = (): void => void start().catch(() => undefined);
if (document.readyState === 'complete') begin();
else addEventListener('load', begin, { once: true });

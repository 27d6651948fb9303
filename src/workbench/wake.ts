/**
 * Wakes the labs of a page. Until a lab is near the window or is touched, this is all that runs for it; then the rest
 * is fetched, and a click that came too early is repeated. Labs that cannot run here say why, and stay readable.
 */
import { missingSupport, whenIdle } from './support.ts';
import { isSharedRun } from './walk-ask.ts';

/** Labs that are awake or on the way there, with whether they got there. */
const waking = new WeakMap<HTMLElement, Promise<boolean>>();
/** The last click on a lab that was not awake yet. */
const asked = new WeakMap<HTMLElement, MouseEvent>();

function say(section: HTMLElement, sentence: string): void {
  const place = section.querySelector<HTMLElement>('[data-missing]');
  if (place === null) return;
  place.textContent = `${sentence} The code can be read all the same.`;
  place.hidden = false;
}

async function load(section: HTMLElement): Promise<boolean> {
  try {
    const { mount } = await import('./mount.tsx');
    mount(section);
    return true;
  } catch {
    say(section, 'The workbench could not be loaded. Check the connection and reload the page.');
    waking.delete(section);
    return false;
  }
}

/** Wakes a lab, once however often it is asked for; one that could not be loaded may be tried again. */
function wake(section: HTMLElement): Promise<boolean> {
  const begun = waking.get(section) ?? load(section);
  waking.set(section, begun);
  return begun;
}

/** Carries out what the learner last asked for before the lab was awake; where it does not wake, that has been said. */
async function replay(section: HTMLElement, event: Event): Promise<void> {
  if (section.dataset['awake'] !== undefined || !(event instanceof MouseEvent)) return;
  event.preventDefault();
  event.stopPropagation();
  asked.set(section, event);
  const { target, clientX, clientY } = event;
  const isAwake = await wake(section);
  if (!isAwake || asked.get(section) !== event) return;
  target?.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX, clientY }));
}

function watch(section: HTMLElement): void {
  const missing = missingSupport();
  if (missing !== null) {
    say(section, missing);
    return;
  }
  // Who opened the link of a shared run has come for it, and it stands at the lab's head.
  if (isSharedRun(location.hash)) section.scrollIntoView();
  section.addEventListener('click', (event) => void replay(section, event), { capture: true });
  for (const touch of ['pointerover', 'focusin']) {
    section.addEventListener(touch, () => void wake(section), { once: true, passive: true });
  }
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    whenIdle(() => void wake(section));
  }).observe(section);
}

/** Watches the labs that are in the page; call it again when one has been put in. */
export function wakeLabs(): void {
  for (const section of document.querySelectorAll<HTMLElement>('[data-lab]:not([data-watched])')) {
    section.dataset['watched'] = '';
    watch(section);
  }
}

wakeLabs();

/** Brings the offline page to life: shows what is kept, fetches the rest, removes everything. */
import { choose, chosenOff, workerUrl } from './choice.ts';
import type { OfflineNotice, OfflineRequest, OfflineState } from './protocol.ts';
import { obstacle, printSize, progressOf, stateWords, tierWords } from './words.ts';

/** While something is fetched, the worker is asked how far it is: it also keeps the worker from being ended. */
const askEveryMs = 1_000;

const tiers = ['core', 'editor'] as const;

function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-offline="${name}"]`);
  if (!found) throw new Error(`The offline page has no part “${name}”.`);
  return found;
}

const status = part('status');
const keep = part('keep') as HTMLButtonElement;
const remove = part('remove') as HTMLButtonElement;
const progress = part('progress') as HTMLProgressElement;

/** Says a sentence once: a live region reads each change aloud. */
function say(sentence: string): void {
  if (status.textContent !== sentence) status.textContent = sentence;
}

/** A button that goes away does not take the focus with it. */
function reveal(button: HTMLButtonElement, isShown: boolean): void {
  const hadFocus = document.activeElement === button;
  button.hidden = !isShown;
  if (hadFocus && !isShown) status.focus();
}

/** Pressed while the core is still on its way: the editor comes after it. */
let wantsEditor = false;

function show(state: OfflineState): void {
  say(stateWords(state));
  for (const tier of tiers) part(`${tier}-state`).textContent = tierWords(tier, state);
  const isFilling = state.filling !== null;
  progress.hidden = !isFilling;
  if (state.filling !== null) {
    const { bytes, bytesKept } = state.tiers[state.filling];
    progress.value = bytesKept / bytes;
  }
  const isAll = tiers.every((tier) => progressOf(state.tiers[tier]) === 'all');
  reveal(keep, state.isRetired || !(isAll || isFilling));
  reveal(remove, !state.isRetired);
}

function showNothing(): void {
  say('Nothing is kept. Without network these pages do not open.');
  for (const tier of tiers) part(`${tier}-state`).textContent = 'Not kept';
  reveal(keep, true);
  reveal(remove, false);
  progress.hidden = true;
}

async function tell(kind: OfflineRequest['kind']): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(workerUrl);
  const worker = registration?.active ?? registration?.installing ?? registration?.waiting;
  const request: OfflineRequest = { kind };
  worker?.postMessage(request);
}

/** Puts the sizes of the two parts into the page before anything is kept. */
async function showSizes(): Promise<void> {
  const reply = await fetch(workerUrl.replace(/sw\.js$/, 'offline.json'));
  const notice = (await reply.json()) as OfflineNotice;
  for (const tier of tiers) {
    const { bytes, sent } = notice.tiers[tier];
    part(`${tier}-size`).textContent = `${printSize(bytes)}, about ${printSize(sent)} to fetch`;
  }
}

async function keepEverything(): Promise<void> {
  reveal(keep, false);
  say('The course is being fetched.');
  choose('on');
  wantsEditor = true;
  // Asks the browser not to clear the copy when space is short; it may say no.
  void navigator.storage?.persist?.();
  await navigator.serviceWorker.register(workerUrl, { updateViaCache: 'none' });
  await navigator.serviceWorker.ready;
  wantsEditor = false;
  await tell('keep');
}

function hear({ data }: MessageEvent<unknown>): void {
  const state = data as OfflineState;
  if (state.kind !== 'offline-state') return;
  show(state);
  if (state.filling !== null || wantsEditor) setTimeout(() => void tell('report'), askEveryMs);
}

function start(): void {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', hear);
  keep.addEventListener('click', () => {
    keepEverything().catch(() => {
      wantsEditor = false;
      reveal(keep, true);
      say('That did not work: the host does not answer, or this browser refuses. Try once more.');
    });
  });
  remove.addEventListener('click', () => {
    choose('off');
    void tell('remove');
  });
  // Without network there are no sizes to show, and the worker says what is kept.
  showSizes().catch(() => undefined);
  void serviceWorker.getRegistration(workerUrl).then((known) => {
    if (!known) showNothing();
    // The page's own start may be about to register it.
    if (!chosenOff()) void serviceWorker.ready.then(() => tell('report'));
  });
}

const reason = obstacle({ isSecure: isSecureContext, hasWorkers: 'serviceWorker' in navigator });
if (reason === null) start();
else {
  say(reason);
  part('controls').hidden = true;
}

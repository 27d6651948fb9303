/**
 * The service worker. It keeps the course on install and the code editor on demand; it answers from what it keeps, file
 * by file, by the hash of the content; it lets a new version wait until a reader asks for it; and it gives up when its
 * host says so.
 *
 *   install   keep the core; the editor too, if the version before kept it
 *   waiting   until the reader presses "Reload" (`take-over`) or the last tab is closed
 *   activate  throw away what is no longer used
 *   fetch     answer from the cache, else from the network; on each navigation, ask whether to give up
 *
 * The build puts the list of files into `siteFiles`: see scripts/offline.ts.
 */
import type { OfflineRequest, OfflineState } from './protocol.ts';
import { isHashed, Router, type Route, type SiteFiles, type TierName } from './site-files.ts';
import { NotKeptError, Store } from './store.ts';
import type { RequestEvent, WorkerScope } from './worker-scope.ts';

declare const siteFiles: SiteFiles;

const worker = self as unknown as WorkerScope;
const { scope } = worker.registration;
const router = new Router(siteFiles, scope);
const store = new Store(siteFiles, scope);

/** Between two reports of how far a tier is, in milliseconds: a bar that moves four times a second looks alive. */
const tellEveryMs = 250;
let telling: ReturnType<typeof setTimeout> | null = null;
let filling: TierName | null = null;
let problem: string | null = null;
let isRetired = false;

async function tellPages(): Promise<void> {
  const tiers = await store.tierStates();
  const { version } = siteFiles;
  const state: OfflineState = {
    kind: 'offline-state',
    version,
    tiers,
    filling,
    problem,
    isRetired,
  };
  for (const page of await worker.clients.matchAll({ includeUncontrolled: true }))
    page.postMessage(state);
}

/** Tells pages once for all files of a moment: to count what is kept costs more than to keep one file more. */
function tellPagesSoon(): void {
  telling ??= setTimeout(() => {
    telling = null;
    void tellPages();
  }, tellEveryMs);
}

/** Fills a tier and tells the pages how it goes. Rejects when it cannot be filled. */
async function fill(tier: TierName): Promise<void> {
  filling = tier;
  problem = null;
  try {
    await store.fill(tier, tellPagesSoon);
  } catch (error) {
    problem = error instanceof NotKeptError ? error.message : 'The network did not answer.';
    throw error;
  } finally {
    filling = null;
    await tellPages();
  }
}

/** Fills the editor's tier as far as it goes: pages are told why it ended, and may ask again. */
async function fillEditor(): Promise<void> {
  if (filling !== null || isRetired) return;
  await fill('editor').catch(() => undefined);
}

/** A reader asks for everything; perhaps on the page that has just removed it. */
async function keepAll(): Promise<void> {
  if (filling !== null) return;
  isRetired = false;
  store.reopen();
  await fill('core').then(fillEditor, () => undefined);
}

async function isSwitchedOff(): Promise<boolean> {
  try {
    const notice = await fetch(new URL('offline.json', scope), { cache: 'no-store' });
    if (notice.ok && ((await notice.json()) as { off?: unknown }).off === true) return true;
  } catch {
    // No network, or a page instead of a notice: neither is the host's word.
  }
  try {
    const { status } = await fetch(worker.location.href, { method: 'HEAD', cache: 'no-store' });
    return status === 404 || status === 410;
  } catch {
    return false;
  }
}

/** Gives up for good: the next visit is the network's alone. */
async function retire(): Promise<void> {
  isRetired = true;
  await worker.registration.unregister();
  await store.drop();
  await tellPages();
}

let asking: Promise<void> | null = null;

async function askAndRetire(): Promise<void> {
  if (await isSwitchedOff()) await retire();
  asking = null;
}

async function install(): Promise<void> {
  if (await isSwitchedOff()) throw new Error('The host has switched the offline copy off.');
  const keepsEditor = await store.hasEditor();
  await fill('core');
  if (keepsEditor) await fillEditor();
}

async function answer(event: RequestEvent, route: Route): Promise<Response> {
  switch (route.kind) {
    case 'redirect':
      return Response.redirect(route.to, 301);
    case 'file':
      // The editor has been opened: then all of it is wanted.
      if (route.tier === 'editor') event.waitUntil(fillEditor());
      return store.take(route.file);
    case 'network':
      // A tab of the version before asks for a part of its page.
      return (await store.takeOld(event.request)) ?? fetch(event.request);
  }
}

async function obey(kind: OfflineRequest['kind']): Promise<void> {
  switch (kind) {
    case 'report':
      return tellPages();
    case 'keep':
      return keepAll();
    case 'remove':
      return retire();
    case 'take-over':
      return worker.skipWaiting();
  }
}

worker.addEventListener('install', (event) => event.waitUntil(install()));

worker.addEventListener('activate', (event) => {
  event.waitUntil(store.prune().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  if (isRetired || method !== 'GET') return;
  const route = router.route(url);
  if (route.kind !== 'network' || isHashed(url.slice(scope.length)))
    event.respondWith(answer(event, route));
  if (mode === 'navigate') event.waitUntil((asking ??= askAndRetire()));
});

worker.addEventListener('message', (event) => {
  event.waitUntil(obey((event.data as OfflineRequest).kind));
});

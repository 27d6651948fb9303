import { RemoteHost } from './remote-host.ts';
import type { Host, HostEvents } from './runner.ts';

/** The texts a frame is made of. */
export interface FrameTexts {
  readonly frame: string;
  readonly worker: string;
}

/**
 * The frame's own policy, on top of the page's which a `srcdoc` frame inherits. The worker inherits both: it may
 * evaluate text, since Compartments need that, and it may load nothing from anywhere.
 */
const policy = [
  `default-src 'none'`,
  `script-src 'unsafe-inline' 'unsafe-eval'`,
  `worker-src blob:`,
  `connect-src 'none'`,
  `form-action 'none'`,
  `base-uri 'none'`,
].join('; ');

/** The document of the frame around its script. */
function frameDocument(script: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Sandbox</title><script>${script}</script>`;
}

/**
 * Opens a sandboxed frame in this page. Removing it is the only thing that stops a busy worker at once in every
 * browser: a worker that is merely terminated keeps a core busy for two more seconds in Chromium.
 */
export function openFrame(texts: FrameTexts, events: HostEvents): Host {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.hidden = true;
  element.title = 'Sandbox for your program';
  element.srcdoc = frameDocument(texts.frame);
  const receive = (event: MessageEvent<unknown>): void => {
    if (event.source !== null && event.source === element.contentWindow) host.receive(event.data);
  };
  const channel = {
    // The frame's origin is opaque and cannot be named; what is sent is no secret of anybody.
    send: (order: unknown) => element.contentWindow?.postMessage(order, '*'),
    close: () => {
      removeEventListener('message', receive);
      element.remove();
    },
  };
  const host = new RemoteHost(texts.worker, channel, events);
  addEventListener('message', receive);
  document.body.append(element);
  return host;
}

/**
 * The script of the sandboxed frame: a relay whose workers are blob workers. Learner code never runs on this thread:
 * a frame can navigate itself and open peer connections, which no content security policy of its own prevents.
 *
 * Built to one classic script and put inline into the `srcdoc` of `<iframe sandbox="allow-scripts">` by page-frame.ts.
 */
import type { FrameOrder } from './border.ts';
import { Relay, type WorkerEvents, type WorkerPort } from './relay.ts';

function startWorker(text: string, events: WorkerEvents): WorkerPort {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.addEventListener('message', (event: MessageEvent<unknown>) => events.said(event.data));
  worker.addEventListener('messageerror', () => events.said(undefined));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    events.failed(event.message || 'its script failed');
  });
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}

// Opened anywhere else, for instance by a direct visit, this script does nothing at all.
if (self.origin === 'null' && parent !== self) {
  // The page cannot be named: this frame has an opaque origin and does not know the page's. Nothing here is secret.
  const relay = new Relay({ startWorker, tell: (text) => parent.postMessage(text, '*') });
  addEventListener('message', (event: MessageEvent<FrameOrder>) => {
    if (event.source === parent) relay.obey(event.data);
  });
}

/**
 * The part of a service worker's global scope that is used here. TypeScript has it in a library that cannot be loaded
 * together with the one for pages.
 */

export interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface RequestEvent extends LongEvent {
  readonly request: Request;
  respondWith(reply: Promise<Response>): void;
}

export interface PageMessageEvent extends LongEvent {
  readonly data: unknown;
}

interface PageClient {
  postMessage(message: unknown): void;
}

interface WorkerEvents {
  readonly install: LongEvent;
  readonly activate: LongEvent;
  readonly fetch: RequestEvent;
  readonly message: PageMessageEvent;
}

export interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly location: { readonly href: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { includeUncontrolled: boolean }): Promise<readonly PageClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof WorkerEvents>(
    kind: K,
    listener: (event: WorkerEvents[K]) => void,
  ): void;
}

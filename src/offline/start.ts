/** The part of every page: once the browser is idle it brings the rest, which starts the service worker. */
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Safari has no idle callbacks.
  (globalThis.requestIdleCallback ?? setTimeout)(() => void import('./register.ts'));
}
export {};

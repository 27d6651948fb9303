/** What the room brings to a page: the dock for who has joined one, the strip for who leads one. Loaded by trigger.ts. */
const kept = localStorage;
if (kept.getItem('nines:room') !== null)
  void import('#room/learner/start-dock.tsx').then((dock) => dock.beginDock());
if (kept.getItem('nines:led') !== null || kept.getItem('nines:console-token') !== null)
  void import('#room/together/start-strip.tsx').then((strip) => strip.beginStrip());
export {};

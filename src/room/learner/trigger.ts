/** The part of every page: whoever has joined a room gets the dock; nobody else fetches any of it. */
try {
  if (localStorage['nines:room']) void import('./start-dock.tsx').then((dock) => dock.beginDock());
} catch {
  // A browser that keeps nothing is in no room.
}
export {};

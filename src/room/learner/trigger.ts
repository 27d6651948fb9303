/** The part of every page: who has joined a room, or leads one, gets what it takes; nobody else fetches any of it. */
try {
  const kept = localStorage;
  if (kept['nines:room'] || kept['nines:led'] || kept['nines:console-token'])
    void import('#room/begin.ts');
} catch {
  // A browser that keeps nothing is in no room.
}
export {};

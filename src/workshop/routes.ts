/** Where the room is reached. Apart from protocol.ts, so that a learner's page need not fetch the schemas. */

/** Raised when an older client could not understand; it is then asked to reload. */
export const roomProtocol = 1;

/** Addresses of the room, below the host. Every answer is JSON; an error is `{ error: sentence }`. */
export const routes = {
  /**
   * GET: whether this server has a room, `About`. A static copy of the course answers with a plain text
   * (public/room/about), so that no browser notes an error where nothing is wrong.
   */
  about: '/room/about',
  /** POST `joinRequest` → `Joined`. Repeating it with the same secret changes nothing and answers the same. */
  join: '/room/join',
  /** WebSocket. */
  socket: '/room/socket',
  /** POST a client frame `send` → `ack`; Authorization: Bearer <secret or token>, X-Session: <code> for learners. */
  messages: '/room/messages',
  /** GET ?after=N → a list of server frames: welcome, then snapshot or events. */
  events: '/room/events',
  /** A participant's own drafts: PUT, GET `/room/kept/<key>`: `keptBody`; GET without a key → `KeptList`. */
  kept: '/room/kept',
  /** Files for the instructor: PUT `/room/shared/<lab>` `keptBody`; GET `/room/shared/<participant>/<lab>`: staff. */
  shared: '/room/shared',
  /** POST `{ name, role }` → `Invitation`: instructors. */
  invite: '/room/invite',
  /** GET: the whole session as one file (`?as=json|csv`): instructors. */
  export: '/room/export',
} as const;

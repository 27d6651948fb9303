/** The room over HTTP: joining, what is kept, and the whole conversation for networks that let no WebSocket through. */
import type { IncomingMessage } from 'node:http';
import { Hono, type Context } from 'hono';
import {
  clientFrame,
  credential,
  inviteRequest,
  joinRequest,
  roomProtocol,
  routes,
  type About,
  type Invitation,
} from '#workshop/protocol.ts';
import type { Caller, Callers } from './callers.ts';
import { bodyOf, cap, guard } from './guard.ts';
import type { Hub } from './hub.ts';
import { Overrun } from './live-session.ts';
import { Rates } from './rate.ts';
import { Refusal } from './refusal.ts';
import { csvOf, readSessionFile } from './session-file.ts';
import { invite, newStaffId } from './sessions.ts';
import { shelfRoutes } from './shelves.ts';
import { NoSession, StoreTrouble } from './store.ts';
import { allowanceOf, charge, hear, rateKey } from './talk.ts';

/** What the room's routes work with. */
export interface RoomParts {
  readonly hub: Hub;
  readonly callers: Callers;
  readonly rates: Rates;
  /** Under which addresses other machines reach this server. */
  readonly addresses: () => readonly string[];
  readonly addressOf: (request: IncomingMessage | undefined) => string;
}

/** Finds out who asks. Throws Refusal. */
export type Identify = (context: Context) => Promise<Caller>;

/** Node's own request, which the adapter hands in; absent where a test calls the routes without a port. */
function incomingOf(context: Context): IncomingMessage | undefined {
  const env: unknown = context.env;
  return (env as { readonly incoming?: IncomingMessage } | undefined)?.incoming;
}

function identifyBy({ callers, addressOf }: RoomParts): Identify {
  return async (context) => {
    const secret = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    const session = context.req.header('x-session');
    const as = session === undefined ? 'staff' : 'participant';
    const parsed = credential.safeParse(
      as === 'staff' ? { as, token: secret } : { as, session, secret },
    );
    if (!parsed.success)
      throw new Refusal(401, 'Join the session first, or open the link that you were given.');
    return callers.identify(parsed.data, addressOf(incomingOf(context)));
  };
}

/** Answers an error with its sentence, and says when to try again. */
function answerError(error: unknown, context: Context): Response {
  const refusal =
    error instanceof Refusal
      ? error
      : error instanceof NoSession
        ? new Refusal(410, 'This session was deleted. Your work stays in your browser.')
        : error instanceof StoreTrouble || error instanceof Overrun
          ? new Refusal(503, error.message, 3_000)
          : null;
  if (refusal === null) console.error('✗ Room:', error);
  const { status, message, retryMs } =
    refusal ?? new Refusal(503, 'The room stumbled: try again. The server’s log says more.', 3_000);
  if (retryMs !== null) context.header('Retry-After', String(Math.ceil(retryMs / 1000)));
  // The rest of a body that is too long is not read: nothing else can come on this connection.
  if (status === 413) context.header('Connection', 'close');
  return context.json({ error: message }, status);
}

/** The conversation in single requests. */
function addTalk(app: Hono, identify: Identify, parts: RoomParts): void {
  const { rates, hub } = parts;
  app.post(routes.messages, cap, async (context) => {
    const caller = await identify(context);
    const debtMs = rates.debtMs(rateKey(caller), allowanceOf(caller));
    if (debtMs > 0) throw new Refusal(429, 'Too much at once: try again in a moment.', debtMs);
    const frame = await bodyOf(context, clientFrame);
    if (frame.frame !== 'send') throw new Refusal(400, 'Only frames of the kind “send” go here.');
    charge(rates, caller, frame.messages.length);
    return context.json(
      await hear(
        caller,
        frame.messages.map(({ id, body }) => ({ id, body })),
      ),
    );
  });
  app.get(routes.events, async (context) => {
    const caller = await identify(context);
    const after = Number(context.req.query('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0)
      throw new Refusal(400, 'after is the number of the last event that was seen.');
    const { live, speaker, viewer } = caller;
    if (viewer.as === 'participant') live.here(viewer.id, 0);
    const you = speaker ?? { id: 'projector', role: 'projector', name: 'Projector' };
    const welcome = { frame: 'welcome', protocol: roomProtocol, you, nowMs: hub.clock() };
    const frames = [JSON.stringify(welcome), await live.frameSince(viewer, after)];
    if (viewer.as === 'staff') frames.push(live.presenceFrame());
    return context.body(`[${frames.join(',')}]`, 200, { 'Content-Type': 'application/json' });
  });
}

/** The room's routes, from `/room/` on. */
export function roomRoutes(parts: RoomParts): Hono {
  const { hub, callers, addresses, addressOf } = parts;
  const app = new Hono();
  const identify = identifyBy(parts);
  app.onError(answerError);
  app.use('/room/*', guard);
  app.get(routes.about, async (context) => {
    const { length: sessions } = await hub.store.sessions();
    const about: About = { room: true, protocol: roomProtocol, sessions, addresses: addresses() };
    return context.json(about);
  });
  app.post(routes.join, cap, async (context) => {
    const request = await bodyOf(context, joinRequest);
    return context.json(await callers.join(request, addressOf(incomingOf(context))));
  });
  addTalk(app, identify, parts);
  app.post(routes.invite, cap, async (context) => {
    const { live, speaker } = await identify(context);
    if (speaker?.role !== 'instructor') throw new Refusal(403, 'Instructors alone invite others.');
    const { name, role } = await bodyOf(context, inviteRequest);
    const staff = newStaffId();
    const row = { session: live.code, staff, role, name };
    const token = await invite(hub.store, row, hub.clock());
    live.news();
    const invitation: Invitation = { staff, name, role, token };
    return context.json(invitation);
  });
  app.get(routes.export, async (context) => {
    const { live, speaker } = await identify(context);
    if (speaker?.role !== 'instructor')
      throw new Refusal(403, 'Instructors alone export a session.');
    const as = context.req.query('as') ?? 'json';
    if (as !== 'json' && as !== 'csv') throw new Refusal(400, 'as is json or csv.');
    const file = await readSessionFile(hub.store, live.code);
    return context.body(as === 'csv' ? csvOf(file.state) : JSON.stringify(file), 200, {
      'Content-Type': as === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
      'Content-Disposition': `attachment; filename="nines-${live.code}.${as}"`,
    });
  });
  shelfRoutes(app, identify, hub);
  app.all('/room/*', () => {
    throw new Refusal(404, 'The room has no such address.');
  });
  return app;
}

/** What a server answers that has no room, and why. */
export function closedRoom(why: string): Hono {
  const app = new Hono();
  app.all('/room/*', (context) => context.json({ error: why }, 503));
  return app;
}

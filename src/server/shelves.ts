/**
 * What participants lay down: drafts that follow them under their recovery word, and the files of a lab for the
 * instructor. Both only with their consent, and gone when it is taken back.
 */
import type { Context, Hono } from 'hono';
import { keptBody, keptKey, routes, type KeptList } from '#workshop/protocol.ts';
import { mayLayDown, mayOpen } from '#workshop/sharing.ts';
import type { Caller } from './callers.ts';
import { bodyOf, cap } from './guard.ts';
import type { Hub } from './hub.ts';
import { Refusal } from './refusal.ts';
import type { Identify } from './routes.ts';
import type { Shelf, ShelfItem } from './store.ts';

/** The part of an address behind a route, decoded: the key of a draft may have slashes in it. */
function keyBehind(context: Context, route: string): string {
  const rest = decodeURIComponent(context.req.path.slice(route.length + 1));
  const parsed = keptKey.safeParse(rest);
  if (!parsed.success)
    throw new Refusal(400, 'A key has letters, digits and . : / @ - _, at most 160.');
  return parsed.data;
}

function participantOf(caller: Caller): string {
  if (caller.viewer.as !== 'participant')
    throw new Refusal(403, 'Only participants keep something here.');
  return caller.viewer.id;
}

/** Whether a participant allows that this is kept. */
function isAllowed({ live }: Pick<Caller, 'live'>, shelf: Shelf, item: ShelfItem): boolean {
  const { participant, key } = item;
  return shelf === 'kept'
    ? live.state.participants[participant]?.consent.drafts === true
    : mayLayDown(live.state, participant, key);
}

async function lay(
  hub: Hub,
  caller: Caller,
  given: { shelf: Shelf; item: ShelfItem },
): Promise<Response> {
  const { shelf, item } = given;
  if (!isAllowed(caller, shelf, item))
    throw new Refusal(403, 'Allow the room to keep this first: nothing was kept.');
  const put = await hub.store.put(caller.live.code, shelf, item);
  if (put.kind === 'full')
    throw new Refusal(413, 'The room keeps no more for you: save your work as a file instead.');
  return Response.json({ kept: put.kind === 'kept' });
}

/** Adds the routes of `kept` and `shared`. */
export function shelfRoutes(app: Hono, identify: Identify, hub: Hub): void {
  app.put(`${routes.kept}/*`, cap, async (context) => {
    const caller = await identify(context);
    const participant = participantOf(caller);
    const { text, atMs } = await bodyOf(context, keptBody);
    const item = { participant, key: keyBehind(context, routes.kept), text, atMs };
    return lay(hub, caller, { shelf: 'kept', item });
  });
  app.get(routes.kept, async (context) => {
    const caller = await identify(context);
    const items = await hub.store.items(caller.live.code, 'kept', participantOf(caller));
    const list: KeptList = {
      kept: Object.fromEntries(items.map(({ key, text, atMs }) => [key, { text, atMs }])),
    };
    return context.json(list);
  });
  app.get(`${routes.kept}/*`, async (context) => {
    const caller = await identify(context);
    const items = await hub.store.items(caller.live.code, 'kept', participantOf(caller));
    const wanted = keyBehind(context, routes.kept);
    return found(items.find(({ key }) => key === wanted));
  });
  app.put(`${routes.shared}/:lab`, cap, async (context) => {
    const caller = await identify(context);
    const participant = participantOf(caller);
    const { text, atMs } = await bodyOf(context, keptBody);
    const item = { participant, key: keyBehind(context, routes.shared), text, atMs };
    return lay(hub, caller, { shelf: 'shared', item });
  });
  app.get(`${routes.shared}/:participant/:lab`, async (context) => {
    const caller = await identify(context);
    if (caller.viewer.as !== 'staff')
      throw new Refusal(403, 'Instructors and helpers alone look at code.');
    const { participant, lab } = context.req.param();
    if (!mayOpen(caller.live.state, participant, lab))
      throw new Refusal(403, 'This person has not allowed you to open their code.');
    const items = await hub.store.items(caller.live.code, 'shared', participant);
    return found(items.find(({ key }) => key === lab));
  });
}

function found(item: ShelfItem | undefined): Response {
  if (item === undefined) throw new Refusal(404, 'Nothing is kept under this name.');
  const { text, atMs } = item;
  return Response.json({ text, atMs });
}

/** A page: a shop shows a title with the price that a data node gives for it. */
import { call, node, now, reply, send, type From } from 'nines';
import { catalogueSharing, system } from './setup.ts';
import { nodesOf, type NodeName } from './town.ts';
import { fieldsAt, version } from './release.ts';

export interface AskPage {
  readonly op: 'page';
  /** Number of the request. */
  readonly key: number;
  /** Which time its front end asks for it, from 1 on. */
  readonly attempt: number;
  readonly body: unknown;
  readonly deadline: number;
}
export type PageAnswer = { readonly price: number } | { readonly error: string };

const dataMs = 110;
/** A data node that has not answered is left out for so long, if there is another. */
const shunnedMs = 5_000;
const shunned = new Map<NodeName, number>();

export async function page(arg: { readonly from: From; readonly request: AskPage }): Promise<void> {
  const { from, request } = arg;
  if (now() > request.deadline) return;
  const { contract } = system.slots;
  const asked = contract.read(fieldsAt(version()), request.body);
  if ('error' in asked) {
    reply(from, asked);
    return;
  }
  const title = Number(asked['title']);
  for (let again = 1; again <= system.attempts.shop; again++) {
    const data = dataFor(title, request.attempt - 1);
    if (again > 1 || request.attempt > 1) {
      send({ name: 'meter', node: 'clients' }, { fn: 'browse', key: request.key, bottom: data });
    }
    const found = await call<PageAnswer>({ name: 'prices', node: data }, { title }, dataMs);
    if (found.kind === 'ok') {
      reply(from, found.value);
      return;
    }
    // One that is only slow is asked again at once; who asks no more looks elsewhere next time.
    if (again === system.attempts.shop) shunned.set(data, now() + shunnedMs);
  }
  reply(from, { error: `unavailable: ${node()} gets no price` });
}

/** Any copy will do if all data nodes have one; else the first alone can say. */
function dataFor(title: number, skip: number): NodeName {
  const all = catalogueSharing === 'majority' ? ['data-1'] : nodesOf('data');
  const inTurn = all.map((_, index) => all[(title + skip + index) % all.length] ?? '');
  return inTurn.find((one) => (shunned.get(one) ?? 0) <= now()) ?? inTurn[0] ?? '';
}

/**
 * The pipe of four valves, as arithmetic: so much flows in at the left, every station can do so much, and what it cannot
 * do is dealt with at its valve. It is the state that lasts while the load lasts.
 *
 *     const flow = flowOf({ client: 'none', web: 'reject', shop: 'reject', pay: 'reject' });
 *     flow.goodput; // 250
 *     flow.stations.web.forNobody; // 550 a second have been refused further on
 */

/** The stations, from left to right; before each of them stands a valve. */
export const stations = ['client', 'web', 'shop', 'pay'] as const;
export type Station = (typeof stations)[number];

/**
 * What a station does with more than it can do: lets all of it wait; refuses the rest; lets a hundred wait and refuses the
 * rest; or gives credits, so that the one before it sends no more than it can do.
 */
export const valves = ['none', 'reject', 'queue', 'credit'] as const;
export type Valve = (typeof valves)[number];
export type Setting = Readonly<Record<Station, Valve>>;

/** Requests per second: what comes, and what each station can do. The client is the app: it only passes on. */
export const offered = 1_000;
export const capacities: Readonly<Record<Station, number>> = {
  client: Infinity,
  web: 800,
  shop: 400,
  pay: 250,
};
export const queueMax = 100;

/** What happens at one station, per second. */
export interface Through {
  readonly arriving: number;
  readonly refused: number;
  /** More than was let go: the queue grows by so many, without end. */
  readonly growing: number;
  /** Kept waiting before the first door. */
  readonly heldBack: number;
  readonly handled: number;
  /** Handled, and not answered in time in the end. */
  readonly forNobody: number;
  /** How long the last in the queue waits. */
  readonly waitS: number;
}
export interface Flow {
  readonly goodput: number;
  readonly stations: Readonly<Record<Station, Through>>;
}

/** What each station can do if those behind it let it: credits are passed to the left. */
function limits(setting: Setting): Readonly<Record<Station, number>> {
  const { web, shop, pay } = capacities;
  const shopMax = setting.pay === 'credit' ? Math.min(shop, pay) : shop;
  const webMax = setting.shop === 'credit' ? Math.min(web, shopMax) : web;
  const clientMax = setting.web === 'credit' ? webMax : Infinity;
  return { client: clientMax, web: webMax, shop: shopMax, pay };
}

type Passing = Omit<Through, 'forNobody'>;

function pass(arriving: number, limit: number, valve: Valve): Passing {
  const handled = Math.min(arriving, limit);
  const beyond = arriving - handled;
  const isRefused = valve === 'reject' || valve === 'queue';
  return {
    arriving,
    handled,
    refused: isRefused ? beyond : 0,
    growing: valve === 'none' ? beyond : 0,
    heldBack: valve === 'credit' ? beyond : 0,
    waitS: valve === 'queue' && beyond > 0 ? queueMax / limit : 0,
  };
}

export function flowOf(setting: Setting): Flow {
  const limit = limits(setting);
  const client = pass(offered, limit.client, setting.client);
  const web = pass(client.handled, limit.web, setting.web);
  const shop = pass(web.handled, limit.shop, setting.shop);
  const pay = pass(shop.handled, limit.pay, setting.pay);
  const all = { client, web, shop, pay };
  // Behind a queue that grows without end everything comes too late, wherever it stands.
  const isStale = stations.some((station) => all[station].growing > 0);
  const goodput = isStale ? 0 : pay.handled;
  const judged = (passing: Passing): Through => ({
    ...passing,
    forNobody: passing.handled - goodput,
  });
  return {
    goodput,
    stations: { client: judged(client), web: judged(web), shop: judged(shop), pay: judged(pay) },
  };
}

/** The settings of the table, each with the sentence that it stands for. */
export const examples: readonly { readonly setting: Setting; readonly name: string }[] = [
  { setting: all('none'), name: 'everything is let in everywhere' },
  { setting: { ...all('none'), pay: 'reject' }, name: 'a refusal at pay alone' },
  { setting: { ...all('reject'), client: 'none' }, name: 'a refusal at each door' },
  { setting: { ...all('queue'), client: 'none' }, name: 'a bounded queue at each door' },
  {
    setting: { client: 'none', web: 'none', shop: 'credit', pay: 'credit' },
    name: 'credits at shop and pay alone',
  },
  {
    setting: { client: 'none', web: 'reject', shop: 'credit', pay: 'credit' },
    name: 'credits, and a refusal at web',
  },
  { setting: all('credit'), name: 'credits as far as the user' },
];

function all(valve: Valve): Setting {
  return { client: valve, web: valve, shop: valve, pay: valve };
}

/** What handling comes to nothing, client aside: passing on is no work. */
export function wasted({ stations: through }: Flow): number {
  return through.web.forNobody + through.shop.forNobody + through.pay.forNobody;
}

/** What is to be seen, in a sentence or two. */
export function explain(flow: Flow): string {
  const { stations: through } = flow;
  const growing = stations.find((station) => through[station].growing > 0);
  if (growing !== undefined) {
    const by = through[growing].growing;
    return `The queue at ${growing} grows by ${by} a second, and whoever is first in it is older every second. After a while no answer finds anybody, and all that is done there and behind it is done for nobody.`;
  }
  const { heldBack } = through.client;
  const waitS = stations.reduce((sum, station) => sum + through[station].waitS, 0);
  const late = waitS === 0 ? '' : ` after ${waitS.toFixed(2)} s in queues`;
  const good = `${flow.goodput} a second are answered in time${late}`;
  if (heldBack > 0)
    return `${good}, nothing is refused, and no work is lost. The other ${heldBack} stand in the street: the button is grey until there is room.`;
  const waste = wasted(flow);
  const refusing = stations.filter((station) => through[station].refused > 0);
  const where = refusing.map((station) => `${through[station].refused} at ${station}`).join(', ');
  const refused = `${good}. Refused: ${where}.`;
  if (waste === 0) return `${refused} Nobody has worked for those.`;
  return `${refused} For those that get past the first door and no further, ${waste} pieces of work a second are done in vain.`;
}

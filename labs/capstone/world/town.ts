/** Papertrain's machines: which there are, and in which of the two zones each stands. */

export type NodeName = string;
export type Zone = 1 | 2;

/** Kinds of machines on this night, and how many of each stand in zone 1 and in zone 2. */
const placing = {
  web: [2, 1],
  chat: [1, 1],
  sms: [1, 1],
  shop: [4, 2],
  vote: [2, 1],
  pay: [1, 1],
  data: [2, 1],
  ops: [1, 0],
} as const;

export type FamilyName = keyof typeof placing;

/** Orders know the first four shops alone (`labs/s5-retry/client.ts`): one of those stands in zone 2. */
const secondZone: readonly NodeName[] = [
  'web-3',
  'chat-2',
  'sms-2',
  'shop-4',
  'shop-6',
  'vote-3',
  'pay-2',
  'data-3',
];

const byFamily = new Map<FamilyName, NodeName[]>();

/** The machines of a family, by number. */
export function nodesOf(family: FamilyName): NodeName[] {
  const before = byFamily.get(family);
  if (before !== undefined) return before;
  const [first, second] = placing[family];
  const nodes = Array.from({ length: first + second }, (_, index) => `${family}-${index + 1}`);
  byFamily.set(family, nodes);
  return nodes;
}

export const allNodes: readonly NodeName[] = (Object.keys(placing) as FamilyName[]).flatMap(
  nodesOf,
);

export function zoneOf(node: NodeName): Zone {
  return secondZone.includes(node) ? 2 : 1;
}

export function familyOf(node: NodeName): FamilyName {
  return node.slice(0, node.lastIndexOf('-')) as FamilyName;
}

/** The machines that belong to others, or to nobody: customers, PayHub, the warehouse. They reach both zones. */
export const outside: readonly NodeName[] = ['clients', 'payhub', 'warehouse'];

/** Nearest first: those of the asking node's own zone, each part in the order given. */
export function nearestFirst(nodes: readonly NodeName[], from: NodeName): NodeName[] {
  const zone = zoneOf(from);
  return [
    ...nodes.filter((one) => zoneOf(one) === zone),
    ...nodes.filter((one) => zoneOf(one) !== zone),
  ];
}

/** Which shops hold a cart: the ring's choice, and always one of them in either zone. */
import { cartSharing, system } from './setup.ts';
import { nodesOf, zoneOf, type NodeName } from './town.ts';

const partitions = 64;
const nVal = 3;

/** The shops that are in the ring, as this machine knows it. */
const ring = { members: nodesOf('shop'), owners: null as NodeName[] | null, epoch: 0 };
const known = new Map<number, readonly NodeName[]>();

export function ringMembers(): readonly NodeName[] {
  return ring.members;
}

/** The ring has changed: as few carts as can be move. */
export function setRing(members: readonly NodeName[], epoch: number): void {
  if (epoch <= ring.epoch) return;
  const { claim } = system.slots.ring;
  ring.owners = claim(owners(), [...members], partitions, nVal);
  ring.members = [...members];
  ring.epoch = epoch;
  known.clear();
}

function owners(): NodeName[] {
  ring.owners ??= system.slots.ring.claim(null, ring.members, partitions, nVal);
  return ring.owners;
}

/** The shops that hold a cart, the first of them first. */
export function holdersOf(cart: number): readonly NodeName[] {
  const before = known.get(cart);
  if (before !== undefined) return before;
  const list = system.slots.ring.preflist(owners(), `cart/${cart}`, partitions);
  const inOrder = [...new Set(list.map(({ node }) => node))];
  const holders = inOrder.slice(0, copies());
  const last = holders.at(-1);
  // A zone without a copy could not serve the cart when the other one is out of reach.
  if (holders.length > 1 && last !== undefined) {
    const isOneSided = holders.every((one) => zoneOf(one) === zoneOf(last));
    const far = inOrder.find((one) => zoneOf(one) !== zoneOf(last));
    if (isOneSided && far !== undefined) holders[holders.length - 1] = far;
  }
  known.set(cart, holders);
  return holders;
}

function copies(): number {
  switch (cartSharing('add')) {
    case 'nothing':
      return 1;
    case 'something':
      return 2;
    default:
      return nVal;
  }
}

/** Z-4: a cart is never refused, never loses what was added, and never brings back what was removed. */
import { clockOf } from './clock.ts';
import {
  counted,
  ledgerRow,
  seen,
  wiring,
  type Broken,
  type NightPromise,
  type NightRecord,
} from './promise.ts';
import type { CartAudit } from './world/observed.ts';

/** Z-4: carts keep what was added, and what was removed stays away. */
export const carts: NightPromise = (record) => {
  const audits = seen(record, 'cartAudit');
  const broken = audits.flatMap(({ atMs, value }) => cartBroken(record, atMs, value));
  return {
    code: 'Z-4',
    checked: audits.length,
    value: `${counted(broken.filter(({ cause }) => cause === 'lost add').length, 'cart')} lost, ${broken.filter(({ cause }) => cause === 'resurrection').length} resurrected`,
    badness: broken.length,
    broken,
  };
};

function cartBroken(record: NightRecord, atMs: number, audit: CartAudit): Broken[] {
  const shown = new Set(audit.shown);
  const removed = new Set(audit.removed);
  const lost = audit.added.filter((item) => !removed.has(item) && !shown.has(item));
  const risen = audit.removed.filter((item) => shown.has(item));
  const shrunk = seen(record, 'fleet').findLast(
    ({ atMs: when }, index) => index > 0 && when <= atMs,
  );
  const common = {
    atMs,
    fromMs: audit.changedMs,
    untilMs: atMs,
    operation: `cart ${audit.cart}`,
    tags: [`cart-${audit.cart}`],
  };
  const broken: Broken[] = [];
  if (lost.length > 0) {
    const isGone = audit.shown === null || audit.shown.length === 0;
    broken.push({
      ...common,
      title: isGone ? 'A cart is gone' : 'An item is gone from a cart',
      text: `Cart ${audit.cart}, last changed at ${clockOf(audit.changedMs)}, has lost ${counted(lost.length, 'item')} that its owner was told were in it.${isGone && shrunk !== undefined ? ` The fleet was changed at ${clockOf(shrunk.atMs)}: whoever left the ring must hand over first.` : ''}`,
      count: lost.length,
      decision:
        isGone && shrunk !== undefined
          ? wiring('slots.handOff', 's8-blueprint')
          : ledgerRow(record, { row: 'cart.add', column: 'sharing', chapter: 's6-share' }),
      observed: isGone ? 'the whole cart is gone' : `${counted(lost.length, 'item')} lost`,
      cause: 'lost add',
    });
  }
  if (risen.length > 0) {
    broken.push({
      ...common,
      title: 'A removed item is back',
      text: `Cart ${audit.cart} shows ${counted(risen.length, 'item')} that its owner had removed, the last change at ${clockOf(audit.changedMs)}. Two copies were merged by a rule that does not remember removals.`,
      count: risen.length,
      decision: ledgerRow(record, { row: 'cart.remove', column: 'sharing', chapter: 's6-share' }),
      observed: `${counted(risen.length, 'removed item')} back`,
      cause: 'resurrection',
    });
  }
  return broken;
}

/** What `shop` itself keeps: carts and accounts. They are at home on this node, so asking costs no message. */
import type { AccountId, Address, CartId, Cents, ItemId } from './types.ts';

/** A cart. `price` was copied from the page when the item was put in, and nobody has looked at it since. */
export interface Cart {
  readonly items: readonly { readonly item: ItemId; readonly price: Cents }[];
  /** What the customer ticked on the page, if the page has the box. */
  readonly giftWrap: boolean;
  readonly account: AccountId;
}
/** A customer's account. People move. */
export interface Account {
  readonly id: AccountId;
  readonly address: Address;
}

const carts = new Map<CartId, Cart>();
const accounts = new Map<AccountId, Account>();

/** The cart, or `undefined` if there is none of that name. */
export function cart(id: CartId): Cart | undefined {
  return carts.get(id);
}

/** The account that the cart belongs to, as it is now. */
export function account(cartId: CartId): Account | undefined {
  return accounts.get(carts.get(cartId)?.account ?? '');
}

/** For the front desk: what customers do to their carts and accounts. */
export function keepCart(id: CartId, kept: Cart): void {
  carts.set(id, kept);
}
/** For the front desk. */
export function keepAccount(kept: Account): void {
  accounts.set(kept.id, kept);
}
/** For the front desk. */
export function accountOf(id: AccountId): Account | undefined {
  return accounts.get(id);
}

/**
 * A copy of the cart as a process of the runtime, on a node of its own:
 *
 *     customer ──add, remove──▶ copy ──changed──▶ both peers     at once
 *                               copy ──sync─────▶ both peers     every 7.5 s
 *
 * What is sent into a cut waits in the connection until the ticks find it dead, and is gone then. So it is the
 * periodic exchange that brings the sides together after the heal.
 */
import { now, receive, send, timeout } from '#runtime/index.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import {
  replicas,
  withStrategy,
  type Item,
  type MergeName,
  type Replica,
  type Strategy,
} from './merges.ts';

/** What a customer tells a copy. */
export interface Wish {
  readonly kind: 'add' | 'remove';
  readonly item: Item;
}

type Message<State> = Wish | { readonly kind: 'changed' | 'sync'; readonly state: State };

/** Off the beat of the deeds: no change is under way when states are exchanged. */
const firstSyncMs = 5_000;
const syncEveryMs = 7_500;

/** One of the three copies: it starts empty and serves for ever. */
export function* copy({ name, me }: { readonly name: MergeName; readonly me: Replica }) {
  yield* withStrategy(name, (strategy) => serve(strategy, me));
}

function* serve<State>(strategy: Strategy<State>, me: Replica): Generator<unknown, never, unknown> {
  const tell = (kind: 'changed' | 'sync', state: State): void => {
    for (const node of replicas) if (node !== me) send({ name: 'copy', node }, { kind, state });
  };
  let state = strategy.empty;
  let syncMs = now() + firstSyncMs;
  for (;;) {
    const waitMs = Math.max(0, syncMs - now());
    const message = yield* wait<Message<State> | typeof timeout>(receive(undefined, waitMs));
    const before = strategy.value(state);
    if (message === timeout) {
      tell('sync', state);
      syncMs += syncEveryMs;
    } else if ('state' in message) {
      const { follow, merge } = strategy;
      state = (message.kind === 'changed' ? follow : merge)(state, message.state);
    } else {
      state = strategy[message.kind](state, message.item, { by: me, atMs: now() });
      tell('changed', state);
    }
    const cart = strategy.value(state);
    if (cart.join() !== before.join()) observe({ cart });
  }
}

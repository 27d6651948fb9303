/** Moves that take time: sleep, work, native code, timers, the node's clock. */
import { cancelTimer, nif, now, receive, self, sendAfter, sleep, timeout, work } from 'nines';
import { aim, type Actor, type Move } from './script.ts';

export async function rest(_actor: Actor, { ms }: Move): Promise<void> {
  const before = now();
  await sleep(ms);
  console.log('slept', ms, now() - before);
}

export async function toil(_actor: Actor, { n, ms }: Move): Promise<void> {
  const before = now();
  await work(ms / ((n % 3) + 1));
  console.log('worked', now() - before);
}

export async function native(_actor: Actor, { ms }: Move): Promise<void> {
  const before = now();
  await nif(ms / 3);
  console.log('native', now() - before);
}

export async function alarm(actor: Actor, { to, n, ms }: Move): Promise<void> {
  const target = to.kind === 'here' ? to.name : aim(actor, to);
  actor.timers.push(sendAfter(ms, target, { kind: 'alarm', n }));
}

export async function quiet(actor: Actor): Promise<void> {
  const timer = actor.timers.shift();
  if (timer !== undefined) console.log('cancelled', timer, cancelTimer(timer));
}

/** A timer against the timeout of the receive that waits for it: at one instant, the timer's message is there. */
export async function race(_actor: Actor, { n, ms }: Move): Promise<void> {
  const timer = sendAfter(ms, self(), ['alarm', n]);
  const got = await receive(['alarm', n], ms);
  console.log('race', got === timeout ? cancelTimer(timer) : got);
}

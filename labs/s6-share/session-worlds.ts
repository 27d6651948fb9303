/** The worlds of sessions and presence: Sa, in which a node dies, and Sg, in which every copy is counted. */
import { crash, type Draw, type Operation, type Scenario } from '#grader/index.ts';
import { betweenShops, home, inOrder, operation, ringFrom, shops, skewed } from './shops.ts';

/** So many log in, for the thousand of a busy minute: one lost session of theirs is already more than one in a thousand. */
const sessionCount = 120;
const crashMs = 10_000;
/** What was opened so long before the crash must be known elsewhere. */
export const copiedMs = 1_000;

export function crashed(draw: Draw): Scenario {
  const workload: Operation[] = [];
  for (let number = 1; number <= sessionCount; number++) {
    const one = draw.of(number);
    const node = one.pick(shops);
    const name = `session-${number}`;
    const elsewhere = one.pick(['B', 'C'].filter((other) => other !== node));
    const login = { fn: 'login', args: { name, nodes: ringFrom(node) } };
    workload.push(
      operation(`login-${number}`, one.between(100, crashMs - copiedMs), login),
      operation(`touch-${number}`, one.between(crashMs + 1_000, crashMs + 1_500), {
        fn: 'touch',
        args: { name, nodes: [elsewhere] },
      }),
    );
  }
  return {
    ...home('store'),
    workload: inOrder(workload),
    faults: [...skewed(300), crash({ label: 'crash', node: 'A', at: crashMs })],
    untilMs: crashMs + 4_000,
  };
}

/** Sg: users say that they are there every ten seconds, sessions are opened, and nothing goes wrong. */
const userCount = 40;
const openedCount = 60;
const announceMs = 10_000;
const calmMs = 20_000;

export function calm(draw: Draw): Scenario {
  const workload: Operation[] = [];
  for (let number = 1; number <= userCount; number++) {
    const one = draw.of('users').of(number);
    const nodes = ringFrom(one.pick(shops));
    const firstMs = one.between(100, announceMs);
    for (let round = 0; round * announceMs + firstMs < calmMs - 1_000; round++) {
      const announce = { fn: 'announce', args: { name: `user-${number}`, nodes } };
      workload.push(
        operation(`announce-${number}-${round + 1}`, firstMs + round * announceMs, announce),
      );
    }
  }
  for (let number = 1; number <= openedCount; number++) {
    const one = draw.of('sessions').of(number);
    const login = {
      fn: 'login',
      args: { name: `session-${number}`, nodes: ringFrom(one.pick(shops)) },
    };
    workload.push(operation(`login-${number}`, one.between(100, calmMs - 2_000), login));
  }
  return { ...home('store'), workload: inOrder(workload), faults: skewed(300), untilMs: calmMs };
}

/** All that a shop node sends another one. */
export const wire = Object.fromEntries(betweenShops.map((match) => [match.from, match]));

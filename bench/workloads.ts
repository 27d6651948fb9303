/** What is measured on the runtime. Each function does its work once and says how much it was, in which time. */
import { random, receive, reply, self, send, call, spawn } from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { System } from '#runtime/system.ts';
import type { SystemSpec } from '#runtime/system-spec.ts';
import { nativeFunction } from '#runtime/toplevel.ts';

type Body = Generator<unknown, void, unknown>;

interface Call {
  readonly from: unknown;
  readonly request: unknown;
}

/** Units of work and the milliseconds they took. */
export interface Measured {
  readonly count: number;
  readonly ms: number;
}

/** One node. Its trace keeps only the hash: the columns are part of what the network workload measures. */
const local: SystemSpec = { seed: 1, nodes: [{ name: 'a', memoryMB: 1e6 }], trace: false };

function timed(count: number, run: () => void): Measured {
  const begin = performance.now();
  run();
  return { count, ms: performance.now() - begin };
}

const pong = nativeFunction(function* pong(): Body {
  for (;;) send((yield receive()) as Pid, 1);
});

const ping = nativeFunction(function* ping({ to, rounds }: PingArgs): Body {
  const own = self();
  for (let i = 0; i < rounds; i += 1) {
    send(to, own);
    yield receive();
  }
});
interface PingArgs {
  readonly to: Pid;
  readonly rounds: number;
}

export function pingPong(messages: number, spec: SystemSpec = local, far = 'a'): Measured {
  const system = new System(spec);
  const to = system.spawnOn(far, pong);
  system.spawnOn('a', ping, { to, rounds: messages / 2 });
  return timed(messages, () => system.run());
}

const hop = nativeFunction(function* hop(next: Pid): Body {
  for (;;) {
    const left = (yield receive()) as number;
    if (left === 0) return;
    send(next, left - 1);
  }
});

const ringHead = nativeFunction(function* ringHead({ size, messages, tokens }: RingArgs): Body {
  let next = self();
  for (let i = 1; i < size; i += 1) next = spawn(hop, next);
  for (let i = 0; i < tokens; i += 1) send(next, messages / tokens);
  yield* hop(next);
});
interface RingArgs {
  readonly size: number;
  readonly messages: number;
  readonly tokens: number;
}

export function ring(messages: number, tokens: number): Measured {
  const system = new System(local);
  system.spawnOn('a', ringHead, { size: 1_000, messages, tokens });
  return timed(messages, () => system.run());
}

const drain = nativeFunction(function* drain(count: number): Body {
  for (let i = 0; i < count; i += 1) yield receive();
});
const flood = nativeFunction(function* flood({ to, count }: FloodArgs): Body {
  for (let i = 0; i < count; i += 1) send(to, i);
  yield receive();
});
interface FloodArgs {
  readonly to: Pid;
  readonly count: number;
}

export function fanIn(messages: number, senders: number): Measured {
  const system = new System(local);
  const to = system.spawnOn('a', drain, messages);
  for (let i = 0; i < senders; i += 1) {
    system.spawnOn('a', flood, { to, count: messages / senders });
  }
  return timed(messages, () => system.run());
}

const server = nativeFunction(function* server(): Body {
  for (;;) {
    const { from, request } = (yield receive()) as Call;
    reply(from, request);
  }
});
const caller = nativeFunction(function* caller({ to, rounds }: PingArgs): Body {
  for (let i = 0; i < rounds; i += 1) yield call(to, i);
});

export function calls(count: number): Measured {
  const system = new System(local);
  const to = system.spawnOn('a', server);
  system.spawnOn('a', caller, { to, rounds: count });
  return timed(count, () => system.run());
}

const idle = nativeFunction(function* idle(): Body {
  yield receive();
});
const breeder = nativeFunction(function* breeder(count: number): Body {
  for (let i = 0; i < count; i += 1) spawn(idle);
  yield receive();
});

/** Starts so many processes, each of which gets to its first receive; the system is given back, all alive. */
export function spawnIdle(count: number): Measured & { readonly system: System } {
  const system = new System(local);
  const measured = timed(count, () => {
    system.spawnOn('a', breeder, count);
    system.run();
  });
  return { ...measured, system };
}

/** Sixteen pairs on two nodes: network, random scheduler, trace. */
export function network(messages: number): Measured {
  const system = new System({
    seed: 3,
    scheduler: 'random',
    nodes: [{ name: 'a' }, { name: 'b' }],
  });
  for (let i = 0; i < 16; i += 1) {
    const to = system.spawnOn('b', pong);
    system.spawnOn('a', ping, { to, rounds: messages / 32 });
  }
  return timed(messages, () => system.run());
}

const customer = nativeFunction(function* customer({ to, rounds }: PingArgs): Body {
  for (let i = 0; i < rounds; i += 1) {
    if (random() < 2) yield call(to, { order: i, lines: [{ book: 'Programming', copies: 1 }] });
  }
});

/** Whole runs of a small system: built, run for some 500 events, and hashed. */
export function runs(count: number): Measured {
  let events = 0;
  const measured = timed(count, () => {
    for (let seed = 0; seed < count; seed += 1) {
      const system = new System({
        seed,
        scheduler: 'random',
        nodes: [{ name: 'a' }, { name: 'b' }],
      });
      const to = system.spawnOn('b', server);
      for (let i = 0; i < 5; i += 1) system.spawnOn('a', customer, { to, rounds: 16 });
      system.run();
      system.hash();
      events += system.trace.events;
    }
  });
  if (events / count < 450) throw new Error(`a run has ${events / count} events, not some 500`);
  return measured;
}

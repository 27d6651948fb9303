/**
 * The peers' side of `npm run bench -- runtime`: the same programs on nact, xstate and effect.
 *
 *   PEERS=folder-with-node_modules node --expose-gc --stack-size=8000 actors.cjs IMPL BENCH N [P]
 *
 * BENCH: pingpong (N round trips) | ring (N hops, P processes, one token) | fanin (N messages from P senders) |
 * spawn (N idle actors, kept). Prints one JSON line. Each run is a process of its own; time is taken after a warm-up
 * of a tenth.
 */
'use strict';
const { createRequire } = require('node:module');
const path = require('node:path');

const load = createRequire(path.join(process.env.PEERS, 'x.js'));
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

const actorSystems = {
  nact() {
    const { start, dispatch, spawnStateless } = load('nact');
    const system = start();
    let count = 0;
    return {
      spawn: (handle) => spawnStateless(system, (message) => void handle(message), `a${count++}`),
      send: (actor, message) => dispatch(actor, message),
    };
  },
  xstate() {
    const { createActor, createMachine } = load('xstate');
    return {
      spawn: (handle) =>
        createActor(
          createMachine({ on: { m: { actions: ({ event }) => handle(event.m) } } }),
        ).start(),
      send: (actor, message) => actor.send({ type: 'm', m: message }),
    };
  },
};

function actorBench(system, bench, total, processes) {
  const { spawn, send } = system;
  return new Promise((resolve) => {
    if (bench === 'pingpong') {
      let left = total;
      const b = spawn((message) => send(a, message));
      const a = spawn((message) => (--left === 0 ? resolve() : send(b, message)));
      send(b, 1);
    } else if (bench === 'ring') {
      const ring = [];
      for (let i = 0; i < processes; i++)
        ring.push(
          spawn((left) => (left === 0 ? resolve() : send(ring[(i + 1) % processes], left - 1))),
        );
      send(ring[0], total);
    } else if (bench === 'fanin') {
      const each = Math.floor(total / processes);
      let left = each * processes;
      const collector = spawn(() => --left === 0 && resolve());
      const senders = [];
      for (let i = 0; i < processes; i++)
        senders.push(
          spawn(() => {
            for (let k = 0; k < each; k++) send(collector, k + 1);
          }),
        );
      for (const sender of senders) send(sender, 1);
    } else {
      const kept = [];
      for (let i = 0; i < total; i++) kept.push(spawn(() => {}));
      resolve(kept);
    }
  });
}

/** effect: an actor is a fibre that loops on a queue. */
async function effectBench(bench, total, processes) {
  const { Effect, Fiber, Queue } = load('effect');
  const program = Effect.gen(function* () {
    if (bench === 'pingpong') {
      const toA = yield* Queue.unbounded();
      const toB = yield* Queue.unbounded();
      const b = yield* Effect.forkChild(
        Effect.gen(function* () {
          for (;;) yield* Queue.offer(toA, yield* Queue.take(toB));
        }),
      );
      for (let i = 0; i < total; i++) {
        yield* Queue.offer(toB, i);
        yield* Queue.take(toA);
      }
      yield* Fiber.interrupt(b);
    } else if (bench === 'ring') {
      const queues = [];
      for (let i = 0; i < processes; i++) queues.push(yield* Queue.unbounded());
      const done = yield* Queue.unbounded();
      const fibres = [];
      for (let i = 0; i < processes; i++) {
        const next = queues[(i + 1) % processes];
        fibres.push(
          yield* Effect.forkChild(
            Effect.gen(function* () {
              for (;;) {
                const left = yield* Queue.take(queues[i]);
                yield* left === 0 ? Queue.offer(done, 1) : Queue.offer(next, left - 1);
              }
            }),
          ),
        );
      }
      yield* Queue.offer(queues[0], total);
      yield* Queue.take(done);
      for (const fibre of fibres) yield* Fiber.interrupt(fibre);
    } else if (bench === 'fanin') {
      const queue = yield* Queue.unbounded();
      const each = Math.floor(total / processes);
      for (let i = 0; i < processes; i++)
        yield* Effect.forkChild(
          Effect.gen(function* () {
            for (let k = 0; k < each; k++) yield* Queue.offer(queue, k);
          }),
        );
      for (let k = 0; k < each * processes; k++) yield* Queue.take(queue);
    } else {
      const kept = [];
      for (let i = 0; i < total; i++) {
        const queue = yield* Queue.unbounded();
        kept.push(yield* Effect.forkDetach(Effect.forever(Queue.take(queue))));
      }
      return kept;
    }
    return undefined;
  });
  return Effect.runPromise(program);
}

async function main() {
  const [impl, bench, n, p] = process.argv.slice(2);
  const total = Number(n);
  const processes = Number(p ?? 1000);
  const system = impl === 'effect' ? null : actorSystems[impl]();
  const once = (count) =>
    system ? actorBench(system, bench, count, processes) : effectBench(bench, count, processes);
  if (bench !== 'spawn') await once(Math.max(1, Math.floor(total / 10)));
  global.gc();
  const rssBefore = process.memoryUsage().rss;
  const started = nowMs();
  const kept = await once(total);
  const ms = nowMs() - started;
  const messages = bench === 'pingpong' ? 2 * total : total;
  const result = { impl, bench, ms, perSecond: messages / (ms / 1000) };
  if (bench === 'spawn') {
    global.gc();
    result.bytesEach = (process.memoryUsage().rss - rssBefore) / total;
    if (!kept) throw new Error('nothing was kept');
  }
  console.log(JSON.stringify(result));
  process.exit(0);
}
void main();

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  any,
  genTcp,
  genUdp,
  node,
  now,
  receive,
  self,
  send,
  sleep,
  spawn,
  timeout,
  work,
} from './index.ts';
import { here } from './machine.ts';
import { isSocket, socketText, type Socket } from './socket.ts';
import type { NetworkSpec } from './network-spec.ts';
import { System } from './system.ts';
import { body, play, seen, stopOf, type Body } from './test-system.ts';
import { observe } from './world.ts';

type Result = readonly ['ok', Socket] | readonly ['error', string];
type Bytes = readonly ['ok', Uint8Array] | readonly ['error', string];

/** The socket of an operation that must have worked. */
function opened(result: unknown): Socket {
  const [word, socket] = result as Result;
  if (word !== 'ok') throw new Error(`not opened: ${socket}`);
  return socket;
}
const bytes = (length: number, first = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (first + i) % 251);
const system = (): System => here().node.system;
const lengthOf = (result: unknown): number => (result as ['ok', Uint8Array])[1].length;

/** A server on b that accepts one connection after the other and gives each to `serve`. */
function server(serve: (socket: Socket) => Body, options: object): (arg: undefined) => Body {
  return body(function* () {
    const listener = opened(genTcp.listen(80, options));
    for (;;) yield* serve(opened(yield genTcp.accept(listener)));
  });
}

/** Reads to the end; gives everything in one piece. */
function* drain(socket: Socket): Body {
  const got: number[] = [];
  for (;;) {
    const result = (yield genTcp.recv(socket)) as Bytes;
    if (result[0] === 'error') return [result[1], Uint8Array.from(got)];
    got.push(...result[1]);
  }
}

function withServer(serve: (socket: Socket) => Body, options: object = { active: false }) {
  return (system: System): void => {
    system.spawnOn('b', server(serve, options));
  };
}
function* connected(options: object = { active: false }): Generator<unknown, Socket, unknown> {
  yield sleep(1);
  return opened(yield genTcp.connect('b', 80, options));
}

describe('streams', () => {
  test('stream: whatever is written comes out in order, however it is cut up and read', () => {
    const plan = fc.record({
      seed: fc.nat(),
      writes: fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 8 }),
      gapMs: fc.constantFrom(0, 0.01, 3),
      segments: fc.constantFrom('random' as const, 'smallest' as const, 'largest' as const),
      bufferKB: fc.constantFrom(0.1, 1, 64),
      loss: fc.constantFrom(0, 0.3),
    });
    fc.assert(
      fc.property(plan, ({ seed, writes, gapMs, segments, bufferKB, loss }) => {
        const network: NetworkSpec = { streams: { segments, bufferKB }, jitterMs: 0.9 };
        const { seen: values } = play(
          function* () {
            const socket = yield* connected();
            let at = 0;
            for (const length of writes) {
              observe(yield genTcp.send(socket, bytes(length, at)));
              at += length;
              if (gapMs > 0) yield sleep(gapMs);
            }
            genTcp.close(socket);
          },
          { seed, network },
          (system) => {
            if (loss > 0) system.impair('*', '*', { loss });
            withServer(function* (socket) {
              observe(yield* drain(socket));
            })(system);
          },
        );
        const total = writes.reduce((sum, length) => sum + length, 0);
        expect(values.filter((value) => value === 'ok')).toHaveLength(writes.length);
        expect(values.at(-1)).toEqual(['closed', bytes(total)]);
      }),
      { seed: 20_261_121, numRuns: 60 },
    );
  });

  test('stream: pieces are any slice; the seed decides, and nothing else', () => {
    const pieces = (seed: number): readonly unknown[] =>
      play(
        function* () {
          const socket = yield* connected();
          for (let i = 0; i < 30; i += 1) {
            yield genTcp.send(socket, bytes(40));
            yield sleep(0.005 * (i % 3));
          }
        },
        { seed },
        withServer(
          function* () {
            for (;;) observe(((yield receive()) as { data: Uint8Array }).data.length);
          },
          { active: true },
        ),
      ).seen;
    const one = pieces(1);
    expect(one).toEqual(pieces(1));
    expect(one).not.toEqual(pieces(2));
    expect(one.some((length) => (length as number) > 40)).toBe(true);
    expect(one.some((length) => (length as number) % 40 !== 0)).toBe(true);
  });

  test('back-pressure: who does not read stops who writes, and no buffer grows', () => {
    const memory: number[] = [];
    const { seen: values, system: over } = play(
      function* () {
        const socket = yield* connected();
        for (let i = 0; i < 40; i += 1) {
          yield genTcp.send(socket, bytes(10_000));
          observe(now());
        }
      },
      {},
      (made) => {
        made.at(400, () => memory.push(made.node('a').memory, made.node('b').memory));
        withServer(function* (socket) {
          yield sleep(500);
          observe(lengthOf(yield genTcp.recv(socket, 400_000)));
        })(made);
      },
    );
    const early = values.filter((value) => (value as number) < 400);
    expect(early).toHaveLength(12);
    expect(values).toContain(400_000);
    expect(Math.max(...memory)).toBeLessThan(64_000 + 20_000);
    expect(over.node('a').memory).toBe(0);
  });

  test('trySend: takes all or nothing; when the buffer is empty, one notice says so', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected({ active: true });
        let taken = 0;
        while (genTcp.trySend(socket, bytes(10_000))) taken += 1;
        observe(taken);
        observe(genTcp.trySend(socket, bytes(10_000)));
        const notice = (yield receive()) as { socket: Socket };
        observe([notice, notice.socket === socket, now() > 100]);
        observe(genTcp.trySend(socket, bytes(64_000)));
        observe((yield receive(any, 5)) === timeout);
      },
      withServer(function* (socket) {
        yield sleep(100);
        yield* drain(socket);
      }),
      { megabytesPerSecond: 5 },
    );
    expect(values.slice(0, 2)).toEqual([6, false]);
    expect(values[2]).toMatchObject([{ kind: 'tcp_writable' }, true, false]);
    expect(values.slice(3)).toEqual([true, true]);
  });

  test('active: once, a number, and from there on nobody is told', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected();
        for (let i = 0; i < 5; i += 1) {
          yield genTcp.send(socket, Uint8Array.of(i));
          yield sleep(10);
        }
        genTcp.close(socket);
      },
      withServer(
        function* (socket) {
          observe(((yield receive()) as { data: Uint8Array }).data);
          yield sleep(20);
          observe(genTcp.setActive(socket, 2));
          for (let i = 0; i < 3; i += 1) {
            const { kind, data } = (yield receive()) as { kind: string; data?: Uint8Array };
            observe([kind, data]);
          }
          observe(yield genTcp.recv(socket, 1));
          observe(genTcp.setActive(socket, true));
          observe(((yield receive()) as { kind: string }).kind);
          observe(genTcp.setActive(socket, true));
        },
        { active: 'once' },
      ),
    );
    expect(values).toEqual([
      Uint8Array.of(0),
      'ok',
      ['tcp', Uint8Array.of(1, 2)],
      ['tcp', Uint8Array.of(3)],
      ['tcp_passive', undefined],
      ['ok', Uint8Array.of(4)],
      'ok',
      'tcp_closed',
      ['error', 'einval'],
    ]);
  });

  test('connect: refused where nobody listens, given up where nobody answers', () => {
    const { seen: values } = play(
      function* () {
        observe([yield genTcp.connect('b', 81), now()]);
        system().cut('a', 'b');
        observe([yield genTcp.connect('b', 80, {}, 300), now()]);
        observe([yield genTcp.connect('b', 80), now()]);
        system().heal();
        system().crash('b', { silent: true });
        observe([yield genTcp.connect('b', 80, {}, 300), now()]);
        system().restart('b');
        system().crash('b');
        observe([yield genTcp.connect('b', 80, {}, 300), now()]);
      },
      { network: { jitterMs: 0 } },
    );
    expect(values).toEqual([
      [['error', 'econnrefused'], 2],
      [['error', 'timeout'], 302],
      [['error', 'etimedout'], 7_302],
      [['error', 'timeout'], 7_602],
      [['error', 'econnrefused'], 7_604],
    ]);
  });

  test('listen: a port is taken once; a full backlog lets others wait; closing refuses them', () => {
    const values = seenWith(
      function* () {
        yield sleep(1);
        for (let i = 0; i < 3; i += 1)
          spawn(
            body(function* () {
              observe(((yield genTcp.connect('b', 80, { active: false }, 50)) as Result)[0]);
            }),
          );
        yield sleep(100);
      },
      (system) => {
        system.spawnOn(
          'b',
          body(function* () {
            const listener = opened(genTcp.listen(80, { backlog: 1 }));
            observe(genTcp.listen(80));
            observe(yield genTcp.accept(listener, 0));
            yield sleep(30);
            yield genTcp.accept(listener);
            yield sleep(5);
            genTcp.close(listener);
            observe(yield genTcp.accept(listener));
            observe(opened(genTcp.listen(80)).node);
          }),
        );
      },
    );
    expect(values).toEqual([
      ['error', 'eaddrinuse'],
      ['error', 'timeout'],
      'ok',
      'ok',
      ['error', 'closed'],
      'b',
      'error',
    ]);
  });

  test('owner: a stream closes with it, unless it was given away', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected();
        const keeper = spawn(
          body(function* () {
            const given = (yield receive()) as Socket;
            observe(given === socket);
            yield sleep(50);
          }),
        );
        observe(genTcp.controllingProcess(socket, keeper));
        observe(genTcp.controllingProcess(socket, self()));
        send(keeper, socket);
      },
      withServer(function* (socket) {
        observe([yield genTcp.recv(socket), Math.round(now())]);
      }),
    );
    expect(values).toEqual(['ok', ['error', 'not_owner'], true, [['error', 'closed'], 54]]);
  });
});

/** What was observed, with a server of one's own. */
function seenWith(
  run: () => Body,
  before: (system: System) => void,
  network: NetworkSpec = {},
): readonly unknown[] {
  const played = play(run, { network }, before);
  if (played.result.kind === 'stopped') throw new Error(played.result.stop.message);
  return played.seen;
}

describe('streams under faults', () => {
  const listening = withServer(function* (socket) {
    observe(yield* drain(socket));
  });

  test('crash: what was sent arrives, then the other end is closed', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected();
        yield genTcp.send(socket, bytes(5));
        yield sleep(1_000);
      },
      (system) => {
        listening(system);
        system.at(3.9, () => system.crash('a'));
      },
    );
    expect(values).toEqual([['closed', bytes(5)]]);
  });

  test('power loss: half open, until somebody writes and waits', () => {
    const { seen: values, system } = play(
      function* () {
        yield sleep(1_000_000);
      },
      { network: { streams: { giveUpMs: 2_000 } } },
      (made) => {
        made.spawnOn(
          'a',
          body(function* () {
            yield* connected();
            yield receive();
          }),
        );
        withServer(function* (socket) {
          observe(yield genTcp.recv(socket, 0, 30_000));
          observe([yield genTcp.send(socket, bytes(3)), Math.floor(now())]);
          observe([yield genTcp.recv(socket), Math.floor(now())]);
          observe(yield genTcp.send(socket, bytes(3)));
        })(made);
        made.at(50, () => made.crash('a', { silent: true }));
      },
    );
    expect(values).toEqual([
      ['error', 'timeout'],
      ['ok', 30_002],
      [['error', 'etimedout'], 32_002],
      ['error', 'closed'],
    ]);
    expect(system.node('b').memory).toBeLessThan(4_000);
  });

  test('restart: the new boot knows nothing of old streams, and says so', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected({ active: true });
        yield sleep(100);
        observe(yield genTcp.send(socket, bytes(3)));
        observe(((yield receive()) as { kind: string }).kind);
      },
      (system) => {
        listening(system);
        system.at(50, () => system.crash('b', { silent: true }));
        system.at(60, () => system.restart('b'));
      },
    );
    expect(values).toEqual(['ok', 'tcp_closed']);
  });

  test('cut: bytes wait for the heal, and none is lost or overtaken', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected();
        for (let i = 0; i < 20; i += 1) {
          yield genTcp.send(socket, bytes(50, i * 50));
          yield sleep(1);
        }
        genTcp.close(socket);
        observe(now() < 30);
      },
      (system) => {
        listening(system);
        system.at(10.5, () => system.partition(['a'], ['b']));
        system.at(500, () => system.heal());
      },
    );
    expect(values).toEqual([true, ['closed', bytes(1_000)]]);
  });

  test('hang: the stream stays open and goes on afterwards', () => {
    const values = seenWith(
      function* () {
        const socket = yield* connected();
        yield sleep(50);
        yield genTcp.send(socket, bytes(3));
        genTcp.close(socket);
      },
      (system) => {
        withServer(function* (socket) {
          observe([yield* drain(socket), now() >= 20_000]);
        })(system);
        system.at(20, () => system.hang('b', 20_000));
      },
    );
    expect(values).toEqual([[['closed', bytes(3)], true]]);
  });

  test('local: a stream to one own node takes microseconds', () => {
    const values = seen(function* () {
      const listener = opened(genTcp.listen(0, { active: false }));
      observe(isSocket(listener) && socketText(listener) === `#Socket<a.${listener.id}>`);
      observe(yield genTcp.connect(node(), 5, {}));
      yield work(0);
      observe(now() < 0.1);
    });
    expect(values).toEqual([true, ['error', 'econnrefused'], true]);
  });
});

describe('datagrams', () => {
  /** How many of `count` datagrams came, how often, and in which order. */
  function flight(count: number, network: NetworkSpec, cutMs = Infinity): readonly number[] {
    return play(
      function* () {
        const socket = opened(genUdp.open(9, { active: false }));
        for (let i = 0; i < count; i += 1) {
          genUdp.send(socket, { node: 'b', port: 9 }, Uint8Array.of(i & 255, i >> 8));
          yield sleep(0.2);
        }
      },
      { network },
      (system) => {
        if (cutMs < Infinity) system.at(cutMs, () => system.cut('a', 'b'));
        system.spawnOn(
          'b',
          body(function* () {
            opened(genUdp.open(9));
            for (;;) {
              const { data } = (yield receive()) as { data: Uint8Array };
              observe((data[0] ?? 0) + 256 * (data[1] ?? 0));
            }
          }),
        );
      },
    ).seen as number[];
  }

  test('datagrams: some are lost, some come twice, some overtake', () => {
    const datagrams = { loss: 0.1, duplicates: 0.05, reorderMs: 1 };
    const got = flight(2_000, { datagrams });
    const different = new Set(got).size;
    expect(different).toBeGreaterThan(1_700);
    expect(different).toBeLessThan(1_900);
    expect(got.length - different).toBeGreaterThan(50);
    expect(got.length - different).toBeLessThan(150);
    expect(got).not.toEqual(got.toSorted((a, b) => a - b));
  });

  test('datagrams: on a perfect network each comes once; a cut swallows them', () => {
    const datagrams = { loss: 0, duplicates: 0, reorderMs: 0 };
    const all = Array.from({ length: 100 }, (_, i) => i);
    expect(flight(100, { datagrams, jitterMs: 0 })).toEqual(all);
    expect(flight(100, { datagrams, jitterMs: 0 }, 10)).toEqual(all.slice(0, 45));
  });

  test('datagrams: too large is refused, unread ones are lost when the buffer is full', () => {
    const values = seenWith(
      function* () {
        const socket = opened(genUdp.open(0));
        observe(genUdp.send(socket, { node: 'b', port: 9 }, bytes(65_508)));
        for (let i = 0; i < 10; i += 1) {
          observe(genUdp.send(socket, { node: 'b', port: 9 }, bytes(30_000)));
        }
        yield sleep(100);
        genUdp.close(socket);
        observe(genUdp.send(socket, { node: 'b', port: 9 }, bytes(1)));
      },
      (system) => {
        system.spawnOn(
          'b',
          body(function* () {
            const socket = opened(genUdp.open(9, { active: false }));
            observe(genUdp.open(9));
            yield sleep(50);
            for (let i = 0; i < 3; i += 1) observe(((yield genUdp.recv(socket, 10)) as Result)[0]);
          }),
        );
      },
      { datagrams: { loss: 0, duplicates: 0 } },
    );
    expect(values).toEqual([
      ['error', 'eaddrinuse'],
      ['error', 'emsgsize'],
      ...Array.from({ length: 10 }, () => 'ok'),
      ...['ok', 'ok', 'error'],
      ['error', 'closed'],
    ]);
  });
});

describe('misuse', () => {
  test('socket: what is none, and what is no bytes, ends the run', () => {
    expect(
      stopOf(function* () {
        yield genTcp.recv({} as Socket);
      }),
    ).toMatch('KIT-MISUSE: {} is no socket');
    expect(
      stopOf(function* () {
        const socket = opened(genUdp.open(1));
        genUdp.send(socket, { node: 'b', port: 1 }, 'text' as unknown as Uint8Array);
        yield sleep(1);
      }),
    ).toMatch('what is not bytes');
  });

  test('socket: one of another node, or of another kind, is badarg', () => {
    const values = seen(function* () {
      const socket = opened(genUdp.open(1));
      try {
        yield genTcp.recv(socket);
      } catch (error) {
        observe((error as { reason: unknown }).reason);
      }
      spawn(
        body(function* (foreign: Socket) {
          try {
            genUdp.close(foreign);
          } catch (error) {
            observe((error as { reason: unknown }).reason);
          }
          yield sleep(0);
        }),
        socket,
        { node: 'b' },
      );
    });
    expect(values).toEqual(['badarg', 'badarg']);
  });
});

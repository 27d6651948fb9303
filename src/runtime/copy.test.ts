import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copied, copy } from './copy.ts';
import { makeRef, receive, self, send, spawn } from './index.ts';
import { body, seen, stopOf } from './test-system.ts';
import { observe } from './world.ts';
import { System } from './system.ts';
import type { Pid } from './pid.ts';

const plain = fc.jsonValue({ maxDepth: 4 });

/** Sends one value to oneself; gives why it was refused. */
function refusalOf(make: () => unknown): string {
  return stopOf(function* () {
    send(self(), make());
    yield receive();
  });
}

describe('copy', () => {
  test('copy: is equal and shares nothing', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const own = copy(value, 'the message');
        expect(own).toEqual(value);
        if (typeof value === 'object' && value !== null) expect(own).not.toBe(value);
      }),
      { seed: 20_261_121, numRuns: 500 },
    );
  });

  test('copy: what the receiver gets is not what the sender goes on changing', () => {
    const got = seen(function* () {
      const message = { lines: [{ copies: 1 }] };
      send(self(), message);
      message.lines.push({ copies: 2 });
      observe(yield receive());
    });
    expect(got).toEqual([{ lines: [{ copies: 1 }] }]);
  });

  test('copy: maps, sets, bytes, big numbers, pids and references go through', () => {
    const got = seen(function* () {
      const ref = makeRef();
      send(self(), {
        map: new Map([[1, { a: [2n] }]]),
        set: new Set(['x']),
        bytes: Uint8Array.of(1, 2),
        pid: self(),
        ref,
      });
      const {
        map,
        set,
        bytes,
        pid,
        ref: back,
      } = (yield receive()) as {
        map: Map<number, { a: bigint[] }>;
        set: Set<string>;
        bytes: Uint8Array;
        pid: Pid;
        ref: unknown;
      };
      observe([map.get(1)?.a[0] === 2n, set.has('x'), bytes.length, pid === self(), back === ref]);
    });
    expect(got).toEqual([[true, true, 2, true, true]]);
  });

  test('copy: bytes are accounted: a word for each field, number and reference, text by its length', () => {
    copy('abc', 'it');
    expect(copied.bytes).toBe(8 + 3);
    copy({ a: 1, b: 'xy' }, 'it');
    expect(copied.bytes).toBe(16 + 8 + 8 + 8 + 8 + 2);
    copy([1, 2, 3], 'it');
    expect(copied.bytes).toBe(16 + 3 * 16);
  });

  test('copy: refuses functions, instances, symbols, getters, proxies and cycles, naming the path', () => {
    class Order {
      total = 1;
    }
    expect(refusalOf(() => ({ items: [{ f: () => 1 }] }))).toContain(
      'The message holds a function that is not a top-level function of a file at items[0].f. Move it',
    );
    expect(refusalOf(() => ({ order: new Order() }))).toContain(
      'an instance of a class at order. Send its fields',
    );
    expect(refusalOf(() => [new Error('no')])).toContain('at [0]. Send its message');
    expect(refusalOf(() => ({ s: Symbol('s') }))).toContain('a symbol at s');
    expect(refusalOf(() => ({ [Symbol('s')]: 1 }))).toContain('key is a symbol');
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(refusalOf(() => loop)).toContain('a cycle');
    expect(refusalOf(() => ({ a: new Map([[1, () => 2]]) }))).toContain('a.value');
  });

  test('copy: a getter or proxy whose code counts steps is found out, and cannot use the runtime', () => {
    const hidden = (run: () => unknown): string => {
      const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
      const { hooks } = system;
      system.spawnOn(
        'a',
        body(function* () {
          const value = {
            a: {
              get b() {
                hooks.n -= 1;
                return run();
              },
            },
          };
          send(self(), value);
          yield receive();
        }),
      );
      const result = system.run();
      return result.kind === 'stopped' ? result.stop.message : result.kind;
    };
    expect(hidden(() => 1)).toContain('a field that is computed when it is read at a.b');
    expect(hidden(() => send(self(), 'sneaked'))).toContain(
      'was called while the message was copied',
    );
  });

  test('copy: a message larger than the limit is refused before it is built', () => {
    const limits = { messageBytesMax: 10_000 };
    const stop = stopOf(
      function* () {
        send(self(), Array.from({ length: 1_000_000 }));
        yield receive();
      },
      { limits },
    );
    expect(stop).toContain('more than a message may hold');
  });

  test('copy: an explosion of shared structure is refused', () => {
    const stop = stopOf(function* () {
      let shared: unknown = 'x';
      for (let i = 0; i < 40; i += 1) shared = [shared, shared];
      send(self(), shared);
      yield receive();
    });
    expect(stop).toContain('more than a message may hold');
  });

  test('spawn: takes no closure', () => {
    const stop = stopOf(function* () {
      spawn(function* () {
        yield receive();
      });
      yield receive();
    });
    expect(stop).toContain(
      'KIT-MISUSE: `spawn` was given a function that is not a top-level async function',
    );
  });
});

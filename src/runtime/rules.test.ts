import { describe, expect, test } from 'vitest';
import { call, cast, now, receive, reply, send, sleep } from './index.ts';
import type { Rule } from './rules.ts';
import { System } from './system.ts';
import { body, type Call } from './test-system.ts';
import { conversation, observe } from './world.ts';
import type { MessageView, RuntimeEvent } from './events.ts';

const server = body(function* () {
  for (;;) {
    const message = (yield receive()) as Call & { kind: string };
    observe(['served', message.request]);
    if (message.kind === 'call') reply(message.from, message.request);
  }
});

interface Order {
  readonly n: number;
}
/** Calls once for each number, with a tag for each. */
const client = body(function* (orders: readonly number[]) {
  for (const n of orders) {
    conversation(`order-${n}`);
    const begin = now();
    const result = (yield call({ name: 'server', node: 'b' }, { n }, 100)) as { kind: string };
    observe([n, result.kind, Math.round(now() - begin)]);
  }
});

function run(
  rules: readonly Rule[],
  orders: readonly number[],
  prepare: (system: System) => void = () => undefined,
): System {
  const system = new System({ seed: 5, nodes: [{ name: 'a' }, { name: 'b' }, { name: 'b2' }] });
  for (const rule of rules) system.addRule(rule);
  system.spawnOn('b', server, undefined, { name: 'server' });
  system.spawnOn('b2', server, undefined, { name: 'server' });
  system.spawnOn('a', client, orders);
  prepare(system);
  const result = system.run({ untilMs: 60_000 });
  expect(result.kind).not.toBe('stopped');
  return system;
}
const outcomes = (system: System): unknown[] =>
  system.observations
    .map(({ value }) => value)
    .filter((value) => typeof (value as unknown[])[0] === 'number');
const served = (system: System): unknown[] =>
  system.observations
    .map(({ value }) => value)
    .filter((value) => (value as unknown[])[0] === 'served');
const many = Array.from({ length: 200 }, (_, n) => n);

describe('message rules', () => {
  test('drop: the request, or the reply, of the orders it names', () => {
    const system = run(
      [
        {
          id: 'F1',
          match: { to: 'b*', carries: 'call', payload: { n: 1 } },
          action: { kind: 'drop' },
        },
        {
          id: 'F2',
          match: { from: 'b', carries: 'reply', tag: 'order-2' },
          action: { kind: 'drop' },
        },
      ],
      [0, 1, 2, 3],
    );
    expect(outcomes(system)).toEqual([
      [0, 'ok', 2],
      [1, 'timeout', 100],
      [2, 'timeout', 100],
      [3, 'ok', 2],
    ]);
    expect(served(system)).toEqual([0, 2, 3].map((n) => ['served', { n }]));
    expect(system.occurrences).toMatchObject([
      { rule: 'F1', tag: 'order-1', from: 'a', to: 'b', ordinal: 0, carries: 'call' },
      { rule: 'F2', tag: 'order-2', from: 'b', to: 'a', ordinal: 0, carries: 'reply' },
    ]);
  });

  test('drop: with a probability, the share is right and the occurrences, made into rules, drop the same', () => {
    const drop: Rule = {
      id: 'F2',
      match: { carries: 'call' },
      action: { kind: 'drop' },
      probability: 0.2,
    };
    const system = run([drop], many);
    expect(system.occurrences.length).toBeGreaterThan(20);
    expect(system.occurrences.length).toBeLessThan(60);
    const concrete = system.occurrences.map(({ tag, from, to, ordinal }, i): Rule => ({
      id: `one-${i}`,
      match: { tag, from, to, ordinal, carries: 'call' },
      action: { kind: 'drop' },
    }));
    expect(outcomes(run(concrete, many))).toEqual(outcomes(system));
  });

  test('drop: removing an operation leaves the chance of the others as it was', () => {
    const drop: Rule = {
      id: 'F2',
      match: { carries: ['call', 'reply'] },
      action: { kind: 'drop' },
      probability: 0.2,
    };
    const all = run([drop], many);
    const fewer = run(
      [drop],
      many.filter((n) => n % 7 !== 3),
    );
    const kinds = (system: System): Map<unknown, unknown> =>
      new Map(outcomes(system).map((row) => [(row as unknown[])[0], row]));
    for (const [n, row] of kinds(fewer)) expect(kinds(all).get(n)).toEqual(row);
  });

  test('drop: another rule changes nothing about where this one strikes', () => {
    const drop: Rule = {
      id: 'F1',
      match: { carries: 'call' },
      action: { kind: 'drop' },
      probability: 0.1,
    };
    const noise: Rule = {
      id: 'F9',
      match: { carries: 'reply' },
      action: { kind: 'reorder', withinMs: 5 },
      probability: 0.5,
    };
    const tags = (system: System): string[] =>
      system.occurrences.filter(({ rule }) => rule === 'F1').map(({ tag }) => tag);
    expect(tags(run([noise, drop], many))).toEqual(tags(run([drop], many)));
  });

  test('delay and window: only inside the window, and others overtake', () => {
    const system = run(
      [
        {
          id: 'D',
          match: { carries: 'call' },
          action: { kind: 'delay', ms: 30 },
          fromMs: 3,
          untilMs: 40,
        },
      ],
      [0, 1, 2, 3],
    );
    expect(outcomes(system)).toEqual(
      [
        [0, 'ok', 2],
        [1, 'ok', 2],
        [2, 'ok', 32],
        [3, 'ok', 32],
      ].map((row, i) => (i === 3 ? [3, 'ok', expect.any(Number)] : row)),
    );
  });

  test('duplicate: to the same process, or to the one of that name on another node; the first reply counts', () => {
    const once: Rule = {
      id: 'F8',
      match: { to: 'b', carries: 'call' },
      action: { kind: 'duplicate', toNode: 'b2', afterMs: 0.5 },
      max: 1,
    };
    const system = run([once], [0, 1]);
    expect(served(system)).toHaveLength(3);
    expect(outcomes(system).map((row) => (row as unknown[])[1])).toEqual(['ok', 'ok']);
    const nodesServing = system.observations
      .filter(({ value }) => (value as unknown[])[0] === 'served')
      .map(({ node }) => node);
    expect(nodesServing.toSorted()).toEqual(['b', 'b', 'b2']);
  });

  test('hold: until the reply of the same conversation has arrived, plus so much', () => {
    const hold: Rule = {
      id: 'F6',
      match: { carries: 'cast', payload: { n: 7 } },
      action: { kind: 'hold', until: { sameTag: true, carries: 'reply', to: 'a' }, plusMs: 4_000 },
    };
    const system = run([hold], [], (made) => {
      made.spawnOn(
        'a',
        body(function* () {
          conversation('order-7');
          cast({ name: 'server', node: 'b' }, { n: 7 });
          yield sleep(50);
          observe([
            7,
            ((yield call({ name: 'server', node: 'b' }, { n: 8 })) as { kind: string }).kind,
            now(),
          ]);
        }),
      );
    });
    const late = system.observations.find(({ value }) => JSON.stringify(value).includes('{"n":7}'));
    const [, , answeredMs] = outcomes(system)[0] as [number, string, number];
    expect(late?.atMs).toBeGreaterThan(answeredMs + 4_000);
    expect(late?.atMs).toBeLessThan(answeredMs + 4_002);
  });

  test('hold: goes on in any case after its time', () => {
    const hold: Rule = {
      id: 'F6',
      match: { carries: 'call', tag: 'order-0' },
      action: { kind: 'hold', until: { tag: 'never' }, plusMs: 1, atMostMs: 500 },
    };
    const system = run([hold], [0]);
    expect(system.observations.at(-1)?.atMs).toBeGreaterThan(501);
    expect(served(system)).toHaveLength(1);
  });

  test('then: a node crashes when it has just sent, and the message dies with it', () => {
    const system = run(
      [
        {
          id: 'F4a',
          match: { from: 'a', carries: 'call', payload: { n: 1 } },
          action: { kind: 'drop' },
          then: (message, whole) => whole.crash(message.fromNode),
        },
      ],
      [0, 1, 2],
    );
    expect(served(system)).toEqual([['served', { n: 0 }]]);
    expect(outcomes(system)).toEqual([[0, 'ok', 2]]);
  });

  test('then: a node crashes when the reply is on its way to it', () => {
    const views: MessageView[] = [];
    const system = run(
      [
        {
          id: 'F4b',
          match: { to: 'a', carries: 'reply', payload: { n: 1 } },
          action: { kind: 'tap' },
          then: (message, whole) => {
            views.push(message);
            whole.crash('a');
          },
        },
      ],
      [0, 1, 2],
    );
    expect(served(system)).toHaveLength(2);
    expect(outcomes(system)).toEqual([[0, 'ok', 2]]);
    expect(views).toMatchObject([
      { fromNode: 'b', toNode: 'a', carries: 'reply', payload: { n: 1 }, tag: 'order-1' },
    ]);
  });

  test('delivered: a rule can act when a message has come to its end, and take it away there', () => {
    let at = 0;
    const system = run(
      [
        {
          id: 'arrived',
          on: 'delivered',
          match: { to: 'b', carries: 'call', payload: { n: 1 } },
          action: { kind: 'drop' },
          then: (_, whole) => {
            at = whole.nowMs;
          },
        },
      ],
      [0, 1],
    );
    expect(served(system)).toHaveLength(1);
    expect(at).toBeGreaterThan(2.6);
  });

  test('observer: tells the fate of each message, with the same view each time', () => {
    const events: RuntimeEvent[] = [];
    run(
      [{ id: 'F1', match: { carries: 'call', tag: 'order-1' }, action: { kind: 'drop' } }],
      [0, 1],
      (system) => {
        system.observer = (event) => events.push(event);
      },
    );
    const about = (n: number): string[] =>
      events
        .filter((event) => 'message' in event && (event.message.payload as Order).n === n)
        .map((event) => `${event.kind} ${'message' in event ? event.message.carries : ''}`);
    expect(about(0)).toEqual(['sent call', 'delivered call', 'sent reply', 'delivered reply']);
    expect(about(1)).toEqual(['sent call', 'dropped call']);
    const views = events.flatMap((event) => ('message' in event ? [event.message] : []));
    expect(new Set(views).size).toBe(3);
    expect(events.some(({ kind }) => kind === 'timedOut')).toBe(true);
  });

  test('observer: does not change the run', () => {
    const rule: Rule = {
      id: 'F1',
      match: { carries: 'call' },
      action: { kind: 'reorder', withinMs: 9 },
      probability: 0.5,
    };
    const quiet = run([rule], many).hash();
    const told = run([rule], many, (system) => {
      system.observer = () => undefined;
    });
    expect(told.hash()).toBe(quiet);
  });
});

test('rules: one that matches nothing leaves the run as it was', () => {
  const bare = run([], many).hash();
  expect(run([{ id: 'x', match: { to: 'nobody' }, action: { kind: 'drop' } }], many).hash()).toBe(
    bare,
  );
  expect(run([], [...many, 1_000]).hash()).not.toBe(bare);
});

test('local messages are subject to rules too', () => {
  const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
  system.addRule({
    id: 'x',
    match: { from: 'a', to: 'a', payload: 'no' },
    action: { kind: 'drop' },
  });
  system.spawnOn(
    'a',
    body(function* () {
      for (;;) observe(yield receive());
    }),
    undefined,
    { name: 'sink' },
  );
  system.spawnOn(
    'a',
    body(function* () {
      for (const word of ['yes', 'no', 'done']) send('sink', word);
      yield sleep(0);
    }),
  );
  system.run();
  expect(system.observations.map(({ value }) => value)).toEqual(['yes', 'done']);
});

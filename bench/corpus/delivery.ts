/** Bugs about messages: lost, doubled, late, too many, and meant for somebody else. */
import {
  atMost,
  drop,
  crash,
  poison,
  reorder,
  restart,
  slow,
  surge,
  type Check,
  type Operation,
} from '#grader/index.ts';
import { bug, code, many, rule, together, type Bug } from './bug.ts';
import { once } from './races.ts';

/** Each operation that was begun early enough is answered. */
function answered(withinMs: number): Check {
  return rule(`an answer within ${withinMs} ms`, (record) =>
    record.operations
      .filter(
        ({ startedMs, operation }) =>
          startedMs + withinMs <= record.untilMs && operation.fn !== 'poison',
      )
      .map(({ operation: { id }, startedMs, endedMs }) => ({
        ok: endedMs !== null && endedMs <= startedMs + withinMs,
        atMs: startedMs + withinMs,
        tag: id,
        observed: endedMs === null ? 'none' : `after ${endedMs - startedMs} ms`,
      })),
  );
}

export const delivery: readonly Bug[] = [
  bug({
    name: 'double-charge',
    cause: 'a retry that the other side cannot recognise',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'healed'],
    nodes: ['pay', 'web'],
    starts: [
      { node: 'pay', body: 'till' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(10), { draw, withinMs: 500 }),
    faults: () => [
      drop({ label: 'lost reply', match: { from: 'pay', carrier: 'reply' }, probability: 0.1 }),
      drop({ label: 'lost call', match: { to: 'pay', carrier: 'call' }, probability: 0.1 }),
    ],
    untilMs: 1_500,
    check: once('charged'),
  }),
  bug({
    name: 'resurrected-delete',
    cause: 'a delete that leaves no tombstone',
    foundBy: ['swarm', 'fixed', 'walk', 'pct'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'replica' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(4), { draw, withinMs: 100 }),
    faults: () => [
      reorder({ label: 'overtaken', match: { to: 'db' }, withinMs: 20, probability: 0.3 }),
    ],
    untilMs: 300,
    check: rule('gone once it is deleted', (record) => {
      const deleted = new Set<string>();
      return record
        .seen<{ key: string; version: number; value: string | null }>('row')
        .map(({ key, version, value, atMs }) => {
          if (version === 2) deleted.add(key);
          return { ok: !(deleted.has(key) && value !== null), atMs, tag: key, observed: 'back' };
        });
    }),
  }),
  bug({
    name: 'call-deadlock',
    cause: 'two servers wait for each other',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'systematic'],
    nodes: ['a', 'b', 'web'],
    starts: [
      { node: 'a', body: 'side', arg: { other: ['side', 'b'] } },
      { node: 'b', body: 'side', arg: { other: ['side', 'a'] } },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', [{ args: 'a' }, { args: 'b' }], { draw, withinMs: 6 }),
    untilMs: 1_000,
    check: answered(500),
  }),
  bug({
    name: 'mailbox-overflow',
    cause: 'nobody asks how much the receiver still has before it',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'a', body: 'consume', as: 'consumer' },
      { node: 'b', body: 'produce', as: 'producer' },
      { node: 'b', body: 'clients' },
    ],
    workload: (draw) => together('b', many(1), { draw, withinMs: 5 }),
    untilMs: 500,
    probes: { mailbox: { of: 'mailbox', node: 'a', name: 'consumer', everyMs: 10 } },
    check: atMost({
      code,
      max: 100,
      unit: '',
      of: (record) =>
        record.readings('mailbox').map(({ atMs, value }) => ({
          value,
          atMs,
          operation: 'the mailbox of consumer',
          tags: [],
        })),
    }),
  }),
  bug({
    name: 'retry-storm',
    cause: 'retries at once and without a limit',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'server' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(60), { draw, withinMs: 600 }),
    faults: () => [
      slow({
        label: 'slow server',
        dependency: { node: 'db', name: 'server' },
        factor: 20,
        fromMs: 100,
        untilMs: 400,
      }),
    ],
    untilMs: 3_000,
    check: rule('at most two attempts for one request', (record) => {
      const attempts = new Map<string, number>();
      return record.seen<{ order: string }>('attempted').map(({ order, atMs }) => {
        const count = (attempts.get(order) ?? 0) + 1;
        attempts.set(order, count);
        return { ok: count <= 2, atMs, tag: order, observed: `${count}` };
      });
    }),
  }),
  bug({
    name: 'poison-loop',
    cause: 'a job that kills its worker is tried for ever',
    foundBy: ['fixed', 'walk', 'pct', 'swarm', 'healed'],
    nodes: ['a'],
    starts: [{ node: 'a', body: 'queue', as: 'clients' }],
    workload: (draw) => together('a', many(4), { draw, withinMs: 100 }),
    faults: () => [poison(poisonous, 'poison')],
    untilMs: 1_000,
    check: answered(600),
  }),
  bug({
    name: 'phantom-message',
    cause: 'a message for a name reaches the next one who bears it',
    foundBy: ['fixed', 'swarm', 'walk', 'pct'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'a', body: 'desk' },
      { node: 'b', body: 'clients' },
    ],
    workload: (draw) =>
      together('b', [{ args: 'session-1' }, { args: 'session-1' }], {
        draw,
        fromMs: 5,
        withinMs: 60,
      }),
    untilMs: 200,
    check: rule('only lines of its own session', (record) =>
      record.seen<{ session: string; line: string }>('took').map((taken) => ({
        ok: taken.session === taken.line,
        atMs: taken.atMs,
        tag: taken.tag,
        observed: `${taken.session} took a line of ${taken.line}`,
      })),
    ),
  }),
  bug({
    name: 'forgotten-demonitor',
    cause: 'a DOWN of somebody who does not matter any more',
    foundBy: ['swarm', 'fixed', 'walk', 'pct'],
    nodes: ['a', 'b'],
    starts: [{ node: 'a', body: 'clients' }],
    workload: (draw) => together('a', many(3), { draw, withinMs: 100 }),
    untilMs: 500,
    check: rule('done', (record) =>
      record.operations
        .filter(({ endedMs }) => endedMs !== null)
        .map(({ operation: { id }, endedMs, answer }) => ({
          ok: answer === 'done',
          atMs: endedMs ?? 0,
          tag: id,
          observed: String(answer),
        })),
    ),
  }),
  bug({
    name: 'counted-twice',
    cause: 'what was counted is known to memory alone',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'healed'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'counter' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(6), { draw, withinMs: 300 }),
    faults: (draw) => [
      drop({ label: 'lost reply', match: { from: 'db', carrier: 'reply' }, probability: 0.3 }),
      restart({ label: 'restart', node: 'db', at: draw.integer(100, 300) }),
    ],
    untilMs: 2_000,
    check: once('counted', 'vote'),
  }),
  bug({
    name: 'half-open',
    cause: 'nobody asks whether the other side still knows the session',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'b', body: 'serve', as: 'server' },
      { node: 'a', body: 'clients' },
    ],
    workload: (draw) => together('a', many(10), { draw, fromMs: 50, withinMs: 600 }),
    faults: (draw) => [
      crash({
        label: 'crash',
        node: 'b',
        at: draw.integer(200, 400),
        backAfterMs: 20,
        silent: true,
      }),
    ],
    untilMs: 12_000,
    check: rule('each line that was sent after the restart is heard', (record) => {
      const heard = new Set(record.seen<{ line: string }>('heard').map(({ line }) => line));
      const backMs = record.struck.findLast(({ phase }) => phase === 'ends')?.atMs ?? 0;
      return record.operations
        .filter(({ startedMs, endedMs }) => startedMs > backMs && endedMs !== null)
        .map(({ operation: { id } }) => ({
          ok: heard.has(id),
          atMs: record.untilMs,
          tag: id,
          observed: 'never',
        }));
    }),
  }),
  bug({
    name: 'hot-potato',
    cause: 'a request that is handed on without end',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['a', 'b', 'web'],
    starts: [
      { node: 'a', body: 'balancer', arg: { other: 'b' } },
      { node: 'b', body: 'balancer', arg: { other: 'a' } },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) =>
      together('web', [{ args: 'a' }, { args: 'b' }, { args: 'a' }], { draw, withinMs: 40 }),
    faults: (draw) => [
      surge(
        [1, 2, 3, 4].map((number) => ({
          id: `surge-${number}`,
          atMs: 20 + draw.integer(0, 20),
          fn: 'ask',
          args: number % 2 === 0 ? 'a' : 'b',
          driver: { node: 'web', name: 'clients' },
        })),
        'surge',
      ),
    ],
    untilMs: 500,
    check: rule('at most three hops', (record) =>
      record.seen<{ order: string; hops: number }>('served').map(({ order, hops, atMs }) => ({
        ok: hops <= 3,
        atMs,
        tag: order,
        observed: `${hops}`,
        distance: Math.max(0, 4 - hops) / 4,
      })),
    ),
  }),
];

const poisonous: Operation = {
  id: 'poison',
  atMs: 50,
  fn: 'poison',
  args: null,
  driver: { node: 'a', name: 'clients' },
};

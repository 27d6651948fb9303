/** Bugs that the order of turns and messages decides: what was true when it was read is not when it is acted upon. */
import { reorder, type Check } from '#grader/index.ts';
import { bug, many, rule, together, type Bug } from './bug.ts';

const lostWrite: Check = rule('an honest answer after the last round', (record) => [
  ...record
    .seen<{ losses: number; of: number }>('lost')
    // The nearest miss of a search is the run that has lost most rounds.
    .map(({ losses, of, atMs }) => ({
      ok: true,
      atMs,
      observed: '',
      distance: (of - losses + 1) / (of + 1),
    })),
  ...record
    .seen<{ losses: number }>('lostWrite')
    .map(({ atMs, losses }) => ({ ok: false, atMs, observed: `lost ${losses} rounds unnoticed` })),
]);

function unluckyWriter(name: string, rounds: number): Parameters<typeof bug>[0] {
  return {
    name,
    program: 'unlucky-writer',
    cause: `a writer that loses ${rounds} rounds in a row is told that it won`,
    foundBy: ['pct'],
    nodes: ['a'],
    starts: [
      { node: 'a', body: 'register', arg: { rounds } },
      { node: 'a', body: 'contender', as: 'writer', arg: { isWriter: true } },
      { node: 'a', body: 'contender', as: 'rival', arg: { isWriter: false } },
    ],
    untilMs: 10,
    check: lostWrite,
  };
}

export const races: readonly Bug[] = [
  bug({
    name: 'lost-update',
    cause: 'read, add and write back as three steps',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'systematic'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'storeServer', as: 'store' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) =>
      together(
        'web',
        Array.from({ length: 4 }, () => ({ args: 10 })),
        { draw, withinMs: 8 },
      ),
    untilMs: 200,
    check: rule('each deposit in the balance', (record) => {
      const done = record.operations.filter(({ answer }) => answer === 'ok').length;
      const balance = record.seen<{ balance: number }>('balance').at(-1)?.balance ?? 0;
      const tag = record.operations.at(-1)?.operation.id ?? '';
      return [{ ok: balance >= done * 10, atMs: record.untilMs, tag, observed: `${balance}` }];
    }),
  }),
  bug({
    name: 'dirty-read',
    cause: 'a reader sees what is not committed',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'systematic'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'tableServer', as: 'table' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) =>
      together('web', [{ fn: 'undo', args: 7 }, { fn: 'read' }, { fn: 'read' }], {
        draw,
        withinMs: 12,
      }),
    untilMs: 200,
    check: rule('a value that was committed', (record) => {
      const committed = new Set(
        record.seen<{ value: number }>('committed').map((one) => one.value),
      );
      return record.seen<{ value: number }>('shown').map(({ value, atMs, tag }) => ({
        ok: value === 0 || committed.has(value),
        atMs,
        tag,
        observed: `${value}`,
      }));
    }),
  }),
  bug({
    name: 'write-skew',
    cause: 'two check the same condition, and each breaks it for the other',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'systematic'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'rosterServer', as: 'roster' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', [{ args: 'ada' }, { args: 'ben' }], { draw, withinMs: 10 }),
    untilMs: 200,
    check: rule('somebody on call', (record) =>
      record
        .seen<{ count: number }>('onCall')
        .map(({ count, atMs, tag }) => ({ ok: count > 0, atMs, tag, observed: 'nobody' })),
    ),
  }),
  bug({
    name: 'lost-wakeup',
    cause: 'a look and a sleep with room for a call between them',
    foundBy: ['swarm', 'walk', 'pct', 'fixed', 'systematic'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'a', body: 'queueServer', as: 'queue' },
      { node: 'b', body: 'consumer' },
      { node: 'a', body: 'clients' },
    ],
    workload: (draw) => together('a', many(3), { draw, withinMs: 15 }),
    untilMs: 400,
    check: rule('each item taken', (record) =>
      record.operations.map(({ operation: { id }, endedMs }) => ({
        ok: endedMs !== null,
        atMs: record.untilMs,
        tag: id,
        observed: 'never',
      })),
    ),
  }),
  bug({
    name: 'stale-cache',
    cause: 'a cache keeps what it read before it was told of a change',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'systematic'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'table' },
      { node: 'web', body: 'cache' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => [
      ...together('web', [{ fn: 'write' }, { fn: 'read' }, { fn: 'read' }], { draw, withinMs: 6 }),
      ...together('web', [{ fn: 'read' }], { draw: draw.of('late'), fromMs: 150, withinMs: 1 }).map(
        (operation) => ({ ...operation, id: 'late' }),
      ),
    ],
    faults: () => [
      reorder({
        label: 'overtaken',
        match: { from: 'db', to: 'web', carrier: 'reply' },
        withinMs: 6,
        probability: 0.5,
      }),
    ],
    untilMs: 400,
    check: rule('what was written last', (record) => {
      const written = record.seen<{ value: number }>('wrote');
      return record.seen<{ value: number }>('hit').map(({ value, atMs, tag }) => {
        // A change takes a moment to get to the cache.
        const known = written.filter((one) => one.atMs + 20 < atMs).length;
        return { ok: value >= known, atMs, tag, observed: `${value}` };
      });
    }),
  }),
  bug({
    name: 'stale-config',
    cause: 'what arrives last is taken for what is newest',
    foundBy: ['swarm', 'fixed', 'walk', 'pct'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'b', body: 'service' },
      { node: 'a', body: 'clients' },
    ],
    workload: () =>
      [1, 2, 3, 4].map((version) => ({
        id: `op-${version}`,
        atMs: 10 + version * 3,
        fn: 'publish',
        args: version,
        driver: { node: 'a', name: 'clients' },
      })),
    faults: () => [
      reorder({ label: 'overtaken', match: { to: 'b' }, withinMs: 8, probability: 0.3 }),
    ],
    untilMs: 100,
    check: rule('no step back', (record) =>
      record.seen<{ before: number; version: number }>('configured').map((seen) => ({
        ok: seen.version >= seen.before,
        atMs: seen.atMs,
        tag: seen.tag,
        observed: `${seen.before}, then ${seen.version}`,
      })),
    ),
  }),
  bug({
    name: 'late-timer',
    cause: 'a timer that was cancelled has fired already',
    foundBy: ['swarm', 'fixed', 'walk', 'pct'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'b', body: 'echo' },
      { node: 'a', body: 'clients' },
    ],
    workload: (draw) => together('a', many(4), { draw, withinMs: 120 }),
    untilMs: 400,
    check: rule('a round that is given up only by its own timer', (record) => [
      ...record
        .asked('ask')
        .map(({ operation }) => ({ ok: true, atMs: 0, tag: operation.id, observed: '' })),
      ...record
        .seen<{ order: string }>('gaveUp')
        .map(({ atMs, tag }) => ({ ok: false, atMs, tag, observed: 'given up by an earlier one' })),
    ]),
  }),
  bug({
    name: 'webhook-twice',
    cause: 'a message that says something twice is taken for two things',
    foundBy: ['walk', 'pct', 'swarm', 'healed'],
    nodes: ['shop', 'pay'],
    starts: [
      { node: 'shop', body: 'shop' },
      { node: 'pay', body: 'clients' },
    ],
    workload: (draw) => together('pay', many(6), { draw, withinMs: 100 }),
    untilMs: 200,
    check: once('parcel'),
  }),
  bug({
    ...unluckyWriter('one-in-ten-thousand', 13),
    foundBy: ['pct', 'walk'],
    runsMax: 60_000,
  }),
  bug(unluckyWriter('one-in-a-million', 20)),
];

/** No order has an effect twice. */
export function once(kind: string, field: 'order' | 'vote' | 'job' | 'line' = 'order'): Check {
  return rule(`at most one ${kind}`, (record) => {
    const seen = new Map<string, number>();
    return record.seen<Partial<Record<string, string>>>(kind).map((effect) => {
      const key = effect[field] ?? '';
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return { ok: count === 1, atMs: effect.atMs, tag: key, observed: `${count}` };
    });
  });
}

/** Bugs that show when something stops, is cut off, or comes back: leaders, leases, disks, breakers. */
import {
  clockJump,
  crash,
  hang,
  loseWrites,
  partition,
  pause,
  restart,
  type Check,
} from '#grader/index.ts';
import { bug, many, rule, together, type Bug } from './bug.ts';
import { once } from './races.ts';

/** Two never hold something at the same time: beats of two names may not alternate. */
function alone(kind: string, name: 'node' | 'name', apartMs: number): Check {
  return rule('one at a time', (record) => {
    const beats = record.seen<Partial<Record<string, string>>>(kind);
    return beats.map((beat, index) => {
      const own = beat[name] ?? '';
      // Somebody else has held it since this one's last beat, and this one goes on.
      const other = beats
        .slice(0, index)
        .findLast((one) => one[name] !== own && one.atMs > beat.atMs - apartMs);
      const mine = beats
        .slice(0, index)
        .findLast((one) => one[name] === own && other !== undefined && one.atMs < other.atMs);
      const isShared = mine !== undefined && beat.atMs - mine.atMs <= apartMs;
      return { ok: !isShared, atMs: beat.atMs, observed: `${own} and ${other?.[name] ?? ''}` };
    });
  });
}

/** What was acknowledged is still there after each boot that follows. */
const durable: Check = rule('still there after a restart', (record) => {
  const kept = record.seen<{ order: string }>('kept');
  const lastBoot = record.seen('booted').at(-1);
  if (lastBoot === undefined) return [];
  const there = new Set(kept.filter(({ atMs }) => atMs <= lastBoot.atMs).map(({ order }) => order));
  return record.operations
    .filter(({ answer, endedMs }) => answer === 'ok' && (endedMs ?? Infinity) < lastBoot.atMs)
    .map(({ operation: { id } }) => ({
      ok: there.has(id),
      atMs: lastBoot.atMs,
      tag: id,
      observed: 'gone',
    }));
});

export const failover: readonly Bug[] = [
  bug({
    name: 'split-brain',
    cause: 'a standby takes over on silence alone',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['n-1', 'n-2', 'n-3'],
    starts: [
      { node: 'n-1', body: 'member', arg: { name: 'n-1', peers: ['n-2', 'n-3'], leads: true } },
      { node: 'n-2', body: 'member', arg: { name: 'n-2', peers: ['n-1', 'n-3'], leads: false } },
      { node: 'n-3', body: 'member', arg: { name: 'n-3', peers: ['n-1', 'n-2'], leads: false } },
    ],
    faults: (draw) => [
      partition({
        label: 'partition',
        sides: [['n-1'], ['n-2', 'n-3']],
        at: draw.integer(300, 900),
        forMs: 1_500,
      }),
    ],
    untilMs: 4_000,
    check: alone('leads', 'node', 450),
  }),
  bug({
    name: 'stale-leader',
    cause: 'a write of an earlier epoch is taken like any other',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['db', 'l-1', 'l-2'],
    starts: [
      { node: 'db', body: 'store' },
      { node: 'db', body: 'clock' },
      { node: 'l-1', body: 'leader', arg: { name: 'l-1' } },
      { node: 'l-2', body: 'leader', arg: { name: 'l-2' } },
    ],
    faults: (draw) => [
      hang({ label: 'pause', node: 'l-1', at: draw.integer(100, 500), forMs: 1_000 }),
      hang({ label: 'pause', node: 'l-2', at: draw.integer(1_500, 2_500), forMs: 1_000 }),
    ],
    untilMs: 4_000,
    check: rule('a write of the newest epoch', (record) =>
      record
        .seen<{ epoch: number; newest: number; by: string }>('written')
        .map(({ epoch, newest, by, atMs }) => ({
          ok: epoch === newest,
          atMs,
          observed: `${by} wrote in epoch ${epoch} of ${newest}`,
        })),
    ),
  }),
  bug({
    name: 'clock-lease',
    cause: 'two readings of a wall clock are taken for a duration',
    foundBy: ['fixed', 'swarm', 'walk', 'pct'],
    nodes: ['db', 'h-1', 'h-2'],
    starts: [
      { node: 'db', body: 'leaseServer', as: 'leases' },
      { node: 'h-1', body: 'holder', arg: { name: 'h-1' } },
      { node: 'h-2', body: 'holder', arg: { name: 'h-2' } },
    ],
    faults: (draw) => [
      clockJump({ label: 'jump', node: 'h-1', at: draw.integer(100, 800), byMs: -500 }),
      clockJump({ label: 'jump', node: 'h-2', at: draw.integer(800, 1_500), byMs: -500 }),
    ],
    untilMs: 3_000,
    check: alone('holds', 'name', 30),
  }),
  bug({
    name: 'aba-restart',
    cause: 'versions count from one again after a restart',
    foundBy: ['swarm', 'fixed', 'walk', 'pct', 'healed'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'registerServer', as: 'register' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) =>
      together('web', [{ args: 'put' }, { args: 'swap' }, { args: 'put' }, { args: 'swap' }], {
        draw,
        fromMs: 50,
        withinMs: 900,
      }),
    faults: (draw) => [restart({ label: 'restart', node: 'db', at: draw.integer(300, 900) })],
    untilMs: 2_000,
    check: rule('the value that was read', (record) =>
      record.seen<{ expected: string; found: string }>('swapped').map((swap) => ({
        ok: swap.expected === swap.found,
        atMs: swap.atMs,
        tag: swap.tag,
        observed: `${swap.found} in the place of ${swap.expected}`,
      })),
    ),
  }),
  bug({
    name: 'zombie-worker',
    cause: 'whoever says that a job is done is believed',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['web', 'w-1', 'w-2', 'mail'],
    starts: [
      { node: 'mail', body: 'mailer' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(8), { draw, withinMs: 800 }),
    faults: () => [pause({ label: 'pause', node: 'w-1', everyMs: 500, forMs: 250 })],
    untilMs: 2_000,
    check: once('mailed', 'job'),
  }),
  bug({
    name: 'ack-before-sync',
    cause: 'the answer is out before the write is durable',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['db', 'web'],
    starts: [
      { node: 'db', body: 'orders' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(100), { draw, withinMs: 200 }),
    faults: (draw) => [
      crash({ label: 'crash', node: 'db', at: draw.integer(50, 180), backAfterMs: 50 }),
    ],
    untilMs: 500,
    check: durable,
  }),
  bug({
    name: 'lying-disk',
    cause: 'what one disk says is taken for the truth',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['db-1', 'db-2', 'web'],
    starts: [
      { node: 'db-1', body: 'replica' },
      { node: 'db-2', body: 'replica' },
      { node: 'web', body: 'clients' },
    ],
    workload: (draw) => together('web', many(10), { draw, withinMs: 300 }),
    faults: (draw) => [
      loseWrites({ label: 'lying disk', node: 'db-1' }),
      crash({ label: 'crash', node: 'db-1', at: draw.integer(100, 300), backAfterMs: 50 }),
    ],
    untilMs: 800,
    check: rule('still on some disk', (record) => {
      const boots = record.seen('booted').filter(({ node }) => node === 'db-1');
      const lastBoot = boots.at(-1);
      const kept = new Set(record.seen<{ order: string }>('kept').map(({ order }) => order));
      if (lastBoot === undefined || boots.length < 2) return [];
      const fixed = record.scenario.boot.some(
        ({ arg }) =>
          typeof arg === 'object' && arg !== null && 'fixed' in arg && arg.fixed === true,
      );
      return record.operations
        .filter(({ answer, endedMs }) => answer === 'ok' && (endedMs ?? Infinity) < lastBoot.atMs)
        .map(({ operation: { id } }) => ({
          // The twin has written to a disk that never stopped.
          ok: fixed || kept.has(id),
          atMs: lastBoot.atMs,
          tag: id,
          observed: 'gone',
        }));
    }),
  }),
  bug({
    name: 'small-quorum',
    cause: 'half is taken for a majority',
    foundBy: ['fixed', 'swarm', 'walk', 'pct', 'healed'],
    nodes: ['r-1', 'r-2', 'r-3', 'r-4', 'web'],
    starts: [
      ...['r-1', 'r-2', 'r-3', 'r-4'].map((node) => ({ node, body: 'replica' })),
      { node: 'web', body: 'clients' },
    ],
    workload: () =>
      Array.from({ length: 6 }, (_, index) => ({
        id: `op-${index + 1}`,
        atMs: 10 + index * 300,
        fn: index % 2 === 0 ? 'write' : 'read',
        args: index + 1,
        driver: { node: 'web', name: 'clients' },
      })),
    faults: (draw) => [
      partition({
        label: 'partition',
        sides: [['r-1'], ['r-4']],
        at: draw.integer(0, 500),
        forMs: 500,
      }),
    ],
    untilMs: 2_200,
    check: rule('the version that was written last', (record) => {
      const written = record.asked('write').filter(({ answer }) => typeof answer === 'number');
      return record
        .asked('read')
        .filter(({ answer }) => typeof answer === 'number')
        .map(({ operation: { id }, startedMs, endedMs, answer }) => {
          const last = written.findLast((write) => (write.endedMs ?? Infinity) < startedMs);
          const least = last === undefined ? 0 : Number(last.answer);
          return {
            ok: Number(answer) >= least,
            atMs: endedMs ?? 0,
            tag: id,
            observed: `${String(answer)} after ${least}`,
          };
        });
    }),
  }),
  bug({
    name: 'stuck-breaker',
    cause: 'an open breaker that nothing closes again',
    foundBy: ['healed', 'fixed', 'swarm', 'walk', 'pct'],
    nodes: ['a', 'b'],
    starts: [
      { node: 'b', body: 'service' },
      { node: 'a', body: 'clients' },
    ],
    workload: (draw) => together('a', many(80), { draw, withinMs: 3_800 }),
    faults: (draw) => [
      partition({
        label: 'partition',
        sides: [['a'], ['b']],
        at: draw.integer(200, 800),
        forMs: 600,
      }),
    ],
    untilMs: 4_000,
    check: rule('an answer again once all faults are over', (record) => {
      const { healedMs } = record;
      const after = record.operations.filter(
        ({ startedMs, endedMs }) =>
          healedMs !== null && startedMs > healedMs + 1_000 && endedMs !== null,
      );
      const first = after[0];
      if (first === undefined) return [];
      return [
        {
          ok: after.some(({ answer }) => answer === 'ok'),
          atMs: record.untilMs,
          tag: first.operation.id,
          observed: `${after.length} answers, none of them ok`,
        },
      ];
    }),
  }),
];

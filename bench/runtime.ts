/**
 * The runtime against its budgets and its peers, and how its cost grows. Every figure is the median of several rounds
 * in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { peerRate, preparePeers, type Bench, type Peer } from './peers.ts';
import { row, type Row } from './row.ts';
import { exponentOf, nodeCounts, processCounts } from './runtime-growth.ts';

const worker = fileURLToPath(new URL('./runtime-worker.ts', import.meta.url));

/** Runs one workload in a fresh process; gives what it printed. */
function run(workload: string, size = 0): number {
  const flags = ['--expose-gc', '--max-old-space-size=4096', worker, workload, String(size)];
  return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

/** Our own figures; budgets are those of the design. */
const own: readonly (readonly [
  workload: string,
  what: string,
  unit: string,
  budget: string | null,
])[] = [
  ['pingpong', 'ping-pong, two processes of one node', 'messages/s', '>= 8000000'],
  ['ring', 'ring of 1,000 processes, one token', 'messages/s', null],
  ['ring100', 'ring of 1,000 processes, 100 tokens', 'messages/s', null],
  ['fanin', 'fan-in, 1,000 senders to one receiver', 'messages/s', null],
  ['call', 'call and reply on one node', 'calls/s', null],
  ['network', 'network, random scheduler and trace, 16 pairs', 'messages/s', '>= 3000000'],
  ['spawn', 'spawn', 'processes/s', '>= 500000'],
  ['memory', '1,000,000 idle processes', 'bytes resident', '<= 700000000'],
  ['runs', 'whole runs of 500 events: built, run, hashed', 'runs/s', '>= 2000'],
];

const compared: readonly (readonly [bench: Bench, workload: string])[] = [
  ['pingpong', 'pingpong'],
  ['ring', 'ring'],
  ['fanin', 'fanin'],
  ['spawn', 'spawn'],
];

/** The rows of `npm run bench -- runtime`. */
export function measure(): Promise<Row[]> {
  const values = new Map(own.map(([workload]) => [workload, run(workload)]));
  const rows = own.map(([workload, what, unit, budget]) =>
    row(what, values.get(workload) ?? Number.NaN, unit, budget),
  );
  rows.push(
    ...growth('processes', 'processes of one node, each waiting with a timeout', processCounts),
  );
  rows.push(...growth('nodes', 'nodes, each talking to 16 others', nodeCounts));
  for (const peer of preparePeers()) {
    for (const [bench, workload] of compared)
      rows.push(against(peer, bench, values.get(workload) ?? Number.NaN));
  }
  return Promise.resolve(rows);
}

/**
 * What an event costs among so many, and the power of n with which that grows. Of n log n in all, log n is left for one
 * event: a power below 0.4 over these ranges. The rest of the bound is for memory that is slower to reach.
 */
function growth(workload: string, what: string, counts: readonly number[]): readonly Row[] {
  const points = counts.map((count) => [count, 1e9 / run(workload, count)] as const);
  const rows = points.map(([count, cost]) =>
    row(`an event among ${count.toLocaleString('en')} ${what}`, cost, 'ns'),
  );
  return [...rows, row(`growth with ${workload}`, exponentOf(points), 'power of n', '<= 0.5')];
}

/** Ours over a peer's. Erlang on one scheduler is to be beaten where only messages count. */
function against(peer: Peer, bench: Bench, value: number): Row {
  const rate = peerRate(peer, bench);
  const ratio = value / rate;
  const bound = peer === 'erlang' && (bench === 'pingpong' || bench === 'ring') ? 1 : null;
  return {
    what: `${bench}, beside ${peer}`,
    value,
    unit: bench === 'spawn' ? 'processes/s' : 'messages/s',
    peer: `${peer} ${Math.round(rate).toLocaleString('en')}`,
    ratio,
    budget: bound === null ? null : `>= ${rate}`,
    ok: bound === null || ratio >= bound,
  };
}

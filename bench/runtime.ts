/**
 * The runtime against its budgets and its peers. Every figure is the best of several rounds in a process of its
 * own: what the machine's other work takes away is no property of the runtime.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { peerRate, preparePeers, type Bench, type Peer } from './peers.ts';
import { row, type Row } from './row.ts';

const worker = fileURLToPath(new URL('./runtime-worker.ts', import.meta.url));

/** Runs one workload in a fresh process; gives what it printed. */
function run(workload: string): number {
  const flags = ['--expose-gc', '--max-old-space-size=4096', worker, workload];
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
  for (const peer of preparePeers()) {
    for (const [bench, workload] of compared)
      rows.push(against(peer, bench, values.get(workload) ?? Number.NaN));
  }
  return Promise.resolve(rows);
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

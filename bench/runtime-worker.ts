/** `node bench/runtime-worker.ts WORKLOAD [N]`: runs one workload of the runtime and prints its median rate, or bytes. */
import { median } from './row.ts';
import * as growth from './runtime-growth.ts';
import * as workloads from './workloads.ts';
import type { Measured } from './workloads.ts';

/** Messages, calls, processes or runs of one round: some tenths of a second each. */
const rounds: Readonly<Record<string, () => Measured>> = {
  pingpong: () => workloads.pingPong(2_000_000),
  ring: () => workloads.ring(2_000_000, 1),
  ring100: () => workloads.ring(2_000_000, 100),
  fanin: () => workloads.fanIn(1_000_000, 1_000),
  call: () => workloads.calls(300_000),
  network: () => workloads.network(1_000_000),
  spawn: () => workloads.spawnIdle(200_000),
  runs: () => workloads.runs(500),
};
/** Workloads of which it is asked how their cost grows. */
const growing: Readonly<Record<string, (count: number) => Measured>> = {
  processes: growth.processes,
  nodes: growth.nodes,
};
const roundsCount = 9;
/** Until the engine has compiled what is hot. */
const warmUpCount = 2;

/** Units of work in a second, in the middle one of several rounds. */
function rateOf(round: () => Measured, count = roundsCount, warmUp = warmUpCount): number {
  for (let i = 0; i < warmUp; i += 1) round();
  const rates = Array.from({ length: count }, () => {
    const measured = round();
    return (measured.count / measured.ms) * 1_000;
  });
  return median(rates);
}

function memoryOfIdle(): number {
  global.gc?.();
  const before = process.memoryUsage().rss;
  const { system } = workloads.spawnIdle(1_000_000);
  global.gc?.();
  const bytes = process.memoryUsage().rss - before;
  if (system.node('a').processCount < 1_000_000) throw new Error('not all processes are alive');
  return bytes;
}

const [workload = '', size = '0'] = process.argv.slice(2);
const grow = growing[workload];
const round = rounds[workload];
if (workload === 'memory') console.log(memoryOfIdle());
else if (grow !== undefined) {
  grow(10);
  console.log(rateOf(() => grow(Number(size)), 3, 1));
} else if (round !== undefined) console.log(rateOf(round));
else throw new Error(`no workload ${workload}`);

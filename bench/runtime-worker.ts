/** `node bench/runtime-worker.ts WORKLOAD`: runs one workload of the runtime and prints its best rate, or bytes. */
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
const roundsCount = 9;

const [workload = ''] = process.argv.slice(2);
if (workload === 'memory') {
  global.gc?.();
  const before = process.memoryUsage().rss;
  const { system } = workloads.spawnIdle(1_000_000);
  global.gc?.();
  const bytes = process.memoryUsage().rss - before;
  if (system.node('a').processCount < 1_000_000) throw new Error('not all processes are alive');
  console.log(bytes);
} else {
  const round = rounds[workload];
  if (round === undefined) throw new Error(`no workload ${workload}`);
  const rates = Array.from({ length: roundsCount }, () => {
    const { count, ms } = round();
    return (count / ms) * 1_000;
  });
  console.log(Math.max(...rates));
}

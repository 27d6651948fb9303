/**
 * Runs the peers' programs: nact, xstate and effect from the npm registry (installed once into `.cache/peers`), and
 * Erlang where `erl` is on the path. Each run is a process of its own; the middle of several is what counts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './row.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const peersDir = join(root, '.cache', 'peers');
const erlangDir = join(root, '.cache', 'erlang');
const versions = ['nact@7.6.2', 'xstate@5.33.3', 'effect@4.1.0'];

export type Bench = 'pingpong' | 'ring' | 'fanin' | 'spawn';
export type Peer = 'nact' | 'xstate' | 'effect' | 'erlang';

/** How much each peer is given to do: enough for about a second, so that slow ones do not hold up the rest. */
const amounts: Readonly<Record<Peer, Readonly<Record<Bench, number>>>> = {
  nact: { pingpong: 200_000, ring: 500_000, fanin: 500_000, spawn: 100_000 },
  xstate: { pingpong: 50_000, ring: 100_000, fanin: 200_000, spawn: 20_000 },
  effect: { pingpong: 200_000, ring: 500_000, fanin: 500_000, spawn: 50_000 },
  erlang: { pingpong: 2_000_000, ring: 5_000_000, fanin: 5_000_000, spawn: 500_000 },
};

/** Makes the peers ready; gives those that can run here. A peer that cannot be had is left out with a printed line. */
export function preparePeers(): Peer[] {
  const ready: Peer[] = [];
  if (!existsSync(join(peersDir, 'node_modules', 'nact'))) {
    mkdirSync(peersDir, { recursive: true });
    writeFileSync(join(peersDir, 'package.json'), '{ "private": true }\n');
    const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', ...versions], {
      cwd: peersDir,
      encoding: 'utf8',
    });
    if (npm.status !== 0) console.error(`The npm peers are left out:\n${npm.stderr}`);
  }
  if (existsSync(join(peersDir, 'node_modules', 'nact'))) ready.push('nact', 'xstate', 'effect');
  if (spawnSync('erlc', ['-v']).error) console.error('Erlang is left out: it is not installed.');
  else {
    mkdirSync(erlangDir, { recursive: true });
    execFileSync('erlc', ['-o', erlangDir, join(root, 'bench/peers/bench.erl')]);
    ready.push('erlang');
  }
  return ready;
}

function erlangRate(bench: Bench): number {
  const flags = ['+S', '1:1', '+P', '2000000', '-noshell', '-s', 'bench', 'main'];
  const line = execFileSync('erl', [...flags, bench, String(amounts.erlang[bench]), '1000'], {
    cwd: erlangDir,
    encoding: 'utf8',
  });
  return Number(/"per_s":(\d+)/.exec(line)?.[1]);
}

function actorRate(peer: Peer, bench: Bench): number {
  const line = execFileSync(
    process.execPath,
    [
      '--expose-gc',
      '--stack-size=8000',
      '--max-old-space-size=8000',
      join(root, 'bench/peers/actors.cjs'),
      peer,
      bench,
      String(amounts[peer][bench]),
    ],
    { encoding: 'utf8', env: { ...process.env, PEERS: peersDir } },
  );
  return Number(/"perSecond":([\d.]+)/.exec(line)?.[1]);
}

/** Messages (for `spawn`: processes) per second of wall time, the median of `runs` fresh processes. */
export function peerRate(peer: Peer, bench: Bench, runs = 3): number {
  return median(
    Array.from({ length: runs }, () =>
      peer === 'erlang' ? erlangRate(bench) : actorRate(peer, bench),
    ),
  );
}

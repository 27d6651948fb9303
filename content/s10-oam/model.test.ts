/** The lab's telemetry is a generator. Here its nodes stand beside nodes of the runtime, on the cases that it has from there. */
import { describe, expect, test } from 'vitest';
import { wait } from '#explorables/wait.ts';
import { processInfo, receive, send, sleep, type Pid } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { observe } from '#runtime/world.ts';
import { Fleet, tickMs } from '../../labs/s10-oam/world/fleet.ts';

const node = 'node-7';
type What = Parameters<Fleet['begin']>[1];
interface Reading {
  readonly t: number;
  readonly value: number;
}

/** A gauge of the generator's node while one thing happens to it, and how that ended. */
function drawn(what: What, metric: string, untilMs: number) {
  const fleet = new Fleet({ seed: 1, nodes: ['node-3', node], sawtooth: 'node-3' });
  const readings: Reading[] = [];
  const ends: { readonly t: number; readonly how: string }[] = [];
  fleet.begin('J', what, 0, 2 * untilMs);
  for (let t = tickMs; t <= untilMs; t += tickMs) {
    fleet.tick(t);
    for (const { how } of fleet.takeEnded()) ends.push({ t, how });
    fleet.read(t, (sample) => {
      if (sample.node === node && sample.metric === metric)
        readings.push({ t, value: sample.value });
    });
  }
  return { readings, ends };
}

/** Handles ten messages a second. */
function* busy() {
  for (;;) {
    yield* wait<unknown>(receive());
    yield* wait(sleep(100));
  }
}

function* flood({ to, perS }: { readonly to: Pid; readonly perS: number }) {
  for (;;) {
    send(to, 'more');
    yield* wait(sleep(1_000 / perS));
  }
}

function* probe({ of }: { readonly of: Pid }) {
  for (;;) {
    yield* wait(sleep(tickMs));
    observe(processInfo(of)?.messageQueueLen ?? -1);
  }
}

describe('telemetry of the lab, beside the runtime', () => {
  test('mailbox: 200 messages a second too many are the same line, to within the noise of other mailboxes', () => {
    const system = new System({ seed: 1, nodes: [{ name: node }] });
    const to = system.spawnOn(node, busy);
    system.spawnOn(node, flood, { to, perS: 210 });
    system.spawnOn(node, probe, { of: to });
    system.run({ untilMs: 120_500 });
    const ran = system.observations.map(({ value }) => Number(value));
    const { readings } = drawn({ kind: 'mailbox', node, perS: 200 }, 'queue', 120_000);
    expect(ran).toHaveLength(12);
    for (const [index, { value }] of readings.entries())
      expect(Math.abs(value - (ran[index] ?? 0))).toBeLessThan(50 + 0.01 * value);
  });

  test('leak: 0.8 points a minute from 55 to 95 % kill the node after 50 minutes, to within a reading', () => {
    const system = new System({ seed: 1, nodes: [{ name: node, memoryMB: 95 }] });
    const deaths: number[] = [];
    system.observer = (event) => {
      if (event.kind === 'nodeChanged' && event.change === 'out-of-memory') deaths.push(event.atMs);
    };
    // Of a hundred megabytes 55 are in use after a second.
    system.leak(node, 55);
    system.run({ untilMs: 1_000 });
    system.leak(node, 0.8 / 60);
    system.run({ untilMs: 4_000_000 });
    const { ends } = drawn({ kind: 'leak', node, percentPerMin: 0.8 }, 'memory', 4_000_000);
    expect(ends[0]?.how).toBe('died');
    expect(deaths).toHaveLength(1);
    expect(Math.abs((deaths[0] ?? 0) - 1_000 - (ends[0]?.t ?? 0))).toBeLessThanOrEqual(tickMs);
  });

  test('crash: what was in memory is gone after the restart, in both', () => {
    const system = new System({ seed: 1, nodes: [{ name: node }] });
    const to = system.spawnOn(node, busy);
    system.spawnOn(node, flood, { to, perS: 210 });
    system.run({ untilMs: 10_000 });
    system.crash(node);
    system.restart(node);
    const again = system.spawnOn(node, busy);
    system.spawnOn(node, probe, { of: again });
    system.run({ untilMs: 30_500 });
    expect(system.observations.map(({ value }) => value)).toEqual([0, 0]);
    const fleet = new Fleet({ seed: 1, nodes: ['node-3', node], sawtooth: 'node-3' });
    fleet.begin('J2', { kind: 'mailbox', node, perS: 200 }, 0, 3_600_000);
    const queue: Reading[] = [];
    for (let t = tickMs; t <= 850_000; t += tickMs) {
      if (t === 600_000) fleet.begin('J8', { kind: 'crash', node }, t, 240_000);
      fleet.tick(t);
      fleet.read(t, (sample) => {
        if (sample.node === node && sample.metric === 'queue')
          queue.push({ t, value: sample.value });
      });
    }
    const before = queue.findLast(({ t }) => t < 600_000);
    const after = queue.find(({ t }) => t > 600_000);
    expect(before?.value).toBeGreaterThan(100_000);
    expect(after?.t).toBeGreaterThanOrEqual(840_000);
    expect(after?.value).toBeLessThan(5_000);
  });
});

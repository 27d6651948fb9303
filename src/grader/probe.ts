/** Reads a quantity from the running system, once or again and again. */
import type { System } from '#runtime/system.ts';
import type { Probe } from './lab.ts';
import type { Reading } from './record.ts';

/** The readings of a probe, which fill up as the run goes on. */
export function probed(system: System, probe: Probe): readonly Reading[] {
  const readings: Reading[] = [];
  const read = (): void => {
    readings.push({ atMs: system.nowMs, value: measure(system, probe) });
  };
  for (const atMs of probe.atMs ?? []) system.at(atMs, read);
  const { everyMs } = probe;
  if (everyMs === undefined) return readings;
  const again = (): void => {
    read();
    system.at(system.nowMs + everyMs, again);
  };
  system.at(everyMs, again);
  return readings;
}

function measure(system: System, { of, node: name, name: registered = '' }: Probe): number {
  const node = system.node(name);
  switch (of) {
    case 'processes': {
      return node.processCount;
    }
    case 'mailbox': {
      return node.names.get(registered)?.mailbox.length ?? 0;
    }
    case 'memoryMb': {
      return node.memory / 1_000_000;
    }
    case 'diskPercent': {
      return node.disk.filledAt(system.nowMs) * 100;
    }
  }
}

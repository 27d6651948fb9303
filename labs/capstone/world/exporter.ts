/** What runs as `exporter` on every machine: tells `ops` every two seconds how it is. And `invoices`, which may break. */
import { any, exit, node, now, receive, send, sleep, timeout, whereis, type Pid } from 'nines';
import { take, type Told } from './telling.ts';

export interface Report extends Told {
  readonly kind: 'report';
  readonly node: string;
  readonly disk: number;
  readonly restarts: number;
}
type ToExporter =
  | { readonly kind: 'disk'; readonly percent: number; readonly perMinute: number }
  | { readonly kind: 'cleanUp' }
  | { readonly kind: 'mute'; readonly forMs: number };

/** A machine tells of itself so often. */
export const everyMs = 2_000;
const minuteMs = 60_000;
const cleanPercent = 60;

export async function exporter(): Promise<void> {
  let disk = { percent: 40, sinceMs: 0, perMinute: 0 };
  let restarts: number[] = [];
  let invoicer: Pid | undefined;
  let nextMs = now() + everyMs;
  for (;;) {
    const message = await receive(any, Math.max(0, nextMs - now()));
    const percent = disk.percent + (disk.perMinute * (now() - disk.sinceMs)) / minuteMs;
    if (message === timeout) {
      nextMs += everyMs;
      const current = whereis('invoices');
      if (invoicer !== undefined && current !== invoicer) restarts.push(now());
      invoicer = current;
      restarts = restarts.filter((atMs) => now() - atMs < minuteMs);
      const report: Report = {
        kind: 'report',
        node: node(),
        disk: percent,
        restarts: restarts.length,
        ...take(),
      };
      send({ name: 'monitor', node: 'ops-1' }, report);
      continue;
    }
    const told = message as ToExporter;
    if (told.kind === 'mute') await sleep(told.forMs);
    else if (told.kind === 'cleanUp') disk = { ...disk, percent: cleanPercent, sinceMs: now() };
    else disk = { percent: told.percent, sinceMs: now(), perMinute: told.perMinute };
  }
}

/** Renders invoices. A document that no renderer survives ends it; its supervisor starts it again. */
export async function invoices(): Promise<void> {
  for (;;) {
    const { isPathological } = await receive<{ readonly isPathological: boolean }>();
    if (isPathological) exit('out of memory');
  }
}

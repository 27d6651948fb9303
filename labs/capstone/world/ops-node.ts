/** What runs as `exporter` on every machine and as `monitor` on `ops`. */
import { receive } from 'nines';

export async function exporter(): Promise<void> {
  await receive('never');
}
export async function monitor(): Promise<void> {
  for (;;) await receive();
}

/** Settings arrive by two ways, and the older ones last. */
import { receive, send, spawn } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Config {
  readonly version: number;
}

export async function service({ fixed }: Twin): Promise<void> {
  let current = 0;
  for (;;) {
    const { version } = await receive<Config>();
    // The mistake: what comes last is taken for what is newest.
    if (fixed && version < current) continue;
    const before = current;
    current = version;
    observe({ kind: 'configured', before, version });
  }
}

export async function clients(): Promise<void> {
  for (;;) spawn(publish, await nextOperation<number>());
}

async function publish({ args }: Operation<number>): Promise<void> {
  send({ name: 'service', node: 'b' }, { version: args });
}

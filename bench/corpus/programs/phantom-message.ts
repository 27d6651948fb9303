/** A process ends, another one takes its name, and gets a message that was meant for the first. */
import { any, receive, send, sleep, spawn, whereis } from 'nines';
import { observe } from 'nines/world';
import { nextOperation, type Operation, type Twin } from './clients.ts';

interface Line {
  readonly session: string;
  readonly text: string;
}

/** One session after the other under one name. */
export async function desk({ fixed }: Twin): Promise<void> {
  for (let number = 1; ; number++) {
    const session = `session-${number}`;
    spawn(serve, { session, fixed }, { name: 'session' });
    while (whereis('session') !== undefined) await sleep(1);
  }
}

async function serve({ session, fixed }: Twin & { readonly session: string }): Promise<void> {
  let line = await receive<Line>(any, 40);
  // The mistake: a line is taken for ours because it came to our name.
  while (typeof line === 'object' && fixed && line.session !== session)
    line = await receive<Line>(any, 40);
  if (typeof line === 'object') observe({ kind: 'took', session, line: line.session });
}

export async function clients(): Promise<void> {
  for (;;) spawn(speak, await nextOperation<string>());
}

async function speak({ id, args }: Operation<string>): Promise<void> {
  send({ name: 'session', node: 'a' }, { session: args, text: id });
}

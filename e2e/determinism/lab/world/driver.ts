/** Puts operations to the servers, each in a conversation of its own, and records what came of them. */
import { call, now, sleep, spawn } from 'nines';
import { buggify, conversation, observe } from 'nines/world';

interface Plan {
  readonly nodes: readonly string[];
  readonly operations: number;
  readonly everyMs: number;
}

interface Operation {
  readonly node: string;
  readonly number: number;
}

export async function driver({ nodes, operations, everyMs }: Plan): Promise<void> {
  for (let number = 0; number < operations; number += 1) {
    conversation(`operation-${number}`);
    spawn(operation, { node: nodes[number % nodes.length] ?? '', number });
    conversation('');
    await sleep(everyMs);
  }
}

async function operation({ node, number }: Operation): Promise<void> {
  const begun = now();
  if (buggify('slow client')) await sleep(30);
  const request = { do: buggify('heavy') ? 'work' : 'echo', n: number };
  const result = await call({ name: 'server', node }, request, 300);
  observe({ number, result, ms: now() - begun });
}

/** Observes more than a run may hold. */
export async function gossip(): Promise<void> {
  for (let i = 0; ; i += 1) {
    observe(['said', i]);
    await sleep(0.2);
  }
}

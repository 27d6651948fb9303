/** What the playground gives: three nodes, and what runs on each of them at boot. The rest is the reader's. */
import type { RunDescription } from '#grader/walk.ts';
import { contentHash, type LabInfo } from '#workbench/lab-info.ts';

export const playgroundFile = 'main.ts';

/** Virtual time after which a run in the playground is over: an hour is more than anybody watches. */
export const playgroundMs = 3_600_000;

export const starter = `/**
 * A playground. \`web\` runs on the node web, \`shop\` on shop-1 and on shop-2.
 * Run it, let time go on, and click on a node or a process to break it.
 */
import { call, genServer, receive, sleep } from 'nines';
import type { From, InitResult, WithReply } from 'nines';

/** A counter that its node forgets when it crashes. */
const counter = {
  async init(start: number): Promise<InitResult<number>> {
    return ['ok', start];
  },
  async handleCall(add: number, _from: From, total: number): Promise<WithReply<number>> {
    return ['reply', total + add, total + add];
  },
};

export async function shop(): Promise<void> {
  await genServer.startLink(counter, 0, { name: 'counter' });
  await receive('stop');
}

export async function web(): Promise<void> {
  for (let round = 0; ; round += 1) {
    const node = round % 2 === 0 ? 'shop-1' : 'shop-2';
    const answer = await call<number>({ name: 'counter', node }, 1, 400);
    console.log(node, answer.kind === 'ok' ? answer.value : answer.kind);
    await sleep(250);
  }
}
`;

/** The playground as the workbench knows a lab: one file, and nothing to pass. */
export const playgroundInfo: LabInfo = {
  id: 'playground',
  title: 'Playground',
  minutes: 0,
  files: [{ file: playgroundFile, access: 'editable' }],
  invariants: [],
  hints: [],
  contentHash: contentHash([{ file: playgroundFile, source: starter }]),
  puzzles: [],
  imports: [],
  earlier: [],
};

/** A run of the playground from its beginning, up to an instant. */
export function playFrom(seed: number, untilMs: number): RunDescription {
  const boot = (node: string, body: string) => ({ node, file: playgroundFile, body, as: node });
  return {
    subject: {
      kind: 'play',
      seed,
      scenario: {
        nodes: [{ name: 'web' }, { name: 'shop-1' }, { name: 'shop-2' }],
        boot: [boot('shop-1', 'shop'), boot('shop-2', 'shop'), boot('web', 'web')],
        workload: [],
        faults: [],
        untilMs,
      },
    },
    forks: [],
  };
}

/** What the playground gives: three nodes, and what runs on each of them at boot. The rest is the reader's. */
import type { RunDescription } from '#grader/walk.ts';
import { contentHash, type LabInfo } from '#workbench/lab-info.ts';

export const playgroundFile = 'main.ts';

/** Virtual time after which a run in the playground is over: an hour is more than anybody watches. */
export const playgroundMs = 3_600_000;

export const starter = `/**
 * A playground: \`web\` runs on the node web, \`shop\` on shop-1 and on shop-2.
 * Run it, let time go on, and choose a node or a process in the drawing to break it.
 */
import { call, genServer, receive, sleep, supervisor } from 'nines';
import type { From, InitResult, WithReply } from 'nines';

/** A server that adds up what it is sent. Its total is gone when it is killed. */
const counter = { init, handleCall };

async function init(start: number): Promise<InitResult<number>> {
  return ['ok', start];
}

async function handleCall(add: number, _from: From, total: number): Promise<WithReply<number>> {
  return ['reply', total + add, total + add];
}

/** A shop: a supervisor that starts its counter again, three times in five seconds at most. */
export async function shop(): Promise<void> {
  const start = [genServer.startLink, counter, 0, { name: 'counter' }] as const;
  const children = [{ id: 'counter', start }];
  const spec = { intensity: 3, periodMs: 5_000, children };
  await supervisor.startLink(spec, undefined, { name: 'supervisor' });
  await receive('close');
}

/** A customer: asks the two shops in turn, and waits for an answer no longer than 400 ms. */
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

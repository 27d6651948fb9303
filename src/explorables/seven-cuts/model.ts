/**
 * Seven cuts: plays one order on the real runtime, cut where the reader wants, and tells what happened.
 *
 *     play({ strategy: 'at-least-once', cuts: [6], always: false, timeoutMs: 500 });
 *     // { books: 2, page: 'delivered', steps: [ … ], … }
 *
 * Messages are cut by the runtime's message rules. A crash happens at the instant at which the shop gets the
 * message, before it has read it. The steps are the runtime's own events, put into words.
 */
import type { RuntimeEvent } from '#runtime/events.ts';
import { System } from '#runtime/system.ts';
import type { Match } from '#runtime/rules.ts';
import { attemptsOf, ledger, reconciler, shop, warehouse, web } from './processes.ts';
import { lessonOf } from './lesson.ts';
import { storyOf } from './story.ts';
import { endMs, nodeNames, shopNodes, type Setup, type Trip } from './setup.ts';

/** Which messages a cut drops. */
const lossAt: ReadonlyMap<number, Match> = new Map([
  [1, { from: 'web', to: 'shop-*', carries: 'call' }],
  [3, { from: 'shop-*', to: 'warehouse', carries: 'call' }],
  [4, { from: 'warehouse', to: 'shop-*', carries: 'reply' }],
  [6, { from: 'shop-*', to: 'web', carries: 'reply' }],
  [7, { from: 'web', to: 'shop-*', carries: 'cast' }],
]);

/** Which delivery to a shop a cut turns into a crash of that shop. */
const crashAt: ReadonlyMap<number, { readonly fromNode: string; readonly carries: string }> =
  new Map([
    [2, { fromNode: 'web', carries: 'call' }],
    [5, { fromNode: 'warehouse', carries: 'reply' }],
  ]);

const isShop = (node: string): boolean => node.startsWith('shop-');

/** Plays the order and gives the trip. */
export function play(setup: Setup): Trip {
  const system = new System({
    seed: 1,
    nodes: nodeNames.map((name) => ({ name })),
  });
  const events = cutAndWatch(system, setup);
  const { strategy, timeoutMs } = setup;
  for (const node of shopNodes) system.spawnOn(node, shop, { strategy, node }, { name: 'shop' });
  system.spawnOn('warehouse', warehouse, null, { name: 'warehouse' });
  system.spawnOn('ledger', ledger, null, { name: 'ledger' });
  if (strategy === 'exactly-once effect') system.spawnOn('ledger', reconciler);
  system.spawnOn('web', web, { strategy, timeoutMs });
  system.run({ untilMs: endMs });
  const story = storyOf(events, attemptsOf(strategy));
  return { ...story, lesson: lessonOf(setup, story), events: system.eventsDone };
}

/** Puts the reader's cuts in place; the events are collected as they happen. */
export function cutAndWatch(system: System, { cuts, always }: Setup): readonly RuntimeEvent[] {
  const once = always ? {} : { max: 1 };
  for (const [place, match] of lossAt) {
    if (cuts.includes(place)) {
      system.addRule({ id: `cut-${place}`, match, action: { kind: 'drop' }, ...once });
    }
  }
  const crashes = new Map([...crashAt].filter(([place]) => cuts.includes(place)));
  const events: RuntimeEvent[] = [];
  system.observer = (event) => {
    events.push(event);
    if (event.kind !== 'delivered') return;
    const { fromNode, toNode, carries } = event.message;
    for (const [place, crash] of crashes) {
      if (fromNode !== crash.fromNode || carries !== crash.carries || !isShop(toNode)) continue;
      if (!always) crashes.delete(place);
      system.at(system.nowMs, () => system.crash(toNode));
    }
  };
  return events;
}

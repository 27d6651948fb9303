/**
 * The outbox: twenty browsers, one server and one console on the real runtime, with loss on every message between them
 * and a server that is killed while people speak.
 *
 *     play({ resend: true, remember: true, commitFirst: true, loss: 0.3, kills: 5 }, 1);
 *     // { lost: 0, doubled: 0, sentPerSaid: …, … }
 *
 * A killed server loses its memory and what its disk had not taken yet; its log it reads again.
 */
import { System } from '#runtime/system.ts';
import { browser, follower, server, type Observed } from './processes.ts';
import { killsAt, said, scene, type Outcome, type Setting } from './scene.ts';

const browsers = Array.from({ length: scene.learners }, (_, index) => `browser-${index + 1}`);

/** Plays a minute of a room. */
export function play(setting: Setting, seed: number): Outcome {
  const { loss, kills, ...measures } = setting;
  const system = new System({
    seed,
    trace: false,
    nodes: ['server', 'console', ...browsers].map((name) => ({ name })),
  });
  if (loss > 0)
    system.addRule({ id: 'wifi', match: {}, action: { kind: 'drop' }, probability: loss });
  const start = (): void => {
    system.spawnOn('server', server, measures, { name: 'server' });
  };
  start();
  system.spawnOn('console', follower, null, { name: 'console' });
  for (const [me, node] of browsers.entries()) system.spawnOn(node, browser, { me, measures });
  for (const atMs of killsAt(kills)) {
    system.at(atMs, () => system.crash('server'));
    system.at(atMs + scene.downMs, () => {
      system.restart('server');
      start();
    });
  }
  system.run({ untilMs: scene.endMs });
  return outcomeOf(
    system.observations.map(({ atMs, value }) => ({ atMs, ...(value as Observed) })),
  );
}

type Recorded = Observed & { readonly atMs: number };

/** The log as it ends, in its order, with when each entry came to stand there. */
function logOf(record: readonly Recorded[]): readonly (readonly [string, number])[] {
  const log: [string, number][] = [];
  for (const entry of record)
    if (entry.kind === 'recorded') log[entry.place] ??= [entry.id, entry.atMs];
  return log;
}

function instants(record: readonly Recorded[], kind: 'said' | 'seen'): [string, number][] {
  return record.flatMap((entry) => (entry.kind === kind ? [[entry.id, entry.atMs]] : []));
}

/** What the record of a run comes to. */
function outcomeOf(record: readonly Recorded[]): Outcome {
  const log = logOf(record);
  const seen = instants(record, 'seen');
  const saidAt = new Map(instants(record, 'said'));
  // The first of doubles counts.
  const recordedAt = new Map(log.toReversed());
  const seenAt = new Map(seen.toReversed());
  const delays = [...seenAt].map(([id, atMs]) => atMs - (saidAt.get(id) ?? atMs));
  const waitingAt = (nowMs: number): number =>
    [...saidAt].filter(([id, atMs]) => atMs <= nowMs && (recordedAt.get(id) ?? Infinity) > nowMs)
      .length;
  return {
    lost: said - recordedAt.size,
    doubled: log.length - recordedAt.size,
    sentPerSaid: record.filter(({ kind }) => kind === 'sent').length / said,
    slowestS: Math.max(0, ...delays) / 1_000,
    agrees: log.map(([id]) => id).join() === seen.map(([id]) => id).join(),
    waiting: Array.from({ length: scene.endMs / 1_000 + 1 }, (_, index) =>
      waitingAt(index * 1_000),
    ),
  };
}

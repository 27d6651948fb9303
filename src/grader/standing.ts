/** Who is in the middle of a conversation at the instant at which it breaks, and at which of the learner's lines. */
import type { ChronicleMessage, ChronicleProcess } from './chronicle.ts';
import { isSame } from './data.ts';
import type { Scene } from './scene.ts';
import type { Whereabouts } from './sites.ts';

/** A process that stands in the middle of something. */
export interface Standing extends Whereabouts {
  readonly process: ChronicleProcess;
  /** When it was drawn into the conversation. */
  readonly joinedMs: number;
}

const nanosecondMs = 1e-6;

/**
 * The processes that are in the middle of the conversations that broke, and not back where they take requests. Of some
 * that wait for one another the one nearest to the client comes first: it decides how long the client waits.
 */
export function standing(scene: Scene): Standing[] {
  const { breach, chronicle } = scene;
  const { atMs } = breach;
  return chronicle.processes
    .filter(({ startMs, endMs }) => startMs <= atMs && (endMs === null || endMs > atMs))
    .flatMap((process) => standsIn(scene, process) ?? [])
    .toSorted((left, right) => left.joinedMs - right.joinedMs);
}

function standsIn({ breach, chronicle }: Scene, process: ChronicleProcess): Standing | null {
  const { id, startMs, parent } = process;
  const now = chronicle.whereabouts(id, breach.atMs);
  if (now === null || !breach.tags.includes(now.tag)) return null;
  const request = chronicle.messages.find(
    (message): message is ChronicleMessage & { readonly arrivedMs: number } =>
      message.toProcess === id && message.tag === now.tag && message.arrivedMs !== null,
  );
  const requestMs = request?.arrivedMs ?? startMs;
  // Where it stood before that came: a process that was started for the conversation stood nowhere.
  const before = chronicle.whereabouts(id, requestMs - nanosecondMs);
  if (before !== null && isSame(before.place, now.place)) return null;
  return { ...now, process, joinedMs: before === null && parent !== null ? startMs : requestMs };
}

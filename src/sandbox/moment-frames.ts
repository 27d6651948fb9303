/**
 * Moments of steps in a row as frames that each say only what has changed since the one before: a window of hundreds
 * of steps is then a few hundred kilobytes. Unpacked, moments share what is the same in both.
 */
import { byDue, keyOfFlying } from '#runtime/flying.ts';
import type { FlyingMessage, Moment, NodeState, ProcessState } from '#runtime/moment.ts';

/** What has changed in one step. */
export interface MomentFrame {
  readonly step: number;
  readonly atMs: number;
  readonly hash: string;
  readonly ran: number | null;
  /** Nodes and processes that are new or different. */
  readonly nodes: readonly NodeState[];
  readonly processes: readonly ProcessState[];
  /** Ids of processes that are dead. */
  readonly gone: readonly number[];
  /** Messages that have set out, and the names of those under way before that have not been left so. */
  readonly flew: readonly FlyingMessage[];
  readonly landed: readonly string[];
}

/** Moments of steps in a row, as the inspector gives them: what has not changed is the same object. */
export function packMoments(moments: readonly Moment[]): MomentFrame[] {
  let nodes = new Set<NodeState>();
  let processes = new Map<number, ProcessState>();
  let flying = new Map<string, FlyingMessage>();
  return moments.map((moment) => {
    const { step, atMs, hash, ran } = moment;
    const nextProcesses = new Map(moment.processes.map((process) => [process.id, process]));
    const nextFlying = flyingByKey(moment.inFlight);
    const frame = {
      step,
      atMs,
      hash,
      ran,
      nodes: moment.nodes.filter((node) => !nodes.has(node)),
      processes: moment.processes.filter((process) => processes.get(process.id) !== process),
      gone: [...processes.keys()].filter((id) => !nextProcesses.has(id)),
      flew: [...nextFlying].flatMap(([key, message]) => (flying.has(key) ? [] : [message])),
      landed: [...flying.keys()].filter((key) => !nextFlying.has(key)),
    };
    nodes = new Set(moment.nodes);
    processes = nextProcesses;
    flying = nextFlying;
    return frame;
  });
}

/** The moments of such frames. */
export function unpackMoments(frames: readonly MomentFrame[]): Moment[] {
  const nodes = new Map<string, NodeState>();
  const processes = new Map<number, ProcessState>();
  const flying = new Map<string, FlyingMessage>();
  return frames.map((frame) => {
    const { step, atMs, hash, ran } = frame;
    for (const node of frame.nodes) nodes.set(node.name, node);
    for (const id of frame.gone) processes.delete(id);
    for (const process of frame.processes) processes.set(process.id, process);
    for (const key of frame.landed) flying.delete(key);
    // What is new may be the second of two that stand alike: then it has a key of its own.
    for (const [key, message] of flyingByKey(frame.flew, flying)) flying.set(key, message);
    const rank = new Map([...nodes.keys()].map((name, index) => [name, index]));
    const order = ({ node }: ProcessState): number => rank.get(node) ?? 0;
    return {
      step,
      atMs,
      hash,
      ran,
      nodes: [...nodes.values()],
      processes: [...processes.values()].sort(
        (left, right) => order(left) - order(right) || left.id - right.id,
      ),
      inFlight: [...flying.values()].sort(byDue),
    };
  });
}

/** Copies of a message may stand exactly alike: the second is numbered. */
function flyingByKey(
  messages: readonly FlyingMessage[],
  known: ReadonlyMap<string, FlyingMessage> = new Map(),
): Map<string, FlyingMessage> {
  const byKey = new Map<string, FlyingMessage>();
  for (const message of messages) {
    let key = keyOfFlying(message);
    while (byKey.has(key) || known.has(key)) key += "'";
    byKey.set(key, message);
  }
  return byKey;
}

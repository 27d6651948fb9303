/**
 * The learner's line to show with a story, and what it has to do with the breach. What happened at the instant of the
 * breach is what broke it: an effect in the world, a message, an answer. Where nothing happened then, it broke because
 * something was said too early, or because nothing was said at all. A check that knows better says so (`blame`).
 */
import type { ChronicleMessage } from './chronicle.ts';
import { field } from './data.ts';
import type { Blame } from './invariant.ts';
import { instantMs, type Scene } from './scene.ts';
import type { Tellable } from './tellable.ts';
import type { SourcePlace } from './verdict.ts';

export interface Decision {
  readonly place: SourcePlace;
  /** A noun phrase for the line. */
  readonly is: string;
}

type Way = (scene: Scene, all: readonly Tellable[]) => Decision | null;

/** The line that took the decision, or the nearest to it that is known. */
export function decide(scene: Scene, all: readonly Tellable[]): Decision | null {
  const { place, blame } = scene.breach;
  if (place) return { place, is: 'The line it comes from' };
  const ways = blame === undefined ? atBreach : [byBlame[blame], ...atBreach];
  for (const way of ways) {
    const decision = way(scene, all);
    if (decision !== null) return decision;
  }
  return null;
}

const byBlame: Readonly<Record<Blame, Way>> = {
  effect: (_, all) => lastEffect(all, ({ must }) => must),
  answer: answered,
  wait: waited,
  end: (_, all) =>
    lastEffect(all, () => true, 'The line that did the last thing; after it nothing more came'),
};

/** What is looked at, in this order, where the check says nothing. */
const atBreach: readonly Way[] = [
  (scene, all) => lastEffect(all, ({ must, atMs }) => must && scene.breach.atMs - atMs < instantMs),
  sent,
  answered,
  waited,
  (_, all) => {
    const last = all.findLast((event) => event.place !== null);
    return last?.place ? { place: last.place, is: 'Your last line before it broke' } : null;
  },
];

function lastEffect(
  all: readonly Tellable[],
  isMeant: (event: Tellable) => boolean,
  is = 'The line that did it',
): Decision | null {
  const effect = all.findLast(
    (event) => event.kind === 'effect' && event.place !== null && isMeant(event),
  );
  return effect?.place ? { place: effect.place, is } : null;
}

/** A message that set out at the instant of the breach. */
function sent({ chronicle, breach }: Scene): Decision | null {
  const message = chronicle.messages.findLast(
    ({ tag, sentMs, place }) =>
      place !== null &&
      breach.tags.includes(tag) &&
      sentMs <= breach.atMs &&
      breach.atMs - sentMs < instantMs,
  );
  return message?.place ? { place: message.place, is: 'The line that sent it' } : null;
}

/** What the client of the operation was told, and by which line: a reply that was passed on, or its own last line. */
function answered(scene: Scene): Decision | null {
  const { breach, chronicle } = scene;
  const [id] = breach.tags;
  const answer = chronicle.observations.findLast(
    ({ atMs, value }) =>
      atMs <= breach.atMs &&
      field(value, 'kind') === 'answered' &&
      field(value, 'operation') === id,
  );
  if (answer === undefined) return null;
  const { processId, atMs, tag, place } = answer;
  const isNow = (thenMs: number): boolean => atMs - thenMs < instantMs;
  const reply = scene.causeOf(processId, { atMs, tag });
  if (reply?.place && isReply(reply) && isNow(reply.arrivedMs ?? 0)) {
    return { place: reply.place, is: 'The line that gave this answer' };
  }
  if (place === null) return null;
  const hasGivenUp = chronicle.timeouts.some(
    (timeout) => timeout.process === processId && timeout.atMs <= atMs && isNow(timeout.atMs),
  );
  return {
    place,
    is: hasGivenUp
      ? 'The line that waited in vain before the answer'
      : 'Your last line before the answer',
  };
}

function isReply({ carrier, isLate }: ChronicleMessage): boolean {
  return carrier === 'reply' && !isLate;
}

/** Where the process that carries the operation out was last seen before the breach. */
function waited({ breach, chronicle, record }: Scene): Decision | null {
  const [id = ''] = breach.tags;
  const node = record.operation(id)?.operation.driver.node;
  const stations = [
    ...chronicle.messages
      .filter((message) => message.tag === id && message.from === node)
      .map(({ sentMs: atMs, place }) => ({ atMs, place })),
    ...chronicle.timeouts.filter(
      ({ tag, process }) =>
        tag === id && chronicle.processes.some((one) => one.id === process && one.node === node),
    ),
  ].filter(({ atMs, place }) => atMs <= breach.atMs && place !== null);
  const [first] = stations.toSorted((left, right) => right.atMs - left.atMs);
  return first?.place ? { place: first.place, is: 'The line that was waiting' } : null;
}

/**
 * The learner's line to show with a story, and what it has to do with the breach. What happened at the instant of the
 * breach is what broke it: an effect in the world, a message, an answer. Where nothing happened then, it broke because
 * something was said too early, or because nothing was said at all. A check that knows better says so (`blame`,
 * `decidedMs`).
 */
import type { ChronicleMessage, ChronicleObservation, ChronicleProcess } from './chronicle.ts';
import { field } from './data.ts';
import type { Blame, Found } from './invariant.ts';
import { instantMs, type Scene } from './scene.ts';
import { standing } from './standing.ts';
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
  effect: (scene, all) => lastEffect(all, ({ must }) => must) ?? askedFor(scene),
  answer: answered,
  wait: waited,
  end: (_, all) =>
    lastEffect(all, () => true, 'The line that did the last thing; after it nothing more came'),
};

/** What is looked at, in this order, where the check says nothing. */
const atBreach: readonly Way[] = [
  ({ breach }, all) => lastEffect(all, ({ must, atMs }) => must && isAt(decidedMs(breach), atMs)),
  crashed,
  sent,
  reported,
  answered,
  waited,
  ended,
  (_, all) => {
    const last = all.findLast((event) => event.place !== null);
    return last?.place ? { place: last.place, is: 'Your last line before it broke' } : null;
  },
];

/** When what broke was decided. */
function decidedMs({ decidedMs: known, atMs }: Found): number {
  return known ?? atMs;
}

/** True for what happened at an instant, which is a moment long. */
function isAt(instant: number, thenMs: number): boolean {
  return thenMs <= instant && instant - thenMs < instantMs;
}

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

/** A process that ended by an error of its own at the instant of the breach, in the learner's code. */
function crashed({ breach, record, chronicle }: Scene): Decision | null {
  for (const crash of record.crashes.toReversed()) {
    if (!isAt(decidedMs(breach), crash.atMs)) continue;
    const process = chronicle.processes.find(
      ({ node, label, endMs }) =>
        node === crash.node && label === crash.process && endMs === crash.atMs,
    );
    const last = process && chronicle.whereabouts(process.id, crash.atMs);
    if (last)
      return { place: last.place, is: `The line at which ${crash.node} › ${crash.process} ended` };
  }
  return null;
}

/** A message that set out at the instant of the breach. */
function sent({ chronicle, breach }: Scene): Decision | null {
  const message = chronicle.messages.findLast(
    ({ tag, sentMs, place }) =>
      place !== null && breach.tags.includes(tag) && isAt(decidedMs(breach), sentMs),
  );
  return message?.place ? { place: message.place, is: 'The line that sent it' } : null;
}

/** What the client of the operation was told, and by which line: a reply that was passed on, or its own last line. */
function answered(scene: Scene): Decision | null {
  const { chronicle } = scene;
  const answer = answerOf(scene);
  if (answer === undefined) return null;
  const { processId, atMs, place } = answer;
  const passedOn = replied(scene, answer);
  if (passedOn !== null) return passedOn;
  if (place === null) return null;
  const hasGivenUp = chronicle.timeouts.some(
    (timeout) => timeout.process === processId && isAt(atMs, timeout.atMs),
  );
  return {
    place,
    is: hasGivenUp
      ? 'The line that waited in vain before the answer'
      : 'Your last line before the answer',
  };
}

/** What the world sent at the instant of the breach because a line of the learner's had asked it to. */
function askedFor(scene: Scene): Decision | null {
  const { chronicle, breach } = scene;
  const instant = decidedMs(breach);
  let message = chronicle.messages.findLast(
    ({ tag, sentMs }) => breach.tags.includes(tag) && isAt(instant, sentMs),
  );
  // What made its sender send it was sent earlier, so the way back ends.
  while (message !== undefined && message.place === null) message = reasonFor(scene, message);
  return message?.place ? { place: message.place, is: 'The line that asked for it' } : null;
}

/** The message that made somebody send another: it reached the sender, or whoever started it for that. */
function reasonFor(
  scene: Scene,
  { fromProcess, sentMs, tag }: ChronicleMessage,
): ChronicleMessage | undefined {
  let process = scene.process(fromProcess ?? 0);
  while (process !== undefined) {
    const cause = scene.causeOf(process.id, { atMs: sentMs, tag });
    if (cause !== undefined && cause.sentMs < sentMs) return cause;
    process = scene.process(process.parent ?? 0);
  }
  return undefined;
}

/** What the world put on record when it broke is what somebody had just been told. */
function reported(scene: Scene): Decision | null {
  const instant = decidedMs(scene.breach);
  const report = scene.chronicle.observations.findLast(
    ({ atMs, tag, value }) => isAt(instant, atMs) && scene.isInvolved(tag, value),
  );
  if (report === undefined) return null;
  const passedOn = replied(scene, report);
  if (passedOn !== null) return passedOn;
  const process = scene.process(report.processId);
  if (process?.place && isAt(report.atMs, process.startMs)) {
    return { place: process.place, is: 'The line that started it' };
  }
  const earlier = scene.chronicle.messages.findLast(
    (message) =>
      message.toProcess === report.processId &&
      message.tag === report.tag &&
      message.place !== null &&
      isReply(message) &&
      (message.arrivedMs ?? Infinity) <= report.atMs,
  );
  return earlier?.place ? { place: earlier.place, is: 'The line that gave the answer' } : null;
}

/** The line of the reply that had just come when something was put on record. */
function replied(scene: Scene, { processId, atMs, tag }: ChronicleObservation): Decision | null {
  const reply = scene.causeOf(processId, { atMs, tag });
  return reply?.place && isReply(reply) && isAt(atMs, reply.arrivedMs ?? 0)
    ? { place: reply.place, is: 'The line that gave this answer' }
    : null;
}

/** The answer at the instant of the breach, else the last that the operation got which shows it. */
function answerOf({ breach, chronicle }: Scene): ChronicleObservation | undefined {
  const [first] = breach.tags;
  const instant = decidedMs(breach);
  const answers = chronicle.observations.filter(
    ({ atMs, value }) => atMs <= instant && field(value, 'kind') === 'answered',
  );
  const idOf = ({ value }: ChronicleObservation): unknown => field(value, 'operation');
  return (
    answers.findLast(
      (one) => isAt(instant, one.atMs) && breach.tags.some((tag) => tag === idOf(one)),
    ) ?? answers.findLast((one) => idOf(one) === first)
  );
}

function isReply({ carrier, isLate }: ChronicleMessage): boolean {
  return carrier === 'reply' && !isLate;
}

/** Where the process stands that keeps the operation waiting, else where somebody was last seen who was at it. */
function waited(scene: Scene): Decision | null {
  const { breach, chronicle, record } = scene;
  const [stuck] = standing(scene);
  if (stuck !== undefined) {
    return { place: stuck.place, is: sayWaiting(stuck.process) };
  }
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
  if (first?.place) return { place: first.place, is: 'The last line that was at it' };
  return unheard(scene);
}

/** Where the process stands that has a message of the conversation in its mailbox, and does nothing with it. */
function unheard({ breach, chronicle }: Scene): Decision | null {
  for (const { tag, toProcess, arrivedMs } of chronicle.messages.toReversed()) {
    if (toProcess === null || arrivedMs === null || !breach.tags.includes(tag)) continue;
    const stood = chronicle.whereabouts(toProcess, breach.atMs);
    const process = chronicle.processes.find(({ id }) => id === toProcess);
    if (stood === null || process === undefined || stood.sinceMs > arrivedMs) continue;
    if (process.endMs !== null && process.endMs <= breach.atMs) continue;
    return { place: stood.place, is: sayWaiting(process) };
  }
  return null;
}

/** Where a process of the conversation was when it ended, and it broke with that. */
function ended({ breach, chronicle }: Scene): Decision | null {
  for (const { id, node, label, endMs } of chronicle.processes.toReversed()) {
    if (endMs === null || !isAt(decidedMs(breach), endMs)) continue;
    const last = chronicle.whereabouts(id, endMs);
    if (last === null || !breach.tags.includes(last.tag)) continue;
    return { place: last.place, is: `The line at which ${node} › ${label} ended` };
  }
  return null;
}

function sayWaiting({ node, label }: ChronicleProcess): string {
  return `The line at which ${node} › ${label} was waiting`;
}

/**
 * Everything of a failing run that could be told, in the order of time and in the lab's words. `story.ts` chooses.
 *
 * What belongs to the conversations that broke is told with the weight of its phrase; what belongs to none, such as
 * replicas that talk among themselves, with a little less; what belongs to others is not told at all.
 */
import type { ChronicleMessage } from './chronicle.ts';
import { field, fits } from './data.ts';
import { tellFault } from './fault-words.ts';
import { roleOf } from './fingerprint.ts';
import type { Struck } from './record.ts';
import type { Failing, Scene } from './scene.ts';
import type { SourcePlace, StoryEventKind } from './verdict.ts';

/** Something that could be told. */
export interface Tellable {
  readonly kind: StoryEventKind;
  readonly atMs: number;
  readonly where: string;
  readonly text: string;
  readonly place: SourcePlace | null;
  readonly weight: number;
  /** Stable name; what enters the fingerprint of it. */
  readonly name: string;
  /** Told before all that is not. */
  readonly must: boolean;
  /** What the diagram draws for it. */
  readonly message: ChronicleMessage | null;
  readonly process: number | null;
  readonly struck: Struck | null;
}

/** Weight from which an effect of the conversation belongs to every story. */
const weightOfMust = 8;
/** An effect of the kind with which it broke: there is no second charge without a first. */
const weightOfEarlier = 9.5;

/**
 * Order of events at one instant, causes before what they cause: what arrives or falls due wakes a process, which has
 * its effects and sends on, and what it sends may be lost or be the moment of a crash.
 */
const ranks: readonly StoryEventKind[] = [
  'message',
  'timeout',
  'effect',
  'lost',
  'operation',
  'breach',
];

const plain = { place: null, message: null, process: null, struck: null, must: false } as const;

/** Collects what could be told, in the order of time. */
export function collectTellables(failing: Failing, scene: Scene): Tellable[] {
  const { breach } = failing;
  return [
    ...asksAndAnswers(scene),
    ...messages(scene),
    ...effects(scene),
    ...faults(scene),
    ...timeouts(scene),
    ...holds(scene),
    breachEvent(failing),
  ]
    .filter(({ atMs, kind }) => isTold(atMs, breach) || kind === 'breach')
    .toSorted((left, right) => left.atMs - right.atMs || rankOf(left) - rankOf(right));
}

/** Between what it began with and the breach. */
function isTold(atMs: number, { sinceMs = 0, atMs: breachMs }: Failing['breach']): boolean {
  return atMs >= sinceMs && atMs <= breachMs;
}

function rankOf({ kind, name, struck }: Tellable): number {
  if (name.startsWith('ask ')) return -2;
  if (kind !== 'fault') return ranks.indexOf(kind);
  // A fault that a message triggered comes with what the sender had just done; any other comes out of the blue.
  return struck?.message === null ? -1 : ranks.indexOf('lost');
}

function* asksAndAnswers(scene: Scene): Generator<Tellable> {
  const { record, telling } = scene;
  for (const call of record.operations) {
    const { id, fn, driver } = call.operation;
    const isInvolved = scene.isInvolved(id);
    const base = { ...plain, kind: 'operation' as const, where: driver.node };
    yield {
      ...base,
      must: isInvolved,
      atMs: call.startedMs,
      text: telling.ask(call.operation),
      weight: isInvolved ? 9 : 2,
      name: `ask ${fn}`,
    };
    if (call.endedMs === null || !isInvolved) continue;
    yield {
      ...base,
      atMs: call.endedMs,
      text: telling.answer(call),
      weight: 8,
      name: `answer ${fn}`,
    };
  }
}

function* messages(scene: Scene): Generator<Tellable> {
  for (const message of scene.chronicle.messages) {
    const share = scene.shareOf(message.tag, message.body);
    const phrase = share === 0 ? undefined : scene.phraseOf(message);
    if (phrase === undefined) continue;
    const told = scene.told(message);
    const event = { ...plain, place: message.place, message, name: phrase.name };
    const weight = phrase.weight * share;
    if (message.arrivedMs !== null) {
      const said = phrase.say(told);
      if (said === null) continue;
      const text = `${said}${message.isLate ? ', too late' : ''}`;
      yield { ...event, kind: 'message', atMs: message.arrivedMs, where: message.to, text, weight };
    } else if (message.fate === 'lost' && !scene.isStruck(message)) {
      // Not a rule of the plan, but what a crash or a broken connection took with it.
      const text = `${capitalised(phrase.noun(told))} gets lost`;
      const where = `${message.from} → ${message.to}`;
      yield { ...event, kind: 'lost', atMs: message.sentMs, where, text, weight };
    }
  }
}

function* effects(scene: Scene): Generator<Tellable> {
  const { chronicle, telling } = scene;
  for (const observation of chronicle.observations) {
    const { atMs, node, process, processId, tag, value } = observation;
    const share = scene.shareOf(tag, value);
    const phrase = share === 0 ? undefined : telling.effects.find((one) => fits(value, one.like));
    if (phrase === undefined) continue;
    const isInvolved = scene.isInvolved(tag, value);
    const isEarlier = isInvolved && field(value, 'kind') === scene.breakingKind;
    const cause = scene.causeOf(processId, observation);
    yield {
      ...plain,
      kind: 'effect',
      atMs,
      where: `${node} › ${process}`,
      text: phrase.say(observation, scene.operationOf(tag, value), scene.askerOf(cause)),
      place: cause?.place ?? null,
      weight: Math.max(phrase.weight * share, isEarlier ? weightOfEarlier : 0),
      must: isInvolved && phrase.weight >= weightOfMust,
      name: phrase.name,
      process: processId,
    };
  }
}

function* faults(scene: Scene): Generator<Tellable> {
  const { chronicle, telling } = scene;
  const role = telling.role ?? roleOf;
  for (const struck of chronicle.struck) {
    const isRule = 'match' in struck.fault;
    if (isRule && scene.shareOf(struck.message?.tag ?? '') === 0) continue;
    const message = scene.messageOf(struck);
    const phrase = message === null ? undefined : scene.phraseOf(message);
    const noun = message === null ? undefined : phrase?.noun(scene.told(message));
    const own = telling.fault?.(struck);
    const text = own === undefined ? tellFault(struck, noun) : own;
    if (text === null) continue;
    const about = isRule
      ? (phrase?.name ?? `${role(struck.message?.from ?? '')} to ${role(struck.message?.to ?? '')}`)
      : struck.nodes.map(role).join(' ');
    const isBeginning = struck.phase === 'begins';
    yield {
      ...plain,
      kind: isRule ? 'lost' : 'fault',
      atMs: struck.atMs,
      where: struck.nodes.join(isRule ? ' → ' : ', '),
      text,
      place: isRule ? (message?.place ?? null) : null,
      weight: isBeginning ? 9 : 4,
      must: isBeginning,
      name: `${struck.fault.kind} ${about}`,
      message: isRule ? message : null,
      struck,
    };
  }
}

function* timeouts(scene: Scene): Generator<Tellable> {
  const { chronicle, telling, record } = scene;
  for (const timeout of chronicle.timeouts) {
    const process = scene.process(timeout.process);
    // A world that polls is nobody's decision; only waits of the learner's code are told.
    if (process === undefined || timeout.place === null || !scene.isInvolved(timeout.tag)) continue;
    const { atMs, place, tag } = timeout;
    const { node, label, id } = process;
    const operation = record.operation(tag)?.operation;
    const told = telling.timeout?.({ atMs, node, process: label, operation });
    if (told === null) continue;
    const text = told ?? `${node} gives up waiting`;
    const event = { ...plain, kind: 'timeout' as const, atMs, where: node, text, place };
    yield { ...event, weight: 6, name: 'timeout', process: id };
  }
}

/** Turns out of order, where a schedule other than first come, first served is needed. */
function* holds(scene: Scene): Generator<Tellable> {
  for (const { atMs, process, until } of scene.chronicle.holds) {
    const held = scene.process(process);
    const first = scene.process(until);
    if (held === undefined || first === undefined) continue;
    const text = `${held.label} on ${held.node} could go on, but ${first.label} on ${first.node} does so first`;
    const event = { ...plain, kind: 'fault' as const, atMs, where: held.node, text };
    yield { ...event, weight: 8, name: 'turn', process };
  }
}

function breachEvent({ row, breach, observedWhole = null }: Failing): Tellable {
  const observed =
    observedWhole === null
      ? breach.observed
      : `${observedWhole} in the whole run, ${breach.observed} in the part of it told here`;
  return {
    ...plain,
    kind: 'breach',
    atMs: breach.atMs,
    where: breach.operation,
    text: `${row.sentence}: expected ${breach.expected}, observed ${observed}`,
    weight: 10,
    must: true,
    name: 'breach',
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * The story of a failure: from all that happened in the shrunk run, the 3 to 8 events that lead to the breach.
 *
 * What the client asked, the faults, the effects of its conversations and the breach are always told, as far as
 * eight events hold them; the other places go to the messages that weigh most, the later one first.
 */
import type { Chronicle, ChronicleMessage } from './chronicle.ts';
import { fits } from './data.ts';
import { tellFault } from './fault-words.ts';
import { fingerprintOf, roleOf } from './fingerprint.ts';
import type { Found, Invariant } from './invariant.ts';
import { isMatch } from './match.ts';
import type { RunRecord, Struck } from './record.ts';
import type { EffectPhrase, MessagePhrase, Telling, ToldMessage } from './tell.ts';
import type { SourcePlace, Story, StoryEvent, StoryEventKind } from './verdict.ts';

export const storyEventsMin = 3;
export const storyEventsMax = 8;

/** All that is known of a failure when its story is told. */
export interface Failing {
  readonly row: Invariant;
  readonly breach: Found;
  readonly record: RunRecord;
  readonly chronicle: Chronicle;
  readonly telling: Telling;
}

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
  /** Told in any case. */
  readonly must: boolean;
  /** What the diagram draws for it. */
  readonly message: ChronicleMessage | null;
  readonly process: number | null;
  readonly struck: Struck | null;
}

/** A story and, for the diagram, what each of its events was. */
export interface Told {
  readonly story: Story;
  readonly events: readonly Tellable[];
}

/** Tells a failure. */
export function tellStory(failing: Failing): Told {
  const { row, breach, record } = failing;
  const all = tellables(failing);
  const events = select(all, breach);
  const title = typeof row.title === 'string' ? row.title : row.title(breach);
  const hint = typeof row.hint === 'number' ? row.hint : row.hint(breach, record);
  const place = breach.place ?? decisionPlace(all, breach);
  const story: Story = {
    title,
    events: events.map(({ kind, atMs, where, text, place: line }, index): StoryEvent => ({
      number: index + 1,
      kind,
      atMs,
      where,
      text,
      place: line,
    })),
    place,
    hint,
    fingerprint: fingerprintOf([row.code, breach.cause, ...signature(all, breach)]),
  };
  return { story, events };
}

function tellables(failing: Failing): Tellable[] {
  const list = [
    ...asksAndAnswers(failing),
    ...messages(failing),
    ...effects(failing),
    ...faults(failing),
    ...timeouts(failing),
    breachEvent(failing),
  ];
  return list
    .filter((event) => event.atMs <= failing.breach.atMs || event.kind === 'breach')
    .toSorted((left, right) => left.atMs - right.atMs || rankOf(left) - rankOf(right));
}

/** Order of events at one instant: causes before what they cause. */
const ranks: readonly StoryEventKind[] = [
  'fault',
  'lost',
  'message',
  'timeout',
  'effect',
  'operation',
  'breach',
];

function rankOf({ kind, name }: Tellable): number {
  return name.startsWith('ask ') ? -1 : ranks.indexOf(kind);
}

const plain = { place: null, message: null, process: null, struck: null, must: false } as const;

function* asksAndAnswers({ record, breach, telling }: Failing): Generator<Tellable> {
  for (const call of record.operations) {
    const { id, fn, driver } = call.operation;
    const isInvolved = breach.tags.includes(id);
    const base = { ...plain, kind: 'operation' as const, where: driver.node, must: isInvolved };
    yield {
      ...base,
      atMs: call.startedMs,
      text: telling.ask(call.operation),
      weight: isInvolved ? 9 : 2,
      name: `ask ${fn}`,
    };
    if (call.endedMs === null) continue;
    yield {
      ...base,
      must: false,
      atMs: call.endedMs,
      text: telling.answer(call),
      weight: isInvolved ? 8 : 2,
      name: `answer ${fn}`,
    };
  }
}

function* messages({ chronicle, breach, telling, record }: Failing): Generator<Tellable> {
  for (const message of chronicle.messages) {
    const phrase = phraseOf(telling, message);
    if (phrase === undefined || message.arrivedMs === null || message.fate === 'duplicated')
      continue;
    const isInvolved = breach.tags.includes(message.tag);
    yield {
      ...plain,
      kind: 'message',
      atMs: message.arrivedMs,
      where: message.to,
      text: `${phrase.say(told(message, record))}${message.isLate ? ', too late' : ''}`,
      place: message.place,
      weight: isInvolved ? phrase.weight : phrase.weight / 4,
      name: phrase.name,
      message,
    };
  }
}

function* effects({ chronicle, breach, telling, record }: Failing): Generator<Tellable> {
  for (const observation of chronicle.observations) {
    const phrase = telling.effects.find((one) => fits(observation.value, one.like));
    if (phrase === undefined) continue;
    yield {
      ...plain,
      kind: 'effect',
      atMs: observation.atMs,
      where: `${observation.node} › ${observation.process}`,
      text: phrase.say(observation, record.operation(observation.tag)?.operation),
      place: causeOf(chronicle, observation.processId, observation)?.place ?? null,
      ...importance(phrase, breach.tags.includes(observation.tag)),
      name: phrase.name,
      process: observation.processId,
    };
  }
}

function importance(phrase: EffectPhrase, isInvolved: boolean): { weight: number; must: boolean } {
  return {
    weight: isInvolved ? phrase.weight : phrase.weight / 4,
    must: isInvolved && phrase.weight >= 8,
  };
}

function* faults({ chronicle, telling, record }: Failing): Generator<Tellable> {
  const role = telling.role ?? roleOf;
  for (const struck of chronicle.struck) {
    const message = struck.message === null ? null : (findMessage(chronicle, struck) ?? null);
    const phrase = message === null ? undefined : phraseOf(telling, message);
    const noun =
      message === null || phrase === undefined ? undefined : phrase.noun(told(message, record));
    const text = telling.fault?.(struck) ?? tellFault(struck, noun);
    if (text === null) continue;
    const isRule = 'match' in struck.fault;
    const about = isRule
      ? (phrase?.name ?? `${role(struck.message?.from ?? '')} to ${role(struck.message?.to ?? '')}`)
      : struck.nodes.map(role).join(' ');
    yield {
      ...plain,
      kind: isRule ? 'lost' : 'fault',
      atMs: struck.atMs,
      where: struck.nodes.join(isRule ? ' → ' : ', '),
      text,
      place: isRule ? (message?.place ?? null) : null,
      weight: struck.phase === 'begins' ? 9 : 4,
      must: struck.phase === 'begins',
      name: `${struck.fault.kind} ${about}`,
      message: isRule ? message : null,
      struck,
    };
  }
}

function* timeouts({ chronicle, breach, telling, record }: Failing): Generator<Tellable> {
  const processes = new Map(chronicle.processes.map((process) => [process.id, process]));
  for (const timeout of chronicle.timeouts) {
    const process = processes.get(timeout.process);
    // A world that polls is nobody's decision; only waits of the learner's code are told.
    if (process === undefined || timeout.place === null || !breach.tags.includes(timeout.tag))
      continue;
    const toldTimeout = {
      atMs: timeout.atMs,
      node: process.node,
      process: process.label,
      operation: record.operation(timeout.tag)?.operation,
    };
    yield {
      ...plain,
      kind: 'timeout',
      atMs: timeout.atMs,
      where: process.node,
      text: telling.timeout?.(toldTimeout) ?? `${process.node} gives up waiting`,
      place: timeout.place,
      weight: 6,
      name: 'timeout',
      process: process.id,
    };
  }
}

function breachEvent({ row, breach }: Failing): Tellable {
  return {
    ...plain,
    kind: 'breach',
    atMs: breach.atMs,
    where: breach.operation,
    text: `${row.sentence}: expected ${breach.expected}, observed ${breach.observed}`,
    weight: 10,
    must: true,
    name: 'breach',
  };
}

/** Picks what is told, in the order of time. */
function select(all: readonly Tellable[], breach: Found): Tellable[] {
  const ranked = withoutRepeats(all).toSorted(
    (left, right) =>
      Number(right.kind === 'breach') - Number(left.kind === 'breach') ||
      Number(right.must) - Number(left.must) ||
      right.weight - left.weight ||
      closeness(left, breach) - closeness(right, breach),
  );
  const worth = ranked.filter((event) => event.weight >= 4);
  const chosen = new Set((worth.length < storyEventsMin ? ranked : worth).slice(0, storyEventsMax));
  return all.filter((event) => chosen.has(event));
}

function closeness(event: Tellable, breach: Found): number {
  return Math.abs(event.atMs - breach.atMs);
}

/** Of events that read the same, the first and the last: a loop of retries is told by its ends. */
function withoutRepeats(all: readonly Tellable[]): Tellable[] {
  const first = new Map<string, Tellable>();
  const last = new Map<string, Tellable>();
  for (const event of all) {
    const key = `${event.kind}\u0000${event.name}`;
    if (!first.has(key)) first.set(key, event);
    last.set(key, event);
  }
  const kept = new Set([...first.values(), ...last.values()]);
  return all.filter((event) => event.must || kept.has(event));
}

/**
 * The learner's line that took the decision: the one that caused the effect with which the invariant broke, else the
 * last line of the conversation that sent or stopped waiting.
 */
function decisionPlace(all: readonly Tellable[], breach: Found): SourcePlace | null {
  const effect = all.findLast(
    (event) => event.kind === 'effect' && event.must && event.place !== null,
  );
  if (effect !== undefined && closeness(effect, breach) < 1) return effect.place;
  const own = all.findLast(
    (event) =>
      event.place !== null && (event.message === null || breach.tags.includes(event.message.tag)),
  );
  return own?.place ?? effect?.place ?? null;
}

/** What enters the fingerprint besides code and cause: kinds of faults and effects, each run of equals once. */
function signature(all: readonly Tellable[], breach: Found): string[] {
  const names = all
    .filter((event) => event.must && (event.kind === 'effect' || event.struck !== null))
    .filter((event) => event.atMs <= breach.atMs)
    .map((event) => event.name);
  return names.filter((name, index) => name !== names[index - 1]);
}

/** The message that the process handled when it reported: the last that reached it in this conversation. */
function causeOf(
  chronicle: Chronicle,
  process: number,
  at: { readonly atMs: number; readonly tag: string },
): ChronicleMessage | undefined {
  return chronicle.messages.findLast(
    (message) =>
      message.toProcess === process &&
      message.tag === at.tag &&
      message.arrivedMs !== null &&
      message.arrivedMs <= at.atMs,
  );
}

function findMessage(chronicle: Chronicle, { message }: Struck): ChronicleMessage | undefined {
  if (message === null) return undefined;
  const { tag, from, to, ordinal } = message;
  return chronicle.messages.find(
    (one) => one.tag === tag && one.from === from && one.to === to && one.ordinal === ordinal,
  );
}

function phraseOf(telling: Telling, message: ChronicleMessage): MessagePhrase | undefined {
  return telling.messages.find((phrase) => isMatch(phrase.match, message));
}

function told(message: ChronicleMessage, record: RunRecord): ToldMessage {
  const { tag, from, to, ordinal, carrier, body, sentMs, arrivedMs, fate } = message;
  const operation = record.operation(tag)?.operation;
  return { tag, from, to, ordinal, carrier, body, sentMs, arrivedMs, fate, operation };
}

/** The lab in words: how operations, messages, effects and faults are told. */
import {
  anything,
  field,
  formatMeasure,
  type CallRecord,
  type MessagePhrase,
  type Observation,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';
import { textOf } from './news.ts';

const isWell: { readonly [health: string]: string } = {
  well: 'who is well',
  drowsy: 'who takes 0.3 s to answer',
  slow: 'who takes two seconds to answer',
  gone: 'who has already gone',
  frail: 'who cannot bear a status',
};

function nameOf(operation: Operation): string {
  switch (operation.fn) {
    case 'befriend':
      return textOf(operation, 'name');
    case 'publish':
      return 'the publish';
    case 'junk':
      return 'a message that means nothing';
    default:
      return operation.id.replace('-', ' ');
  }
}

function ask(operation: Operation): string {
  switch (operation.fn) {
    case 'befriend': {
      const health = textOf(operation, 'health');
      return `Ada has a friend, ${nameOf(operation)}, ${isWell[health] ?? health}`;
    }
    case 'publish': {
      const statuses = field(operation.args, 'statuses');
      const [first] = Array.isArray(statuses) ? statuses : [];
      return `Ada publishes “${String(first)}”`;
    }
    case 'ping':
      return `Somebody asks Ada’s session whether it is there (${nameOf(operation)})`;
    case 'status':
      return `Somebody on ${operation.driver.node} asks for Ada’s status`;
    default:
      return `A client sends Ada’s session “${textOf(operation, 'word')}”`;
  }
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  const tookMs = (endedMs ?? startedMs) - startedMs;
  switch (operation.fn) {
    case 'publish': {
      if (told === undefined) return 'Ada hears nothing of her publish';
      const delivered = String(field(told, 'delivered'));
      const failed = String(field(told, 'failed'));
      return `After ${formatMeasure(tookMs, 'ms')} Ada hears: ${delivered} delivered, ${failed} failed`;
    }
    case 'ping':
      return told === undefined
        ? `Nobody answers ${nameOf(operation)}`
        : `The answer comes after ${formatMeasure(tookMs, 'ms')}`;
    case 'status':
      return typeof told === 'string' && told !== ''
        ? `The answer is “${told}”`
        : 'The answer is: no status at all';
    default:
      return `${nameOf(operation)} is done`;
  }
}

const messages: readonly MessagePhrase[] = [
  {
    name: 'publish request',
    match: { body: { kind: 'publish' } },
    weight: 4,
    noun: () => 'the request to publish',
    say: () => 'Ada’s session gets a status to publish',
  },
  {
    name: 'status update',
    match: { body: { kind: 'status', text: anything, from: anything } },
    weight: 6,
    // Inside a node only what is sent to somebody who is no longer there is lost.
    noun: ({ fate }) =>
      fate === 'lost' ? 'the status update for a friend who is gone' : 'the status update',
    say: () => 'A friend gets the status update',
  },
  {
    name: 'status told',
    match: { body: { kind: 'status', text: anything } },
    weight: 4,
    noun: () => 'the answer',
    say: () => 'The session’s answer arrives',
  },
  {
    name: 'acknowledgement',
    match: { body: { kind: 'ack' } },
    weight: 6.5,
    noun: ({ fate }) =>
      fate === 'lost' ? 'the acknowledgement for a process that has ended' : 'the acknowledgement',
    say: () => 'A friend says that the status is on the screen',
  },
  {
    name: 'status stored',
    match: { carrier: 'call', body: { op: 'put' } },
    weight: 4,
    noun: () => 'the status for the store',
    say: () => 'The store is asked to keep the status',
  },
  {
    name: 'ping',
    match: { body: { kind: 'ping' } },
    weight: 5,
    noun: () => 'the ping',
    say: () => 'The ping is in the session’s mailbox',
  },
];

const effects: Telling['effects'] = [
  {
    name: 'shown',
    like: { kind: 'shown', times: 1 },
    weight: 5,
    say: ({ value }) => `${friendOf(value)} sees it`,
  },
  {
    name: 'shown again',
    like: { kind: 'shown' },
    weight: 10,
    say: ({ value }) => `${friendOf(value)} sees it again`,
  },
  {
    name: 'session ended',
    like: { kind: 'sessionEnded' },
    weight: 9,
    say: ({ value }) => `Ada’s session ends, with the reason “${reasonOf(value)}”`,
  },
  {
    name: 'supervisor ended',
    like: { kind: 'supervisorEnded' },
    weight: 8,
    say: ({ value }) => `Ada’s supervisor ends, with the reason “${reasonOf(value)}”`,
  },
  {
    name: 'child started',
    like: { kind: 'started', times: 1 },
    weight: 6,
    say: ({ value }) => `The supervisor starts the child “${childOf(value)}”`,
  },
  ...[1, 2, 3, 4].map((restart) => ({
    name: `restart ${restart}`,
    like: { kind: 'started', times: restart + 1 },
    weight: 7,
    say: () => `It is started again (restart ${restart})`,
  })),
  {
    name: 'child ended',
    like: { kind: 'ended' },
    weight: 5,
    say: ({ value }) => `The child “${childOf(value)}” ends: ${textField(value, 'how')}`,
  },
  {
    name: 'gave up',
    like: { kind: 'gaveUp' },
    weight: 9,
    say: ({ value }) => `The supervisor of “${childOf(value)}” gives up: exit ${reasonOf(value)}`,
  },
];

function friendOf(value: Observation['value']): string {
  return textField(value, 'friend');
}
function childOf(value: Observation['value']): string {
  return textField(value, 'child');
}
function reasonOf(value: Observation['value']): string {
  return textField(value, 'reason');
}
function textField(value: unknown, name: string): string {
  const text = field(value, name);
  return typeof text === 'string' ? text : '';
}

function fault({ fault: planned }: Struck): string | undefined {
  if (planned.kind !== 'kill') return undefined;
  return 'name' in planned.process
    ? 'Ada’s session is killed, in the middle of a publish'
    : 'A process that works on the publish is killed';
}

export const words: Telling = {
  name: nameOf,
  ask,
  answer,
  messages,
  effects,
  fault,
  timeout: ({ process }) => `${process} waits no longer`,
};

/**
 * What processes send each other. Messages are one kind of signal; links, monitors and exits are others, and
 * all signals from one process to another arrive in the order in which they were sent.
 *
 *   message call cast reply    payload of the learner's programs
 *   exit                       exit/2: somebody asks the receiver to end
 *   linkExit                   a linked process ended
 *   link unlink unlinkAck      OTP's link protocol: an unlink holds once it is acknowledged
 *   monitor demonitor down     the same for monitors
 *   spawn                      a process begins on another node
 *   close                      a node learns that its peer has given up the connection
 */
import { assert } from './assert.ts';
import type { Conversation } from './conversation.ts';
import type { MessageView } from './events.ts';
import type { Path } from './path.ts';
import type { Process } from './process.ts';

/** Kinds of everything that can be due: signals here, timers in timer.ts. Zero is a cancelled one. */
export const dueKind = {
  cancelled: 0,
  message: 1,
  call: 2,
  cast: 3,
  reply: 4,
  exit: 5,
  linkExit: 6,
  link: 7,
  unlink: 8,
  unlinkAck: 9,
  monitor: 10,
  demonitor: 11,
  down: 12,
  spawn: 13,
  close: 14,
  wake: 20,
  resume: 21,
  sendAfter: 22,
  nodeAction: 23,
  hostAction: 24,
} as const;

/** What a message carries, in words; control signals carry nothing of the learner's. */
export type Carries = 'message' | 'call' | 'cast' | 'reply';

/** Something that happens at an instant: a signal that arrives or a timer that fires. */
export interface Due {
  kind: number;
}

/** One signal on its way or in a mailbox. The list fields make lane and mailbox free of allocation. */
export class Signal implements Due {
  kind: number;
  readonly from: Process | null;
  /** Null while it is addressed to a name on another node. */
  to: Process | null;
  body: unknown;
  /** Bytes it costs on the wire and in the mailbox. */
  readonly size: number;
  readonly conversation: Conversation;
  /** Where the sender's code was. */
  readonly site: number;
  /** A name, reference or number that belongs to the kind. */
  extra: unknown;
  /** The next signal in the mailbox. */
  next: Signal | null = null;
  /** The way between two nodes; null for a local signal. */
  path: Path | null = null;
  /** Which connection between the nodes it was sent on. */
  era = 0;
  /** How many messages of its conversation took the same route before it. */
  ordinal = 0;
  /** What observers and rules were shown of it: the same each time. */
  view: MessageView | null = null;
  /** True if the body holds top-level functions, which mean another instance on another node. */
  functions = false;

  // eslint-disable-next-line max-params -- one flat record, made once for each message
  constructor(
    kind: number,
    from: Process | null,
    to: Process | null,
    body: unknown,
    size: number,
    conversation: Conversation,
    site: number,
    extra: unknown,
  ) {
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.body = body;
    this.size = size;
    this.conversation = conversation;
    this.site = site;
    this.extra = extra;
  }
}

/** True for the kinds that carry a learner's payload: only these are subject to message rules. */
export function isPayload(kind: number): boolean {
  return kind >= dueKind.message && kind <= dueKind.reply;
}

const carriesNames: readonly (Carries | undefined)[] = [
  undefined,
  'message',
  'call',
  'cast',
  'reply',
];

/** The word for a payload kind. */
export function carriesOf(kind: number): Carries {
  assert(isPayload(kind), 'only messages carry something');
  return carriesNames[kind] ?? 'message';
}

/** What rules match on and observers see: a call's request, a reply's value, else the message itself. */
export function payloadOf(signal: Signal): unknown {
  if (signal.kind === dueKind.call || signal.kind === dueKind.cast) {
    return (signal.body as { readonly request: unknown }).request;
  }
  return signal.body;
}

/**
 * A process: one thread of control with a mailbox, and nothing it shares with anybody.
 *
 *            spawn                 awaits what is not there            body returns, exits, is killed
 *   embryo ─────────▶ runnable ◀───────────────────────────▶ waiting ─────────────────────▶ dead
 *                        │                 it comes, or the timeout                          ▲
 *                        └───────────────────────────────────────────────────────────────────┘
 *
 * Its control is a stack of generators: the body at the bottom, above it the async functions that are being
 * awaited. Killing drops the stack: nothing of it runs again, no `finally`, as on the BEAM.
 */
import { assert } from './assert.ts';
import type { Conversation } from './conversation.ts';
import type { Ties } from './ties.ts';
import type { Frame } from './machine.ts';
import { nsPerMs } from './limits.ts';
import { Mailbox } from './mailbox.ts';
import type { Node } from './node.ts';
import type { Path } from './path.ts';
import { Pid } from './pid.ts';
import type { Key } from './random.ts';
import type { Timer } from './timer.ts';

/** What a process waits for. */
export const waiting = {
  nothing: 0,
  message: 1,
  response: 2,
  device: 3,
  /** Not begun: on its way to its node. */
  start: 4,
  /** The timeout of the wait has come. */
  messageInVain: 5,
  responseInVain: 6,
} as const;

/** What a process is to run: the function is looked up on its node when it begins. */
export interface Body {
  readonly arg: unknown;
  /** True if the argument holds functions, to be replaced by the node's own. */
  readonly functions: boolean;
  resolve(node: Node): (arg: unknown) => unknown;
}

/** Latest arrivals of what a process has sent to other nodes: nothing later may arrive before them. */
class Outbox {
  #node: Node | null = null;
  #arrivalNs = 0;
  #others: Map<Node, number> | null = null;

  inOrder(to: Node, arrivalNs: number): number {
    if (to !== this.#node) this.#turnTo(to);
    if (arrivalNs <= this.#arrivalNs) return this.#arrivalNs;
    this.#arrivalNs = arrivalNs;
    return arrivalNs;
  }

  #turnTo(to: Node): void {
    if (this.#node !== null) {
      this.#others ??= new Map();
      this.#others.set(this.#node, this.#arrivalNs);
    }
    this.#node = to;
    this.#arrivalNs = this.#others?.get(to) ?? 0;
  }
}

export class Process {
  readonly id: number;
  /** Chance of its own: hash of the parent's key, of the conversation and of an ordinal. */
  readonly key: Key;
  readonly node: Node;
  /** What it runs, for people: the function's name. */
  readonly label: string;
  /** Virtual time of its birth, in whole milliseconds. */
  readonly bornMs: number;
  alive = true;
  trapsExits = false;
  /** True while it stands in the run queue. */
  queued = false;
  /** Set while too much of what it has sent waits: then its turn has to wait as well. */
  suspendedBy: Path | null = null;
  /** True if its turn has come while it was suspended. */
  stalled = false;
  waitsFor: number = waiting.nothing;
  /** The innermost open call; those that await it are in `frames`. */
  frame: Frame | null = null;
  frames: Frame[] | null = null;
  /**
   * What belongs to the wait: the body that is to begin, the pattern of a receive, the request of a response, or
   * the value to go on with.
   */
  held: unknown = undefined;
  /** Timeout of the wait. */
  timer: Timer | null = null;
  /** Where its code was when it last stopped. */
  site = 0;
  conversation: Conversation;
  /** Steps its turns have taken: loop rounds, function entries, resumptions. OTP: reductions. */
  reductions = 0;
  /** Counters behind keyed chance: numbers it drew, turns it got. */
  drawn = 0;
  turns = 0;
  /** Links, monitors, name: most processes have none. */
  ties: Ties | null = null;
  /** The living processes of a node form a list. */
  before: Process | null = null;
  after: Process | null = null;
  // Many processes never get a message, and more never send to another node: these are made when first needed.
  #mailbox: Mailbox | null = null;
  #outbox: Outbox | null = null;
  #pid: Pid | null = null;

  constructor(id: number, key: Key, node: Node, label: string, conversation: Conversation) {
    this.id = id;
    this.key = key;
    this.node = node;
    this.label = label;
    this.bornMs = Math.floor(node.system.timeline.nowNs / nsPerMs);
    this.conversation = conversation;
  }

  get pid(): Pid {
    return (this.#pid ??= new Pid(this));
  }

  get mailbox(): Mailbox {
    return (this.#mailbox ??= new Mailbox());
  }

  /** True if a message waits. */
  get hasMail(): boolean {
    return this.#mailbox !== null && this.#mailbox.length > 0;
  }

  /** The earliest instant, not before `arrivalNs`, that keeps the order of what it sends to a node. */
  inOrder(to: Node, arrivalNs: number): number {
    return (this.#outbox ??= new Outbox()).inOrder(to, arrivalNs);
  }

  /** Opens a call above the present one. */
  push(frame: Frame): number {
    assert(this.frame !== frame, 'a call is opened once');
    if (this.frame !== null) (this.frames ??= []).push(this.frame);
    this.frame = frame;
    return this.frames === null ? 1 : this.frames.length + 1;
  }

  /** Closes the innermost call; false if it was the body. */
  pop(): boolean {
    const outer = this.frames?.pop();
    this.frame = outer ?? null;
    return outer !== undefined;
  }

  /** The run is over. */
  close(): void {
    this.drop();
    this.before = null;
    this.after = null;
    this.timer = null;
    this.ties = null;
    this.#mailbox = null;
    this.#outbox = null;
  }

  /** Lets go of everything a dead process could keep alive. */
  drop(): void {
    assert(this.alive, 'a process dies once');
    this.alive = false;
    this.queued = false;
    this.frame = null;
    this.frames = null;
    // Its outbox stays: what it has sent may still have to leave, in order.
    this.held = undefined;
  }
}

/**
 * A fact of Erlang/OTP, as a program on this runtime that prints lines. The same program in Erlang is in facts.erl
 * under the same id, and what real Erlang prints is in facts.out.
 */
import { demonitor, monitor, receive, spawn } from '#runtime/index.ts';
import { isErrorReason } from '#runtime/exit-reason.ts';
import { here, type Frame } from '#runtime/machine.ts';
import { any, timeout } from '#runtime/pattern.ts';
import { isPid, isRef, type Pid } from '#runtime/pid.ts';
import { System } from '#runtime/system.ts';
import { nativeFunction } from '#runtime/toplevel.ts';

/** Prints one line of a fact. */
export type Print = (line: string) => void;

export interface Fact {
  /** `f01` … as in facts.erl. */
  readonly id: string;
  /** What it shows, in one sentence. */
  readonly title: string;
  readonly run: (t: Print) => Frame;
  /** The other node is a hidden one. */
  readonly hidden?: boolean;
}

/** How long virtual time may take; some facts wait on purpose. */
const patienceMs = 300_000;

/** Runs a fact; gives its lines as `id<tab>text`. */
export function linesOf({ id, run, hidden = false }: Fact): string[] {
  const lines: string[] = [];
  const print: Print = (line) => lines.push(`${id}\t${line}`);
  const system = new System({ seed: 1, nodes: [{ name: 'here' }, { name: 'N', hidden }] });
  system.spawnOn(
    'here',
    nativeFunction(() => run(print)),
    undefined,
    { name: 'main' },
  );
  const result = system.run({ untilMs: patienceMs });
  if (result.kind === 'stopped') lines.push(`${id}\t${result.stop.code} ${result.stop.message}`);
  const main = system.crashes.find(({ process }) => process.name === 'main');
  if (main !== undefined)
    lines.push(`${id}\tmain died: ${term(main.reason)} ${main.engineText ?? ''}`);
  return lines;
}

/** Erlang's lists, which print otherwise than tuples; arrays are tuples. */
export class List {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}
export const list = (items: readonly unknown[]): List => new List(items);

/** A value in Erlang's syntax. */
export function term(value: unknown): string {
  if (value instanceof List) return `[${value.items.map(term).join(',')}]`;
  if (Array.isArray(value)) return `{${value.map(term).join(',')}}`;
  if (isPid(value) || isRef(value)) return 'P';
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}

/** An error's stack is not compared: `{noproc,stack}`. */
export function r(reason: unknown): unknown {
  return isErrorReason(reason) ? [reason.name, 'stack'] : reason;
}

/** A process body. */
export function fun<A = undefined>(body: (arg: A) => Frame): (arg: A) => Promise<unknown> {
  return nativeFunction(body) as unknown as (arg: A) => Promise<unknown>;
}

/** `spawn(fun() -> … end)`. */
export function go(body: () => Frame): Pid {
  return spawn(fun(body));
}

/** Waits for `stop`. */
export const idle = fun(function* () {
  yield receive('stop');
});

/** Waits until a process has ended. */
export function* waitDead(pid: Pid): Frame {
  const ref = monitor(pid);
  yield receive({ kind: 'DOWN', ref });
  return demonitor(ref);
}

/** Takes one message, or gives `none`. */
export function* get1(ms = 50): Frame {
  const message = yield receive(any, ms);
  return message === timeout ? 'none' : message;
}

/** A message's own kind: `EXIT` and `DOWN` come as objects. */
export interface Notice {
  readonly kind: 'EXIT' | 'DOWN' | 'nodedown';
  readonly from: Pid;
  readonly ref: unknown;
  readonly reason: unknown;
}

export function* exitOf(pid: Pid): Generator<unknown, unknown, unknown> {
  return ((yield receive({ kind: 'EXIT', from: pid })) as Notice).reason;
}

export function* downOf(ref: unknown): Generator<unknown, unknown, unknown> {
  return ((yield receive({ kind: 'DOWN', ref: ref as never })) as Notice).reason;
}

/** Messages waiting in one's own mailbox. OTP: process_info(self(), message_queue_len). */
export function queueLength(): number {
  return here().mailbox.length;
}

/** The reason that `run` raises, or `none`. */
export function raisedBy(run: () => unknown): unknown {
  try {
    run();
    return 'none';
  } catch (error) {
    return (error as { readonly reason: unknown }).reason;
  }
}

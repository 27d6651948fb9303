/**
 * What a learner may import from 'nines'. This text is what Monaco shows and what CI checks labs with.
 * Every operation that waits returns a Promise and must be awaited where it is called.
 */
declare module 'nines' {
  /** A process identifier. It can be sent, compared with `===` and printed; it says nothing about whether the process still lives. */
  export interface Pid {
    readonly kind: 'pid';
    /** Name of the node the process was started on. */
    readonly node: string;
    /** Unique among the living processes of all nodes. */
    readonly id: number;
  }
  /** A unique reference: of a monitor, a call, a timer, or made by `makeRef()`. */
  export interface Ref {
    readonly kind: 'ref';
    readonly id: number;
  }
  /** Where a message can go: a process, a name on this node, or a name on another node. */
  export type ServerRef = Pid | string | { readonly name: string; readonly node: string };
  /** Why a process ended. OTP's words keep OTP's spelling. */
  export type ExitReason = unknown;
  /** What `receive` and friends give when no message came in time. It is no message: nobody can send it. */
  export const timeout: unique symbol;
  export type Timeout = typeof timeout;
  /** In a pattern: matches anything. */
  export const any: unique symbol;

  export type Pattern =
    | string
    | number
    | boolean
    | bigint
    | null
    | undefined
    | Pid
    | Ref
    | typeof any
    | ((value: unknown) => boolean)
    | readonly Pattern[]
    | { readonly [field: string]: Pattern };
  /** The type of a message that fits the pattern P: named fields narrow, the others are free. */
  export type Matched<P> = P extends (value: unknown) => value is infer T
    ? T
    : P extends (value: unknown) => boolean
      ? unknown
      : P extends typeof any
        ? unknown
        : P extends Pid | Ref | string | number | boolean | bigint | null | undefined
          ? P
          : P extends readonly unknown[]
            ? { [K in keyof P]: Matched<P[K]> }
            : P extends object
              ? { [K in keyof P]: Matched<P[K]> } & { readonly [field: string]: any }
              : never;

  export interface SpawnOptions {
    readonly link?: boolean;
    /** Send the parent one `DOWN` when the process ends. Its `ref` is what `spawnMonitor` returns. */
    readonly monitor?: boolean;
    /** Node to start on; this one if left out. */
    readonly node?: string;
    /** Name to register on that node. */
    readonly name?: string;
  }
  /** Starts a process that runs the top-level async function `body` with a copy of `arg`. OTP: erlang:spawn/4. */
  export function spawn<A>(body: (arg: A) => Promise<unknown>, arg: A, options?: SpawnOptions): Pid;
  export function spawn(body: () => Promise<unknown>, arg?: undefined, options?: SpawnOptions): Pid;
  export function spawnLink<A>(
    body: (arg: A) => Promise<unknown>,
    arg: A,
    options?: SpawnOptions,
  ): Pid;
  export function spawnLink(
    body: () => Promise<unknown>,
    arg?: undefined,
    options?: SpawnOptions,
  ): Pid;
  export function spawnMonitor<A>(
    body: (arg: A) => Promise<unknown>,
    arg: A,
    options?: SpawnOptions,
  ): { pid: Pid; ref: Ref };
  export function spawnMonitor(
    body: () => Promise<unknown>,
    arg?: undefined,
    options?: SpawnOptions,
  ): { pid: Pid; ref: Ref };

  /** Puts a copy of `message` on its way. Never waits, never fails; order is kept between one sender and one receiver. OTP: `!`. */
  export function send(to: ServerRef, message: unknown): void;
  /** Takes the first message in the mailbox that matches, or waits for one; the others stay. OTP: receive … after. */
  export function receive<T = unknown>(): Promise<T>;
  export function receive<T>(match: (message: unknown) => message is T): Promise<T>;
  export function receive<T>(
    match: (message: unknown) => message is T,
    afterMs: number,
  ): Promise<T | Timeout>;
  export function receive<T = unknown>(match: typeof any, afterMs: number): Promise<T | Timeout>;
  export function receive<const P extends Pattern>(pattern: P): Promise<Matched<P>>;
  export function receive<const P extends Pattern>(
    pattern: P,
    afterMs: number,
  ): Promise<Matched<P> | Timeout>;
  /** True if the value fits the pattern. Use it to sort messages received with `receive()`. */
  export function matches<const P extends Pattern>(value: unknown, pattern: P): value is Matched<P>;

  export type CallResult<T> =
    | { readonly kind: 'ok'; readonly value: T }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'noproc' }
    | { readonly kind: 'nodedown' }
    | { readonly kind: 'died'; readonly reason: ExitReason };
  /** What a server receives for a `call`. Answer with `reply(from, value)`. */
  export interface Call<Request = unknown> {
    readonly kind: 'call';
    readonly from: From;
    readonly request: Request;
  }
  /** What a server receives for a `cast`. */
  export interface Cast<Request = unknown> {
    readonly kind: 'cast';
    readonly request: Request;
  }
  /** Who waits for the answer of a call. */
  export interface From {
    readonly pid: Pid;
    readonly ref: Ref;
  }
  /** Sends a request and waits for the reply, the server's end or `timeoutMs` (5,000 if left out). A late reply is dropped. OTP: gen_server:call/3. */
  export function call<Reply = unknown>(
    to: ServerRef,
    request: unknown,
    timeoutMs?: number,
  ): Promise<CallResult<Reply>>;
  export function cast(to: ServerRef, request: unknown): void;
  export function reply(from: From, value: unknown): void;
  export interface RequestId {
    readonly kind: 'request';
    readonly ref: Ref;
  }
  /** Starts a call without waiting: several can be on their way at once. OTP: gen_server:send_request/2. */
  export function sendRequest(to: ServerRef, request: unknown): RequestId;
  /** Waits for the answer of one request. OTP: gen_server:receive_response/2. */
  export function receiveResponse<Reply = unknown>(
    id: RequestId,
    timeoutMs?: number,
  ): Promise<CallResult<Reply>>;

  export function self(): Pid;
  /** Name of the node this process runs on. */
  export function node(): string;
  /** Names of the other nodes this node is connected to. */
  export function nodes(): string[];
  /** Milliseconds of this node's own clock, which may be skewed. */
  export function now(): number;
  /** A number in [0, 1) of this process's own seeded stream. */
  export function random(): number;
  export function makeRef(): Ref;
  export function sleep(ms: number): Promise<void>;
  /** Uses `ms` of CPU time; the node's cores are shared among all who work. */
  export function work(ms: number): Promise<void>;
  /** Native code: occupies one core for `ms`, nothing else runs on it. */
  export function nif(ms: number): Promise<void>;

  export interface Down {
    readonly kind: 'DOWN';
    readonly ref: Ref;
    readonly from: Pid | { readonly name: string; readonly node: string };
    readonly reason: ExitReason;
  }
  export interface Exit {
    readonly kind: 'EXIT';
    readonly from: Pid;
    readonly reason: ExitReason;
  }
  export interface NodeDown {
    readonly kind: 'nodedown';
    readonly node: string;
  }
  export function isDown(message: unknown): message is Down;
  export function isExit(message: unknown): message is Exit;
  export function monitor(target: ServerRef): Ref;
  export function demonitor(ref: Ref, options?: { readonly flush?: boolean }): boolean;
  export function monitorNode(node: string, on?: boolean): void;
  export function link(pid: Pid): void;
  export function unlink(pid: Pid): void;
  /** With true, exit signals become `EXIT` messages. Gives the old setting. OTP: process_flag(trap_exit, …). */
  export function trapExit(on: boolean): boolean;
  /** Ends this process with `reason`. OTP: exit/1. */
  export function exit(reason: ExitReason): never;
  /** Sends an exit signal to another process. OTP: exit/2. */
  export function exit(pid: Pid, reason: ExitReason): void;
  export function isAlive(pid: Pid): boolean;
  export function register(name: string, pid: Pid): void;
  export function unregister(name: string): void;
  export function whereis(name: string): Pid | undefined;

  export interface TimerRef {
    readonly kind: 'timer';
    readonly ref: Ref;
  }
  /** Sends `message` to `to` after `ms`. OTP: erlang:send_after/3. */
  export function sendAfter(ms: number, to: ServerRef, message: unknown): TimerRef;
  /** Stops a timer: milliseconds that were left, or false if it had fired. */
  export function cancelTimer(timer: TimerRef): number | false;

  /** What survives a restart of the node. */
  export const disk: {
    /** Stores a copy; takes 2 ms and is durable when it returns. */
    put(key: string, value: unknown): Promise<void>;
    get<T = unknown>(key: string): Promise<T | undefined>;
    delete(key: string): Promise<void>;
    keys(): Promise<string[]>;
  };
}

/**
 * What a learner may import from 'nines': Erlang's primitives and OTP's behaviours as free functions. This text is
 * what the editor shows and what CI checks labs with.
 *
 * Every operation that returns a Promise waits, and must be awaited where it is called:
 *
 *     const message = await receive();
 *
 * A function acts for the process that runs it. Durations end in `Ms` and are milliseconds of virtual time.
 */
declare module 'nines' {
  // ---- Handles ----

  /**
   * A process identifier. It can be sent, compared with `===` and printed; it says nothing about whether the process
   * still lives. OTP: pid().
   *
   *
   * @example
   * async function echo() { for (;;) { const { from } = await receive<{ from: Pid }>(); send(from, self()); } }
   * const server = spawn(echo);
   * send(server, { from: self() });
   * console.log((await receive<Pid>()) === server); // → true
   * console.log(server.node); // → shop-1
   */
  export interface Pid {
    readonly kind: 'pid';
    /** Name of the node the process was started on. */
    readonly node: string;
    /** Unique among the processes of a run. */
    readonly id: number;
  }
  /**
   * A unique reference: of a monitor, a call, a timer, or made by `makeRef()`. Equal only to itself. OTP: reference().
   *
   *
   * @example
   * const ref = makeRef();
   * send(self(), { kind: 'answer', ref });
   * const answer = await receive({ kind: 'answer', ref });
   * console.log(answer.ref === ref); // → true
   */
  export interface Ref {
    readonly kind: 'ref';
    readonly id: number;
  }
  /**
   * Where a message can go: a process, a name on this node, or a name on another node. OTP: Pid | Name | {Name, Node}.
   *
   *
   * @example
   * async function cart() { console.log(await receive()); }
   * const pid = spawn(cart, undefined, { name: 'cart' });
   * send('cart', 'by name on this node'); // → by name on this node
   * await sleep(1);
   * send({ name: 'cart', node: 'shop-2' }, 'nobody there: dropped');
   * console.log(whereis('cart'), isAlive(pid)); // → undefined false
   */
  export type ServerRef = Pid | string | { readonly name: string; readonly node: string };
  /**
   * Why a process ended: any value that can be sent. OTP's words keep OTP's spelling: 'normal', 'shutdown', 'kill',
   * 'killed', 'noproc', 'noconnection'. An uncaught error becomes an `ErrorReason`.
   *
   * @example
   * async function idle() { await receive(); }
   * const { pid, ref } = spawnMonitor(idle);
   * exit(pid, 'kill');
   * const reason: ExitReason = (await receive({ kind: 'DOWN', ref })).reason;
   * console.log(reason); // → killed
   */
  export type ExitReason = unknown;
  /**
   * The exit reason of a process that ended by an error it did not catch. OTP: {Reason, Stacktrace}.
   *
   * @example
   * async function sell(stock: number) { if (stock < 1) throw new Error('no stock'); }
   * const { ref } = spawnMonitor(sell, 0);
   * const reason = (await receive({ kind: 'DOWN', ref })).reason as ErrorReason;
   * console.log(reason.name, reason.message, reason.at !== null); // → Error no stock true
   */
  export interface ErrorReason {
    readonly kind: 'error';
    /** `Error`, `TypeError` …, or OTP's word: 'badarg', 'noproc', 'system_limit', 'enospc'. */
    readonly name: string;
    /** The text your own code gave it; errors of the language itself have a fixed one. */
    readonly message: string;
    /** `server.ts:17`, or null where it is not known. */
    readonly at: string | null;
  }

  // ---- Patterns ----

  /**
   * What `receive` gives when no message came in time. It is no message: nobody can send it. OTP: the `after` clause.
   *
   *
   * @example
   * const m = await receive(any, 100);
   * console.log(m === timeout); // → true
   */
  export const timeout: unique symbol;
  /** The type of `timeout`. OTP: the `after` clause. */
  export type Timeout = typeof timeout;
  /**
   * In a pattern: matches anything. OTP: `_`.
   *
   *
   * @example
   * send(self(), { kind: 'order', key: 17 });
   * const { key } = await receive({ kind: 'order', key: any });
   * console.log(key); // → 17
   */
  export const any: unique symbol;

  /**
   * What a message has to look like: a value is equal to itself, a list fits a list of the same length, an object
   * fits an object that has these fields (and maybe more), a function says yes or no. OTP: a pattern with guards.
   */
  export type Pattern =
    | string
    | number
    | boolean
    | bigint
    | null
    | undefined
    | Pid
    | Ref
    | Socket
    | typeof any
    | ((value: unknown) => boolean)
    | readonly Pattern[]
    | { readonly [field: string]: Pattern };
  /** The type of a message that fits the pattern P: named fields narrow, the others are free. OTP: a pattern's bindings. */
  export type Matched<P> = P extends (value: unknown) => value is infer T
    ? T
    : P extends (value: unknown) => boolean
      ? unknown
      : P extends typeof any
        ? unknown
        : P extends Pid | Ref | Socket | string | number | boolean | bigint | null | undefined
          ? P
          : P extends readonly unknown[]
            ? { [K in keyof P]: Matched<P[K]> }
            : P extends object
              ? { [K in keyof P]: Matched<P[K]> } & { readonly [field: string]: any }
              : never;

  // ---- Processes ----

  /** How to start a process, beside its function and argument. OTP: the options of erlang:spawn_opt/5. */
  export interface SpawnOptions {
    /** Link it to this process from the start. */
    readonly link?: boolean;
    /** Send this process one `DOWN` when it ends. Its `ref` is what `spawnMonitor` returns. */
    readonly monitor?: boolean;
    /** Node to start on; this one if left out. */
    readonly node?: string;
    /** Name to register on that node. */
    readonly name?: string;
    /** Who goes first when several can run; 'normal' if left out, and never inherited. */
    readonly priority?: Priority;
  }
  /**
   * Starts a process that runs the top-level async function `body` with a copy of `arg`, and gives its pid at once.
   * On another node it begins one latency later. OTP: erlang:spawn/4.
   *
   *
   * @example
   * async function orders(arg: { limit: number }) { console.log(node(), arg.limit); } // → shop-2 10
   * spawn(orders, { limit: 10 }, { node: 'shop-2', name: 'orders' });
   * await sleep(5);
   */
  export function spawn<A>(body: (arg: A) => Promise<unknown>, arg: A, options?: SpawnOptions): Pid;
  export function spawn(body: () => Promise<unknown>, arg?: undefined, options?: SpawnOptions): Pid;
  /**
   * Starts a process and links it to this one: if either ends abnormally, so does the other. OTP: erlang:spawn_link/1.
   *
   *
   * @example
   * async function helper() { exit('no paper'); }
   * trapExit(true);
   * const pid = spawnLink(helper);
   * const { from, reason } = await receive(isExit);
   * console.log(from === pid, reason); // → true no paper
   */
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
  /**
   * Starts a process and monitors it: this one gets one `DOWN` message when it ends. OTP: erlang:spawn_monitor/1.
   *
   *
   * @example
   * async function charge(cents: number) { if (cents > 100) exit('too much'); }
   * const { ref } = spawnMonitor(charge, 250);
   * const { reason } = await receive({ kind: 'DOWN', ref });
   * console.log(reason); // → too much
   */
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

  /**
   * The pid of the process that runs this. OTP: erlang:self/0.
   *
   *
   * @example
   * send(self(), 'a message to myself');
   * console.log(await receive()); // → a message to myself
   */
  export function self(): Pid;
  /**
   * Ends this process with `reason`. It can be caught like an error; what is caught is a `Raised`. OTP: exit/1.
   *
   *
   * @example
   * async function sell(stock: number) { if (stock < 1) exit({ kind: 'oversold' }); }
   * const { ref } = spawnMonitor(sell, 0);
   * console.log((await receive({ kind: 'DOWN', ref })).reason); // → { kind: 'oversold' }
   */
  export function exit(reason: ExitReason): never;
  /**
   * Sends an exit signal to another process. It ends with `reason` unless it traps exits; 'kill' cannot be trapped,
   * 'normal' does nothing. OTP: exit/2.
   *
   *
   * @example
   * async function worker() { await receive(); }
   * const { pid, ref } = spawnMonitor(worker);
   * exit(pid, 'shutdown');
   * console.log((await receive({ kind: 'DOWN', ref })).reason); // → shutdown
   */
  export function exit(pid: Pid, reason: ExitReason): void;
  /**
   * What `exit(reason)`, and functions of 'nines' that cannot do what they were asked, throw. OTP: an exception of
   * class exit or error.
   */
  export interface Raised {
    readonly kind: 'exit' | 'error';
    readonly reason: ExitReason;
  }
  /**
   * True for what `exit` or a function of 'nines' threw, false for other errors. OTP: `catch exit:Reason`.
   *
   *
   * @example
   * try { send('nobody', 'hello'); } catch (e) { console.log(isRaised(e) && e.reason); } // → badarg
   */
  export function isRaised(error: unknown): error is Raised;
  /**
   * True if a process of this node lives. OTP: is_process_alive/1.
   *
   *
   * @example
   * async function brief() {}
   * const pid = spawn(brief);
   * console.log(isAlive(pid)); // → true
   * await sleep(1);
   * console.log(isAlive(pid)); // → false
   */
  export function isAlive(pid: Pid): boolean;

  /**
   * Who goes first among processes that can run: 'max' before 'high' before the others; of 'low' ones one for every eight
   * that are 'normal'. OTP: process_flag(priority, …).
   */
  export type Priority = 'low' | 'normal' | 'high' | 'max';
  /**
   * Gives this process another priority, and says which it had. A busy process of high priority starves all below it.
   * OTP: process_flag/2.
   *
   * @example
   * async function urgent() { priority('high'); console.log(processInfo(self())?.priority); } // → high
   * spawn(urgent);
   * await sleep(1);
   * console.log(priority('normal')); // → normal
   */
  export function priority(wanted: Priority): Priority;
  /** What can be known of a process. OTP: process_info/1. */
  export interface ProcessInfo {
    /** 'running' if it asks about itself, 'runnable' if it waits for its turn only. */
    readonly status: 'running' | 'runnable' | 'waiting';
    /** Messages in its mailbox. */
    readonly messageQueueLen: number;
    /** Bytes: 2,640 for itself, and its messages. */
    readonly memory: number;
    /** Steps its code has taken: loop rounds, function calls, waits that ended. */
    readonly reductions: number;
    readonly registeredName: string | undefined;
    /** The function it was started with. */
    readonly initialCall: string;
    /** Where it waits or runs: `server.ts:17`. */
    readonly currentLocation: string | null;
    readonly links: readonly Pid[];
    /** What it monitors, and who monitors it; calls that wait are among them. */
    readonly monitors: readonly (Pid | { readonly name: string; readonly node: string })[];
    readonly monitoredBy: readonly Pid[];
    readonly trapExit: boolean;
    readonly priority: Priority;
  }
  /**
   * What a process of this node is up to, or undefined if it has ended. Raises 'badarg' for one of another node: ask a
   * process there. OTP: process_info/1.
   *
   * @example
   * async function idle() { await receive('stop'); }
   * const pid = spawn(idle, undefined, { name: 'logger' });
   * send('logger', 'a line');
   * await sleep(1);
   * const info = processInfo(pid);
   * console.log(info?.status, info?.messageQueueLen, info?.registeredName); // → waiting 1 logger
   */
  export function processInfo(pid: Pid): ProcessInfo | undefined;
  /**
   * The living processes of this node, oldest first. OTP: processes/0.
   *
   * @example
   * const longest = Math.max(...processes().map((pid) => processInfo(pid)?.messageQueueLen ?? 0));
   * console.log(longest); // → 0
   */
  export function processes(): Pid[];

  // ---- Messages ----

  /**
   * Puts a copy of `message` on its way, and never waits. What one process sends to another arrives in the order in
   * which it was sent, or not at all: nobody tells the sender. The one thing refused is a name that is not registered
   * on this node (it raises 'badarg'). OTP: `!`.
   *
   *
   * @example
   * async function orders() { const { key } = await receive({ key: any }); console.log('order', key); } // → order 17
   * spawn(orders, undefined, { node: 'shop-2', name: 'orders' });
   * await sleep(5);
   * send({ name: 'orders', node: 'shop-2' }, { kind: 'order', key: 17 });
   * await sleep(5);
   */
  export function send(to: ServerRef, message: unknown): void;
  /**
   * Takes the oldest message in the mailbox that fits, or waits for one; the others stay where they are. With
   * `afterMs` it gives `timeout` when none came in time, never early; 0 only looks. OTP: receive … after.
   *
   *
   * @example
   * send(self(), 'small talk');
   * send(self(), { kind: 'reply', key: 7 });
   * const m = await receive({ kind: 'reply', key: 7 }, 200);
   * console.log(m === timeout ? 'nothing' : m.key); // → 7
   * console.log(await receive()); // → small talk
   */
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
  /**
   * True if the value fits the pattern. Use it to sort messages received with `receive()`. OTP: a `case` clause.
   *
   *
   * @example
   * const m: unknown = { kind: 'order', key: 17 };
   * if (matches(m, { kind: 'order', key: any })) console.log(m.key); // → 17
   */
  export function matches<const P extends Pattern>(value: unknown, pattern: P): value is Matched<P>;

  // ---- Calls ----

  /**
   * What a call comes to. `timeout` says nothing about whether the server did it, and neither does `nodedown` or
   * `died`; `noproc` says that nobody was there. OTP: {reply, Reply} | {error, {Reason, _}} | timeout.
   *
   * @example
   * async function till() { const { from } = await receive<Call>(); reply(from, 7); }
   * const result: CallResult<number> = await call<number>(spawn(till), 'total?', 300);
   * switch (result.kind) {
   *   case 'ok': console.log('total', result.value); break; // → total 7
   *   case 'timeout': case 'nodedown': console.log('done or not: nobody knows'); break;
   *   default: console.log('not done');
   * }
   */
  export type CallResult<T> =
    | { readonly kind: 'ok'; readonly value: T }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'noproc' }
    | { readonly kind: 'nodedown' }
    | { readonly kind: 'died'; readonly reason: ExitReason };
  /** What a server receives for a `call`. Answer with `reply(from, value)`. OTP: {'$gen_call', From, Request}. */
  export interface Call<Request = unknown> {
    readonly kind: 'call';
    readonly from: From;
    readonly request: Request;
  }
  /** What a server receives for a `cast`. OTP: {'$gen_cast', Request}. */
  export interface Cast<Request = unknown> {
    readonly kind: 'cast';
    readonly request: Request;
  }
  /** Who waits for the answer of a call. It can be sent on: whoever has it may reply. OTP: from(). */
  export interface From {
    readonly pid: Pid;
    readonly ref: Ref;
  }
  /**
   * Sends a request and waits for the reply, the server's end or `timeoutMs` (5,000 if left out). A reply that comes
   * later is dropped; the server has done the work all the same. OTP: gen_server:call/3.
   *
   *
   * @example
   * async function doubler() { for (;;) { const { from, request } = await receive<Call<number>>(); reply(from, request * 2); } }
   * const server = spawn(doubler, undefined, { node: 'shop-2' });
   * const result = await call<number>(server, 21, 300);
   * console.log(result); // → { kind: 'ok', value: 42 }
   * console.log(await call('nobody', 21)); // → { kind: 'noproc' }
   */
  export function call<Reply = unknown>(
    to: ServerRef,
    request: unknown,
    timeoutMs?: number,
  ): Promise<CallResult<Reply>>;
  /**
   * Sends a request that nobody answers. Never waits and never fails. OTP: gen_server:cast/2.
   *
   *
   * @example
   * async function metrics() { const { request } = await receive<Cast<string>>(); console.log('counted', request); } // → counted order
   * spawn(metrics, undefined, { name: 'metrics' });
   * cast('metrics', 'order');
   * await sleep(1);
   */
  export function cast(to: ServerRef, request: unknown): void;
  /**
   * Answers a call. Only the first reply counts. OTP: gen_server:reply/2.
   *
   *
   * @example
   * async function once() { const { from } = await receive<Call>(); reply(from, 'first'); reply(from, 'too late'); }
   * console.log(await call(spawn(once), 'hello')); // → { kind: 'ok', value: 'first' }
   */
  export function reply(from: From, value: unknown): void;
  /** A call that is on its way. OTP: gen_server:request_id(). */
  export interface RequestId {
    readonly kind: 'request';
    readonly ref: Ref;
  }
  /**
   * Starts a call without waiting: several can be on their way at once. OTP: gen_server:send_request/2.
   *
   *
   * @example
   * async function slow(ms: number) { const { from } = await receive<Call>(); await sleep(ms); reply(from, ms); }
   * const before = now();
   * const ids = [30, 40].map((ms) => sendRequest(spawn(slow, ms), 'go'));
   * for (const id of ids) console.log(await receiveResponse(id));
   * // → { kind: 'ok', value: 30 }
   * // → { kind: 'ok', value: 40 }
   * console.log(now() - before < 50); // → true
   */
  export function sendRequest(to: ServerRef, request: unknown): RequestId;
  /**
   * Waits for the answer of one request; after `timeoutMs` (5,000 if left out) it is given up and a later reply is
   * dropped. OTP: gen_server:receive_response/2.
   *
   *
   * @example
   * async function deaf() { await sleep(1_000); }
   * const id = sendRequest(spawn(deaf), 'stock?');
   * console.log(await receiveResponse<number>(id, 200)); // → { kind: 'timeout' }
   */
  export function receiveResponse<Reply = unknown>(
    id: RequestId,
    timeoutMs?: number,
  ): Promise<CallResult<Reply>>;

  // ---- Links, monitors, names ----

  /** The end of a monitored process. OTP: {'DOWN', Ref, process, From, Reason}. */
  export interface Down {
    readonly kind: 'DOWN';
    readonly ref: Ref;
    readonly from: Pid | { readonly name: string; readonly node: string };
    readonly reason: ExitReason;
  }
  /** An exit signal that was trapped. OTP: {'EXIT', From, Reason}. */
  export interface Exit {
    readonly kind: 'EXIT';
    readonly from: Pid;
    readonly reason: ExitReason;
  }
  /** The connection to a node was lost. OTP: {nodedown, Node}. */
  export interface NodeDown {
    readonly kind: 'nodedown';
    readonly node: string;
  }
  /**
   * True for the message of a monitor. OTP: the pattern {'DOWN', _, process, _, _}.
   *
   *
   * @example
   * async function brief() {}
   * monitor(spawn(brief));
   * const { reason } = await receive(isDown);
   * console.log(reason); // → noproc
   */
  export function isDown(message: unknown): message is Down;
  /**
   * True for a trapped exit signal. OTP: the pattern {'EXIT', _, _}.
   *
   *
   * @example
   * async function brief() {}
   * trapExit(true);
   * const pid = spawnLink(brief);
   * const m = await receive();
   * if (isExit(m) && m.from === pid) console.log(m.reason); // → normal
   */
  export function isExit(message: unknown): message is Exit;
  /**
   * Asks for one `DOWN` message when the process ends, at once if there is none ('noproc') or if its node cannot be
   * reached ('noconnection': it may still live). OTP: monitor/2.
   *
   *
   * @example
   * async function ledger() { await receive('stop'); exit('closed'); }
   * const pid = spawn(ledger, undefined, { node: 'shop-2' });
   * const ref = monitor(pid);
   * send(pid, 'stop');
   * console.log((await receive({ kind: 'DOWN', ref })).reason); // → closed
   */
  export function monitor(target: ServerRef): Ref;
  /**
   * Takes a monitor back. With `flush`, a DOWN that has already arrived is taken out of the mailbox; with `info` the
   * result says whether it was still active, else it is true. OTP: demonitor/2.
   *
   *
   * @example
   * async function brief() {}
   * const { ref } = spawnMonitor(brief);
   * await sleep(1);
   * demonitor(ref, { flush: true });
   * console.log(await receive(isDown, 0) === timeout); // → true
   */
  export function demonitor(
    ref: Ref,
    options?: { readonly flush?: boolean; readonly info?: boolean },
  ): boolean;
  /**
   * Asks for one `nodedown` message when the connection to a node is lost; with false, takes it back. A silent node
   * is given up after 6 to 10 s. OTP: erlang:monitor_node/2.
   *
   *
   * @example
   * monitorNode('shop-2');
   * const down = await receive({ kind: 'nodedown' }, 60_000);
   * console.log(down === timeout ? 'still there' : down.node); // → still there
   */
  export function monitorNode(node: string, on?: boolean): void;
  /**
   * Links this process to another: if one ends abnormally, so does the other. OTP: link/1.
   *
   *
   * @example
   * async function helper() { await receive('fail'); exit('broken'); }
   * trapExit(true);
   * const pid = spawn(helper);
   * link(pid);
   * send(pid, 'fail');
   * console.log((await receive(isExit)).reason); // → broken
   */
  export function link(pid: Pid): void;
  /**
   * Takes a link back. An EXIT message that has already arrived stays. OTP: unlink/1.
   *
   *
   * @example
   * async function helper() { await sleep(10); exit('broken'); }
   * const pid = spawnLink(helper);
   * unlink(pid);
   * await sleep(20);
   * console.log('alive'); // → alive
   */
  export function unlink(pid: Pid): void;
  /**
   * With true, exit signals become `EXIT` messages instead of ending this process. Gives the old setting.
   * OTP: process_flag(trap_exit, …).
   *
   *
   * @example
   * async function worker() { exit('boom'); }
   * console.log(trapExit(true)); // → false
   * spawnLink(worker);
   * console.log((await receive(isExit)).reason); // → boom
   */
  export function trapExit(on: boolean): boolean;
  /**
   * Gives a process of this node a name. Raises 'badarg' if the name is taken or the process has one. OTP: register/2.
   *
   *
   * @example
   * register('cart', self());
   * send('cart', 'hello');
   * console.log(await receive()); // → hello
   */
  export function register(name: string, pid: Pid): void;
  /**
   * Takes a name of this node back. Raises 'badarg' if there is none. OTP: unregister/1.
   *
   *
   * @example
   * register('cart', self());
   * unregister('cart');
   * console.log(whereis('cart')); // → undefined
   */
  export function unregister(name: string): void;
  /**
   * The process of that name on this node. OTP: whereis/1.
   *
   *
   * @example
   * async function cart() { await receive(); }
   * const pid = whereis('cart') ?? spawn(cart, undefined, { name: 'cart' });
   * console.log(whereis('cart') === pid); // → true
   */
  export function whereis(name: string): Pid | undefined;

  // ---- Nodes, time, chance ----

  /**
   * Name of the node this process runs on. OTP: node/0.
   *
   *
   * @example
   * console.log(node()); // → shop-1
   */
  export function node(): string;
  /**
   * Names of the other nodes this node believes to be connected to: the visible ones, the hidden ones, or all
   * ('connected'). OTP: nodes/0, nodes/1.
   *
   *
   * @example
   * console.log(nodes().filter((name) => name.startsWith('shop-'))); // → ['shop-2']
   */
  export function nodes(which?: 'visible' | 'hidden' | 'connected'): string[];
  /**
   * Asks for a message whenever a connection to any node is made (`nodeup`) or lost (`nodedown`), one for each time it
   * was asked; with false, takes that back. OTP: net_kernel:monitor_nodes/1.
   *
   * @example
   * monitorNodes();
   * const news = await receive<NodeUp | NodeDown>(any, 60_000);
   * console.log(news === timeout); // → true
   */
  export function monitorNodes(on?: boolean): void;
  /** A connection to a node has been made. OTP: {nodeup, Node}. */
  export interface NodeUp {
    readonly kind: 'nodeup';
    readonly node: string;
  }
  /** Counters of a node. OTP: system_info(process_count), statistics(reductions), memory(total). */
  export interface NodeInfo {
    /** Living processes. */
    readonly processCount: number;
    /** Messages in all mailboxes together. */
    readonly messageQueueLen: number;
    /** Bytes in use; above `memoryMax` the node dies. */
    readonly memory: number;
    /** Bytes. */
    readonly memoryMax: number;
    /** Steps of all processes since the node booted. */
    readonly reductions: number;
  }
  /**
   * The counters of this node. OTP: erlang:system_info/1, statistics/1, memory/1.
   *
   * @example
   * const { memory, memoryMax } = nodeInfo();
   * console.log(memory < memoryMax * 0.8 ? 'accept' : 'reject'); // → accept
   */
  export function nodeInfo(): NodeInfo;
  /**
   * Milliseconds of this node's own clock, which may be skewed against those of others.
   * OTP: erlang:system_time(millisecond).
   *
   *
   * @example
   * const deadline = now() + 2_000;
   * await sleep(500);
   * console.log(deadline - now()); // → 1500
   */
  export function now(): number;
  /**
   * A number in [0, 1), drawn for this process by the seed of the run. OTP: rand:uniform/0.
   *
   *
   * @example
   * const waitMs = random() * 100;
   * console.log(waitMs >= 0 && waitMs < 100); // → true
   */
  export function random(): number;
  /**
   * A new reference. OTP: make_ref/0.
   *
   *
   * @example
   * const ref = makeRef();
   * console.log(ref === makeRef()); // → false
   */
  export function makeRef(): Ref;
  /**
   * Waits for `ms`; 0 lets the others go first. OTP: timer:sleep/1.
   *
   *
   * @example
   * const before = now();
   * await sleep(50);
   * console.log(now() - before); // → 50
   */
  export function sleep(ms: number): Promise<void>;
  /**
   * Uses `ms` of CPU time. The node's cores are shared among all who work: with twice as many jobs as cores it takes
   * twice as long. OTP: any computation.
   *
   *
   * @example
   * const before = now();
   * await work(30);
   * console.log(now() - before); // → 30
   */
  export function work(ms: number): Promise<void>;
  /**
   * Runs native code: occupies one core for `ms`, and nothing else runs on it. OTP: a NIF that is not dirty.
   *
   *
   * @example
   * const before = now();
   * await nif(200);
   * console.log(now() - before); // → 200
   */
  export function nif(ms: number): Promise<void>;

  /** A timer that was set by `sendAfter`. OTP: reference(). */
  export interface TimerRef {
    readonly kind: 'timer';
    readonly ref: Ref;
  }
  /**
   * Sends a copy of `message` to `to` after `ms`, also if this process has ended by then. OTP: erlang:send_after/3.
   *
   *
   * @example
   * sendAfter(5_000, self(), 'tick');
   * console.log(await receive('tick', 4_999) === timeout); // → true
   * console.log(await receive('tick', 2)); // → tick
   */
  export function sendAfter(ms: number, to: ServerRef, message: unknown): TimerRef;
  /**
   * Stops a timer: milliseconds that were left, or false if it had fired. OTP: erlang:cancel_timer/1.
   *
   *
   * @example
   * const timer = sendAfter(5_000, self(), 'tick');
   * await sleep(1_000);
   * console.log(cancelTimer(timer)); // → 4000
   * console.log(cancelTimer(timer)); // → false
   */
  export function cancelTimer(timer: TimerRef): number | false;

  /**
   * What survives a restart of the node. OTP: a file, or dets.
   *
   *
   * @example
   * await disk.put('orders', [{ key: 17 }]);
   * console.log(await disk.get('orders')); // → [{ key: 17 }]
   * console.log(await disk.keys()); // → ['orders']
   */
  export const disk: {
    /** Stores a copy under a key; takes 2 ms and is durable when it returns. Raises 'enospc' if the disk is full. */
    put(key: string, value: unknown): Promise<void>;
    /** A copy of what is stored under a key; takes 0.1 ms. */
    get<T = unknown>(key: string): Promise<T | undefined>;
    /** Takes 2 ms and is durable when it returns. */
    delete(key: string): Promise<void>;
    /** All keys, sorted; takes 0.1 ms. */
    keys(): Promise<string[]>;
  };

  // ---- Sockets ----

  /**
   * One end of a byte stream, a listener, or an open port for datagrams. It belongs to the process that made or
   * accepted it, and closes when that one ends; it can be sent to processes of its node, compared with `===` and
   * printed. OTP: gen_tcp:socket(), gen_udp:socket().
   *
   */
  export interface Socket {
    readonly kind: 'socket';
    /** Name of the node it is on. */
    readonly node: string;
    readonly id: number;
  }
  /**
   * Who reads a socket. True: all that comes becomes messages to its owner, as fast as it comes (the default). False:
   * nobody gets a message, and who wants bytes calls `recv`. 'once' and a number: so many messages, then as with
   * false; a number ends with one `tcp_passive` or `udp_passive`. OTP: the option {active, Mode}.
   */
  export type Active = boolean | 'once' | number;
  /**
   * Bytes that have come for the owner of an active stream: any piece of what was sent, from one byte to several
   * sends at once. OTP: {tcp, Socket, Data}.
   *
   * @example
   * async function shop() {
   *   const opened = genTcp.listen(7_000);
   *   if (opened[0] === 'ok') await genTcp.accept(opened[1]);
   *   const { data } = await receive<TcpData>();
   *   console.log(data[0]); // → 42
   * }
   * spawn(shop, undefined, { node: 'shop-2' });
   * await sleep(5);
   * const connected = await genTcp.connect('shop-2', 7_000);
   * if (connected[0] === 'ok') genTcp.trySend(connected[1], new Uint8Array([42]));
   * await sleep(20);
   */
  export interface TcpData {
    readonly kind: 'tcp';
    readonly socket: Socket;
    readonly data: Uint8Array;
  }
  /**
   * What else the owner of an active stream hears: it was closed at the other end or reset, it was given up because
   * nobody answered ('tcp_error', then 'tcp_closed'), its messages are used up, or a `trySend` that was refused can
   * be tried again. OTP: {tcp_closed, Socket} …
   *
   * @example
   * async function shop() {
   *   const opened = genTcp.listen(7_000);
   *   if (opened[0] === 'ok') await genTcp.accept(opened[1]);
   *   const { kind } = await receive<TcpNotice>();
   *   console.log(kind); // → tcp_closed
   * }
   * spawn(shop, undefined, { node: 'shop-2' });
   * await sleep(5);
   * const connected = await genTcp.connect('shop-2', 7_000);
   * if (connected[0] === 'ok') genTcp.close(connected[1]);
   * await sleep(20);
   */
  export type TcpNotice =
    | {
        readonly kind: 'tcp_closed' | 'tcp_passive' | 'tcp_writable';
        readonly socket: Socket;
      }
    | { readonly kind: 'tcp_error'; readonly socket: Socket; readonly reason: 'etimedout' };
  /**
   * A datagram for the owner of an active port, whole. OTP: {udp, Socket, Host, Port, Data}.
   *
   * @example
   * const opened = genUdp.open(9_000);
   * if (opened[0] === 'ok') genUdp.send(opened[1], { node: node(), port: 9_000 }, new Uint8Array([42]));
   * const { from, data } = await receive<UdpData>();
   * console.log(from.port, data[0]); // → 9000 42
   */
  export interface UdpData {
    readonly kind: 'udp';
    readonly socket: Socket;
    readonly from: Address;
    readonly data: Uint8Array;
  }
  /**
   * The messages of an active port are used up. OTP: {udp_passive, Socket}.
   *
   * @example
   * const opened = genUdp.open(9_000, { active: 1 });
   * if (opened[0] === 'ok') genUdp.send(opened[1], { node: node(), port: 9_000 }, new Uint8Array([42]));
   * await receive({ kind: 'udp' });
   * const { kind } = await receive<UdpPassive>();
   * console.log(kind); // → udp_passive
   */
  export interface UdpPassive {
    readonly kind: 'udp_passive';
    readonly socket: Socket;
  }
  /** A port of a node. OTP: {inet:ip_address(), inet:port_number()}. */
  export interface Address {
    readonly node: string;
    /** 1 to 65,535. */
    readonly port: number;
  }
  /** Why an operation on a socket failed, in POSIX's and OTP's words. */
  export type SocketError =
    | 'closed'
    | 'timeout'
    | 'einval'
    | 'eaddrinuse'
    | 'econnrefused'
    | 'etimedout'
    | 'emsgsize'
    | 'not_owner'
    | 'badarg';
  /** What opening a socket comes to. OTP: {ok, Socket} | {error, Reason}. */
  export type Opened = readonly ['ok', Socket] | readonly ['error', SocketError];

  export interface TcpApi {
    /**
     * Takes connections on a port of this node, 1 to 65,535; 0 finds a free one. `backlog` connections (5 if left out) may wait to
     * be accepted, further ones wait outside. OTP: gen_tcp:listen/2.
     */
    listen(
      port: number,
      options?: {
        /** Of the sockets that `accept` will give; true if left out. */
        readonly active?: Active;
        readonly backlog?: number;
      },
    ): Opened;
    /** Waits for a connection, at most `timeoutMs`; this process owns it. OTP: gen_tcp:accept/2. */
    accept(listener: Socket, timeoutMs?: number): Promise<Opened>;
    /**
     * Connects to a port of a node, 1 to 65,535: takes two latencies. 'econnrefused' if nobody listens there, 'etimedout' if nothing
     * answers for 7 s, 'timeout' after `timeoutMs`. OTP: gen_tcp:connect/4.
     */
    connect(
      node: string,
      port: number,
      options?: {
        /** True if left out. */
        readonly active?: Active;
      },
      timeoutMs?: number,
    ): Promise<Opened>;
    /**
     * Writes bytes; waits while the buffer (64 kB) has no room for them. 'ok' says that they are in the buffer, not
     * that anybody has them. OTP: gen_tcp:send/2.
     */
    send(socket: Socket, data: Uint8Array): Promise<'ok' | readonly ['error', SocketError]>;
    /**
     * The same without waiting: true if the bytes were taken, all of them; false if nothing was, and then, unless the
     * stream is over, one `tcp_writable` comes to the owner when the buffer is empty. OTP: socket:send/4 with nowait.
     */
    trySend(socket: Socket, data: Uint8Array): boolean;
    /**
     * Waits for bytes of a stream that is not active: exactly `length` of them, or whatever is there if it is 0 or left
     * out, at most `timeoutMs`. After the last byte of a closed stream: 'closed'. OTP: gen_tcp:recv/3.
     */
    recv(
      socket: Socket,
      length?: number,
      timeoutMs?: number,
    ): Promise<readonly ['ok', Uint8Array] | readonly ['error', SocketError]>;
    /** Changes who reads the stream from now on. OTP: inet:setopts(Socket, [{active, Mode}]). */
    setActive(socket: Socket, active: Active): 'ok' | readonly ['error', SocketError];
    /** Gives the stream to another process of this node. OTP: gen_tcp:controlling_process/2. */
    controllingProcess(socket: Socket, pid: Pid): 'ok' | readonly ['error', SocketError];
    /** Closes a stream when all that was written has been sent, or a listener at once. OTP: gen_tcp:close/1. */
    close(socket: Socket): void;
  }
  /**
   * Byte streams between nodes, beside the connections that carry messages: what is written comes out in order, and in
   * any pieces. OTP: gen_tcp.
   *
   *
   * @example
   * spawn(shop, undefined, { node: 'shop-2' });
   * await sleep(5);
   * const opened = await genTcp.connect('shop-2', 7_000);
   * if (opened[0] === 'ok') console.log(await genTcp.send(opened[1], Uint8Array.of(1, 2, 3))); // → ok
   * await sleep(5);
   * async function shop() {
   *   const listening = genTcp.listen(7_000, { active: false });
   *   if (listening[0] === 'error') return;
   *   const accepted = await genTcp.accept(listening[1]);
   *   if (accepted[0] === 'ok') console.log(await genTcp.recv(accepted[1], 3)); // → ['ok', bytes(3)]
   * }
   */
  export const genTcp: TcpApi;

  export interface UdpApi {
    /** Opens a port of this node for datagrams, 1 to 65,535; 0 finds a free one. OTP: gen_udp:open/2. */
    open(
      port: number,
      options?: {
        /** True if left out. */
        readonly active?: Active;
      },
    ): Opened;
    /**
     * Sends a datagram of at most 65,507 bytes, and never waits: it arrives once, twice, late or not at all. OTP:
     * gen_udp:send/4.
     */
    send(socket: Socket, to: Address, data: Uint8Array): 'ok' | readonly ['error', SocketError];
    /** Waits for a datagram of a port that is not active, at most `timeoutMs`. OTP: gen_udp:recv/3. */
    recv(
      socket: Socket,
      timeoutMs?: number,
    ): Promise<
      | readonly ['ok', { readonly from: Address; readonly data: Uint8Array }]
      | readonly ['error', SocketError]
    >;
    /** Changes who reads the port from now on. OTP: inet:setopts(Socket, [{active, Mode}]). */
    setActive(socket: Socket, active: Active): 'ok' | readonly ['error', SocketError];
    /** Closes the port; what has not been read is gone. OTP: gen_udp:close/1. */
    close(socket: Socket): void;
  }
  /**
   * Datagrams: each goes its own way, may be lost, doubled or overtaken, and nobody is told. OTP: gen_udp.
   *
   *
   * @example
   * async function shop() {
   *   genUdp.open(9_000);
   *   const m = await receive({ kind: 'udp', data: any });
   *   console.log(m.data); // → bytes(1)
   * }
   * spawn(shop, undefined, { node: 'shop-2' });
   * await sleep(5);
   * const opened = genUdp.open(9_000);
   * if (opened[0] === 'ok') genUdp.send(opened[1], { node: 'shop-2', port: 9_000 }, Uint8Array.of(1));
   * await sleep(5);
   */
  export const genUdp: UdpApi;

  // ---- Behaviours ----

  /** How to start a behaviour. OTP: gen_server:start_opt(), and {local, Name}. */
  export interface StartOptions {
    /** Name to register on this node. OTP: {local, Name}. */
    readonly name?: string;
    /** How long init may take, in milliseconds; without limit if left out. */
    readonly timeoutMs?: number;
  }
  /** What starting a behaviour comes to. OTP: {ok, Pid} | ignore | {error, Reason}. */
  export type StartResult = readonly ['ok', Pid] | 'ignore' | readonly ['error', ExitReason];
  /**
   * What a server does before its next message: nothing, `handleInfo('timeout')` if none comes for `timeoutMs` (also
   * written as a bare number), or `handleContinue` at once. OTP: Timeout | {continue, Continue}.
   */
  export type Next = number | { readonly timeoutMs: number } | { readonly continue: unknown };
  /** What `init` of a server gives. OTP: {ok, State, …} | {stop, Reason} | ignore. */
  export type InitResult<State> =
    | readonly ['ok', State]
    | readonly ['ok', State, Next]
    | readonly ['stop', ExitReason]
    | 'ignore';
  /** What every handler of a server may give. OTP: {noreply, State, …} | {stop, Reason, State}. */
  export type NoReply<State> =
    | readonly ['noreply', State]
    | readonly ['noreply', State, Next]
    | readonly ['stop', ExitReason, State];
  /** What `handleCall` may give besides. OTP: {reply, Reply, State, …} | {stop, Reason, Reply, State}. */
  export type WithReply<State> =
    | NoReply<State>
    | readonly ['reply', unknown, State]
    | readonly ['reply', unknown, State, Next]
    | readonly ['stop', ExitReason, unknown, State];
  /**
   * The callbacks of a server: top-level async functions of your file. OTP: the gen_server behaviour.
   *
   *
   * @example
   * async function init(start: number): Promise<InitResult<number>> { return ['ok', start]; }
   * async function handleCall(add: number, from: From, total: number): Promise<WithReply<number>> {
   *   return ['reply', total + add, total + add];
   * }
   * const counter: GenServer<number, number> = { init, handleCall };
   * await genServer.start(counter, 10, { name: 'counter' });
   * console.log(await genServer.call('counter', 5)); // → 15
   */
  export interface GenServer<State, Arg = any> {
    init(arg: Arg): Promise<InitResult<State>>;
    handleCall?(request: any, from: From, state: State): Promise<WithReply<State>>;
    handleCast?(request: any, state: State): Promise<NoReply<State>>;
    /** Every other message; 'timeout' if none came in time. */
    handleInfo?(message: any, state: State): Promise<NoReply<State>>;
    handleContinue?(what: any, state: State): Promise<NoReply<State>>;
    /** Runs when the server stops by itself, by an error, or because its parent did (if it traps exits). */
    terminate?(reason: ExitReason, state: State): Promise<unknown>;
  }
  export interface GenServerApi {
    /** Starts a server that lives on its own. OTP: gen_server:start/3. */
    start<State, Arg>(
      server: GenServer<State, Arg>,
      arg: Arg,
      options?: StartOptions,
    ): Promise<StartResult>;
    /** Starts a server linked to this process, its parent. OTP: gen_server:start_link/3. */
    startLink<State, Arg>(
      server: GenServer<State, Arg>,
      arg: Arg,
      options?: StartOptions,
    ): Promise<StartResult>;
    /** Gives the reply itself; exits this process if there is none (use `call` to look at failures). OTP: gen_server:call/3. */
    call<Reply = unknown>(to: ServerRef, request: unknown, timeoutMs?: number): Promise<Reply>;
    /** OTP: gen_server:cast/2. */
    cast(to: ServerRef, request: unknown): void;
    /** Answers a call later, after ['noreply', state]. OTP: gen_server:reply/2. */
    reply(from: From, value: unknown): void;
    /** Ends a server with 'normal' or another reason and waits for its end. OTP: gen_server:stop/3. */
    stop(to: ServerRef, reason?: ExitReason, timeoutMs?: number): Promise<'ok'>;
  }
  /**
   * A process that keeps a state and handles one message after the other. OTP: gen_server.
   *
   *
   * @example
   * async function init(start: number): Promise<InitResult<number>> { return ['ok', start]; }
   * async function handleCall(add: number, from: From, total: number): Promise<WithReply<number>> {
   *   return ['reply', total + add, total + add];
   * }
   * const started = await genServer.startLink({ init, handleCall }, 0);
   * if (started[0] === 'ok') console.log(await genServer.call<number>(started[1], 5)); // → 5
   */
  export const genServer: GenServerApi;

  /**
   * What an event is, for a state machine: a call (with who asks), a cast, another message, a timeout of the event,
   * the state or a name, an event inserted by itself, or entering a state. OTP: gen_statem:event_type().
   */
  export type EventType =
    | readonly ['call', From]
    | 'cast'
    | 'info'
    | 'timeout'
    | 'state_timeout'
    | readonly ['timeout', unknown]
    | 'internal'
    | 'enter';
  /** What a state machine does besides changing state. Times are milliseconds; Infinity takes a timeout back. OTP: gen_statem:action(). */
  export type StatemAction =
    | 'postpone'
    | readonly ['reply', From, unknown]
    | readonly ['next_event', EventType, unknown]
    | readonly ['timeout' | 'state_timeout', number, unknown]
    | readonly [readonly ['timeout', unknown], number, unknown];
  /** What a state callback gives. OTP: the same tuples. */
  export type StatemResult<State, Data> =
    | readonly ['next_state', State, Data]
    | readonly ['next_state', State, Data, readonly StatemAction[]]
    | readonly ['keep_state', Data]
    | readonly ['keep_state', Data, readonly StatemAction[]]
    | 'keep_state_and_data'
    | readonly ['keep_state_and_data', readonly StatemAction[]]
    | readonly ['repeat_state', Data]
    | readonly ['repeat_state', Data, readonly StatemAction[]]
    | readonly ['stop']
    | readonly ['stop', ExitReason]
    | readonly ['stop', ExitReason, Data]
    | readonly ['stop_and_reply', ExitReason, readonly StatemAction[]]
    | readonly ['stop_and_reply', ExitReason, readonly StatemAction[], Data];
  /** What `init` of a state machine gives. OTP: {ok, State, Data, Actions}. */
  export type StatemInit<State, Data> =
    | readonly ['ok', State, Data]
    | readonly ['ok', State, Data, readonly StatemAction[]]
    | readonly ['stop', ExitReason]
    | 'ignore';
  /**
   * The callbacks of a state machine: one function for each state (OTP: state_functions), or `handleEvent` for all
   * (OTP: handle_event_function). All are top-level async functions. OTP: the gen_statem behaviour.
   *
   */
  export interface GenStatem<State, Data, Arg = any> {
    init(arg: Arg): Promise<StatemInit<State, Data>>;
    readonly states?: {
      readonly [state: string]: (
        type: any,
        event: any,
        data: Data,
      ) => Promise<StatemResult<State, Data>>;
    };
    handleEvent?(
      type: any,
      event: any,
      state: State,
      data: Data,
    ): Promise<StatemResult<State, Data>>;
    /** Call the state with type 'enter' whenever it is entered. */
    readonly stateEnter?: boolean;
    terminate?(reason: ExitReason, state: State, data: Data): Promise<unknown>;
  }
  export interface GenStatemApi {
    /** OTP: gen_statem:start/3. */
    start<State, Data, Arg>(
      machine: GenStatem<State, Data, Arg>,
      arg: Arg,
      options?: StartOptions,
    ): Promise<StartResult>;
    /** OTP: gen_statem:start_link/3. */
    startLink<State, Data, Arg>(
      machine: GenStatem<State, Data, Arg>,
      arg: Arg,
      options?: StartOptions,
    ): Promise<StartResult>;
    /** Gives the reply itself; exits this process if there is none. OTP: gen_statem:call/3. */
    call<Reply = unknown>(to: ServerRef, request: unknown, timeoutMs?: number): Promise<Reply>;
    /** OTP: gen_statem:cast/2. */
    cast(to: ServerRef, event: unknown): void;
    /** OTP: gen_statem:reply/2. */
    reply(from: From, value: unknown): void;
    /** OTP: gen_statem:stop/3. */
    stop(to: ServerRef, reason?: ExitReason, timeoutMs?: number): Promise<'ok'>;
  }
  /**
   * A process that is in one of several states, in each of which an event means something else. OTP: gen_statem.
   *
   *
   * @example
   * async function init(): Promise<StatemInit<string, number>> { return ['ok', 'open', 0]; }
   * async function open(type: EventType, event: string, passed: number): Promise<StatemResult<string, number>> {
   *   return event === 'close' ? ['next_state', 'closed', passed] : ['keep_state', passed + 1];
   * }
   * async function closed(type: EventType, event: string, passed: number): Promise<StatemResult<string, number>> {
   *   return typeof type !== 'string' && type[0] === 'call' ? ['keep_state_and_data', [['reply', type[1], passed]]] : ['keep_state', passed];
   * }
   * const started = await genStatem.startLink({ init, states: { open, closed } }, {}, { name: 'door' });
   * for (const event of ['pass', 'pass', 'close', 'pass']) genStatem.cast('door', event);
   * console.log(started[0], await genStatem.call('door', 'how many?')); // → ok 2
   */
  export const genStatem: GenStatemApi;

  /** A child of a supervisor. OTP: supervisor:child_spec(). */
  export interface ChildSpec {
    readonly id: unknown;
    /**
     * A function that starts the child linked to its caller, and its arguments; it gives ['ok', pid], 'ignore' or
     * ['error', reason]. `genServer.startLink` is one; so is a top-level async function that calls `spawnLink`.
     */
    readonly start: readonly [(...args: any[]) => Promise<StartResult>, ...unknown[]];
    /** permanent (if left out): always started again; transient: only after an abnormal end; temporary: never. */
    readonly restart?: 'permanent' | 'transient' | 'temporary';
    /** Milliseconds it has to end by itself, 'infinity', or 'brutal_kill'. 5,000 for a worker, 'infinity' for a supervisor. */
    readonly shutdown?: number | 'infinity' | 'brutal_kill';
    readonly type?: 'worker' | 'supervisor';
    /** Its own end can end the supervisor: see `autoShutdown`. */
    readonly significant?: boolean;
  }
  /** OTP: {SupFlags, [ChildSpec]}. */
  export interface SupervisorSpec {
    /** 'one_for_one' if left out. */
    readonly strategy?: 'one_for_one' | 'one_for_all' | 'rest_for_one' | 'simple_one_for_one';
    /** Restarts allowed within `periodMs` before the supervisor gives up itself: 1 within 5,000 if left out. */
    readonly intensity?: number;
    readonly periodMs?: number;
    /** 'never' if left out. */
    readonly autoShutdown?: 'never' | 'any_significant' | 'all_significant';
    readonly children: readonly ChildSpec[];
  }
  /** OTP: {Id, Child, Type, Modules}. */
  export interface ChildInfo {
    readonly id: unknown;
    /** Undefined while it is stopped. */
    readonly pid: Pid | undefined | 'restarting';
    readonly type: 'worker' | 'supervisor';
  }
  export interface SupervisorApi {
    /** Starts a supervisor linked to this process, and its children in order. OTP: supervisor:start_link/2. */
    startLink<Arg>(
      init: (arg: Arg) => Promise<readonly ['ok', SupervisorSpec] | 'ignore'>,
      arg: Arg,
      options?: StartOptions,
    ): Promise<StartResult>;
    startLink(spec: SupervisorSpec, arg?: undefined, options?: StartOptions): Promise<StartResult>;
    /** Adds and starts a child; for simple_one_for_one, starts one more with further arguments. OTP: supervisor:start_child/2. */
    startChild(
      to: ServerRef,
      specOrArgs: ChildSpec | readonly unknown[],
    ): Promise<readonly ['ok', Pid | undefined] | readonly ['error', unknown]>;
    /** Stops a child; its specification stays. OTP: supervisor:terminate_child/2. */
    terminateChild(to: ServerRef, id: unknown): Promise<'ok' | readonly ['error', unknown]>;
    /** Starts a stopped child again. OTP: supervisor:restart_child/2. */
    restartChild(
      to: ServerRef,
      id: unknown,
    ): Promise<readonly ['ok', Pid | undefined] | readonly ['error', unknown]>;
    /** Forgets the specification of a stopped child. OTP: supervisor:delete_child/2. */
    deleteChild(to: ServerRef, id: unknown): Promise<'ok' | readonly ['error', unknown]>;
    /** The children, youngest first. OTP: supervisor:which_children/1. */
    whichChildren(to: ServerRef): Promise<ChildInfo[]>;
    /** How many children there are: specifications, running ones, and those that are supervisors or workers. OTP: supervisor:count_children/1. */
    countChildren(to: ServerRef): Promise<{
      readonly specs: number;
      readonly active: number;
      readonly supervisors: number;
      readonly workers: number;
    }>;
  }
  /**
   * A process whose only work is to start other processes, and to start them again when they end. OTP: supervisor.
   *
   *
   * @example
   * async function cart() { register('cart', self()); await receive('fail'); exit('broken'); }
   * async function startCart(): Promise<StartResult> { return ['ok', spawnLink(cart)]; }
   * await supervisor.startLink({ intensity: 3, children: [{ id: 'cart', start: [startCart] }] });
   * await sleep(1);
   * const first = whereis('cart');
   * send('cart', 'fail');
   * await sleep(1);
   * console.log(whereis('cart') !== undefined, whereis('cart') === first); // → true false
   */
  export const supervisor: SupervisorApi;

  // ---- Tasks ----

  /** A piece of work that a process of its own does. Elixir: Task.t(). */
  export interface Task<Value = unknown> {
    readonly kind: 'task';
    readonly pid: Pid;
    readonly ref: Ref;
    readonly owner: Pid;
    /** There for the checker alone: what `task.await` will give. */
    readonly value?: Value;
  }
  /** What a task has come to: its value, or why it ended without one. Elixir: {:ok, term} | {:exit, term} | nil. */
  export type TaskOutcome<Value> =
    readonly ['ok', Value] | readonly ['exit', ExitReason] | undefined;
  export interface TaskApi {
    /** Starts a task linked to this process: they fail together. Elixir: Task.async/1. */
    async<A, Value>(body: (arg: A) => Promise<Value>, arg: A): Task<Value>;
    async<Value>(body: () => Promise<Value>): Task<Value>;
    /**
     * Waits for the value, 5,000 ms if `timeoutMs` is left out, and exits this process if there is none by then. What
     * comes later is dropped. Elixir: Task.await/2.
     */
    await<Value>(task: Task<Value>, timeoutMs?: number): Promise<Value>;
    /** Looks for so long; undefined if nothing has come: it can be waited for again. Elixir: Task.yield/2. */
    yield<Value>(task: Task<Value>, timeoutMs?: number): Promise<TaskOutcome<Value>>;
    /**
     * Ends a task: asks it to, and kills it after `timeoutMs` (5,000 if left out) or at once. Gives what had come before
     * that. Elixir: Task.shutdown/2.
     */
    shutdown<Value>(
      task: Task<Value>,
      timeoutMs?: number | 'brutal_kill',
    ): Promise<TaskOutcome<Value>>;
    /** Starts a supervisor of tasks, linked to this process. Elixir: Task.Supervisor.start_link/1. */
    startSupervisor(options?: StartOptions): Promise<StartResult>;
    /** Starts a task under a supervisor, linked to this process as well. Elixir: Task.Supervisor.async/2. */
    asyncUnder<A, Value>(
      to: ServerRef,
      body: (arg: A) => Promise<Value>,
      arg: A,
    ): Promise<Task<Value>>;
    /** Starts a task under a supervisor whose end this process survives. Elixir: Task.Supervisor.async_nolink/2. */
    asyncNolink<A, Value>(
      to: ServerRef,
      body: (arg: A) => Promise<Value>,
      arg: A,
    ): Promise<Task<Value>>;
    /** Starts work under a supervisor that nobody waits for. Elixir: Task.Supervisor.start_child/2. */
    startChild<A>(
      to: ServerRef,
      body: (arg: A) => Promise<unknown>,
      arg: A,
    ): Promise<readonly ['ok', Pid]>;
  }
  /**
   * Work that goes on beside this process, and whose value it waits for when it needs it. Elixir: Task, Task.Supervisor;
   * OTP: rpc:async_call/4 and yield/1.
   *
   * @example
   * async function price(book: string) { await sleep(20); return book.length; }
   * const tasks = ['Erlang', 'Elixir'].map((book) => task.async(price, book));
   * for (const each of tasks) console.log(await task.await(each));
   * // → 6
   * // → 6
   * console.log(Math.round(now())); // → 20
   */
  export const task: TaskApi;

  // ---- Names and groups ----

  /** An entry of a registry. Elixir: {pid, value}. */
  export interface RegistryEntry {
    readonly pid: Pid;
    readonly value: unknown;
  }
  export interface RegistryApi {
    /** Makes a registry of this node; it goes with this process. Raises 'badarg' if there is one of that name. Elixir: Registry.start_link/1. */
    start(name: string, keys?: 'unique' | 'duplicate'): void;
    /** Puts this process under a key, with a copy of a value; refused if the key is taken and has to be unique. Elixir: Registry.register/3. */
    register(
      name: string,
      key: string | number,
      value?: unknown,
    ): readonly ['ok', Pid] | readonly ['error', readonly ['already_registered', Pid]];
    /** Takes this process away from a key. Elixir: Registry.unregister/2. */
    unregister(name: string, key: string | number): void;
    /** Who is under a key. Elixir: Registry.lookup/2. */
    lookup(name: string, key: string | number): RegistryEntry[];
    /** The keys of a process. Elixir: Registry.keys/2. */
    keys(name: string, pid: Pid): (string | number)[];
    /** How many entries there are. Elixir: Registry.count/1. */
    count(name: string): number;
  }
  /**
   * Tables of this node that find processes by a key, such as the id of a cart: one process for each key, or any number
   * that share it. An entry goes with its process. Elixir: Registry; OTP: gproc and ets come near.
   *
   * @example
   * async function cart(id: number) { registry.register('carts', id, { items: 0 }); await receive(); }
   * registry.start('carts');
   * const pid = spawn(cart, 17);
   * await sleep(1);
   * console.log(registry.lookup('carts', 17)[0]?.pid === pid); // → true
   * exit(pid, 'kill');
   * await sleep(1);
   * console.log(registry.count('carts')); // → 0
   */
  export const registry: RegistryApi;

  export interface PgApi {
    /** Starts the scope on this node, linked to this process; every node that takes part starts its own. OTP: pg:start_link/1. */
    startLink(scope?: string): Promise<StartResult>;
    /** Puts processes of this node into a group, once more each time. OTP: pg:join/3. */
    join(group: string | number, pids: Pid | readonly Pid[], scope?: string): Promise<'ok'>;
    /** Takes processes out of a group, once each. OTP: pg:leave/3. */
    leave(
      group: string | number,
      pids: Pid | readonly Pid[],
      scope?: string,
    ): Promise<'ok' | 'not_joined'>;
    /** The members on all nodes, as far as this node knows; takes no time. OTP: pg:get_members/2. */
    getMembers(group: string | number, scope?: string): Pid[];
    /** The members on this node. OTP: pg:get_local_members/2. */
    getLocalMembers(group: string | number, scope?: string): Pid[];
    /** Groups that have members. OTP: pg:which_groups/1. */
    whichGroups(scope?: string): (string | number)[];
  }
  /**
   * Groups of processes across nodes. Each node has its own view, which forgets the members of a lost node and learns
   * them again when it is back: nobody agrees on anything. OTP: pg.
   *
   * @example
   * async function chat() { await pg.startLink(); await pg.join('room-1', self()); await receive(); }
   * await pg.startLink();
   * spawn(chat, undefined, { node: 'shop-2' });
   * await sleep(20);
   * console.log(pg.getMembers('room-1').length, pg.getLocalMembers('room-1').length); // → 1 0
   */
  export const pg: PgApi;

  /**
   * What becomes of a name that both sides of a partition have given: one of the two processes is killed, or told, or
   * both are told and the name is free, or a top-level function of yours decides. OTP: the resolve functions of global.
   */
  export type Resolve =
    | 'random_exit_name'
    | 'random_notify_name'
    | 'notify_all_name'
    | ((name: string, pid: Pid, other: Pid) => Promise<Pid | 'none'>);
  /**
   * Who is told of a conflict gets this. OTP: {global_name_conflict, Name} or {global_name_conflict, Name, OtherPid}.
   *
   * @example
   * async function leader() {
   *   const { name } = await receive<GlobalNameConflict>();
   *   console.log(name, 'has two holders'); // → leader has two holders
   * }
   * send(spawn(leader), { kind: 'global_name_conflict', name: 'leader' });
   * await sleep(1);
   */
  export interface GlobalNameConflict {
    readonly kind: 'global_name_conflict';
    readonly name: string;
    readonly other?: Pid;
  }
  export interface GlobalApi {
    /** Starts this node's name server, linked to this process: each node needs one. OTP has them from the start. */
    startLink(): Promise<StartResult>;
    /** Gives a process a name in the whole cluster; 'no' if it is taken. Asks every connected node, twice. OTP: global:register_name/3. */
    registerName(name: string, pid: Pid, resolve?: Resolve): Promise<'yes' | 'no'>;
    /** The same, whoever has the name. OTP: global:re_register_name/3. */
    reRegisterName(name: string, pid: Pid, resolve?: Resolve): Promise<'yes'>;
    /** Frees a name. OTP: global:unregister_name/1. */
    unregisterName(name: string): Promise<void>;
    /** Who has a name, as far as this node knows; takes no time. OTP: global:whereis_name/1. */
    whereisName(name: string): Pid | undefined;
    /** All names, sorted. OTP: global:registered_names/0. */
    registeredNames(): string[];
    /** Sends to who has a name; exits with 'badarg' if nobody has. OTP: global:send/2. */
    send(name: string, message: unknown): Pid;
  }
  /**
   * Names that are the same on every node, as long as all can reach each other. In a partition each side gives names of
   * its own; what becomes of them when it heals is the name's `resolve`. OTP: global.
   *
   * @example
   * await global.startLink();
   * console.log(await global.registerName('leader', self())); // → yes
   * console.log(await global.registerName('leader', self())); // → no
   * global.send('leader', 'decide');
   * console.log(await receive()); // → decide
   */
  export const global: GlobalApi;
}

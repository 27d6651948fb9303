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
   * @example const me = self(); send(other, { kind: 'hello', from: me });
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
   * @example const ref = monitor(worker); const down = await receive({ kind: 'DOWN', ref });
   */
  export interface Ref {
    readonly kind: 'ref';
    readonly id: number;
  }
  /**
   * Where a message can go: a process, a name on this node, or a name on another node. OTP: Pid | Name | {Name, Node}.
   *
   * @example send('cart', m); send({ name: 'cart', node: 'shop-2' }, m);
   */
  export type ServerRef = Pid | string | { readonly name: string; readonly node: string };
  /**
   * Why a process ended: any value that can be sent. OTP's words keep OTP's spelling: 'normal', 'shutdown', 'kill',
   * 'killed', 'noproc', 'noconnection'. An uncaught error becomes an `ErrorReason`.
   */
  export type ExitReason = unknown;
  /** The exit reason of a process that ended by an error it did not catch. OTP: {Reason, Stacktrace}. */
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
   * @example const m = await receive(any, 100); if (m === timeout) return 'unknown';
   */
  export const timeout: unique symbol;
  export type Timeout = typeof timeout;
  /**
   * In a pattern: matches anything. OTP: `_`.
   *
   * @example await receive({ kind: 'order', key: any });
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
  /** The type of a message that fits the pattern P: named fields narrow, the others are free. */
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
  }
  /**
   * Starts a process that runs the top-level async function `body` with a copy of `arg`, and gives its pid at once.
   * On another node it begins one latency later. OTP: erlang:spawn/4.
   *
   * @example const worker = spawn(serve, { ledger }, { node: 'shop-2', name: 'orders' });
   */
  export function spawn<A>(body: (arg: A) => Promise<unknown>, arg: A, options?: SpawnOptions): Pid;
  export function spawn(body: () => Promise<unknown>, arg?: undefined, options?: SpawnOptions): Pid;
  /**
   * Starts a process and links it to this one: if either ends abnormally, so does the other. OTP: erlang:spawn_link/1.
   *
   * @example const helper = spawnLink(resize, image);
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
   * @example const { ref } = spawnMonitor(charge, order); const { reason } = await receive({ kind: 'DOWN', ref });
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
   * @example send(server, { kind: 'subscribe', from: self() });
   */
  export function self(): Pid;
  /**
   * Ends this process with `reason`. It can be caught like an error; what is caught is a `Raised`. OTP: exit/1.
   *
   * @example if (stock < 0) exit({ kind: 'oversold', item });
   */
  export function exit(reason: ExitReason): never;
  /**
   * Sends an exit signal to another process. It ends with `reason` unless it traps exits; 'kill' cannot be trapped,
   * 'normal' does nothing. OTP: exit/2.
   *
   * @example exit(worker, 'shutdown');
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
   * True for what `exit` or a function of 'nines' threw, false for other errors.
   *
   * @example try { send('ledger', m); } catch (e) { if (isRaised(e) && e.reason === 'badarg') return; throw e; }
   */
  export function isRaised(error: unknown): error is Raised;
  /**
   * True if a process of this node lives. OTP: is_process_alive/1.
   *
   * @example if (!isAlive(worker)) worker = spawn(serve);
   */
  export function isAlive(pid: Pid): boolean;

  // ---- Messages ----

  /**
   * Puts a copy of `message` on its way, and never waits. What one process sends to another arrives in the order in
   * which it was sent, or not at all: nobody tells the sender. The one thing refused is a name that is not registered
   * on this node (it raises 'badarg'). OTP: `!`.
   *
   * @example send({ name: 'orders', node: 'shop-2' }, { kind: 'order', key, payload });
   */
  export function send(to: ServerRef, message: unknown): void;
  /**
   * Takes the oldest message in the mailbox that fits, or waits for one; the others stay where they are. With
   * `afterMs` it gives `timeout` when none came in time, never early; 0 only looks. OTP: receive … after.
   *
   * @example
   * const m = await receive({ kind: 'reply', key }, 200);
   * if (m === timeout) return retry();
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
   * @example if (matches(m, { kind: 'order', key: any })) await place(m);
   */
  export function matches<const P extends Pattern>(value: unknown, pattern: P): value is Matched<P>;

  // ---- Calls ----

  /**
   * What a call comes to. `timeout` says nothing about whether the server did it, and neither does `nodedown` or
   * `died`; `noproc` says that nobody was there.
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
   * @example
   * const result = await call({ name: 'orders', node: 'shop-2' }, { fn: 'place', key, order }, 300);
   * if (result.kind === 'ok') return result.value;
   */
  export function call<Reply = unknown>(
    to: ServerRef,
    request: unknown,
    timeoutMs?: number,
  ): Promise<CallResult<Reply>>;
  /**
   * Sends a request that nobody answers. Never waits and never fails. OTP: gen_server:cast/2.
   *
   * @example cast('metrics', { name: 'orders', add: 1 });
   */
  export function cast(to: ServerRef, request: unknown): void;
  /**
   * Answers a call. Only the first reply counts. OTP: gen_server:reply/2.
   *
   * @example const { from, request } = await receive<Call<number>>(); reply(from, request * 2);
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
   * @example const ids = shops.map((shop) => sendRequest(shop, 'stock'));
   */
  export function sendRequest(to: ServerRef, request: unknown): RequestId;
  /**
   * Waits for the answer of one request; after `timeoutMs` (5,000 if left out) it is given up and a later reply is
   * dropped. OTP: gen_server:receive_response/2.
   *
   * @example for (const id of ids) stocks.push(await receiveResponse<number>(id, 200));
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
   * True for the message of a monitor.
   *
   * @example const { reason } = await receive(isDown);
   */
  export function isDown(message: unknown): message is Down;
  /**
   * True for a trapped exit signal.
   *
   * @example if (isExit(m) && m.from === worker) restart();
   */
  export function isExit(message: unknown): message is Exit;
  /**
   * Asks for one `DOWN` message when the process ends, at once if there is none ('noproc') or if its node cannot be
   * reached ('noconnection': it may still live). OTP: monitor/2.
   *
   * @example const ref = monitor({ name: 'ledger', node: 'data-1' });
   */
  export function monitor(target: ServerRef): Ref;
  /**
   * Takes a monitor back. With `flush`, a DOWN that has already arrived is taken out of the mailbox; with `info` the
   * result says whether it was still active, else it is true. OTP: demonitor/2.
   *
   * @example demonitor(ref, { flush: true });
   */
  export function demonitor(
    ref: Ref,
    options?: { readonly flush?: boolean; readonly info?: boolean },
  ): boolean;
  /**
   * Asks for one `nodedown` message when the connection to a node is lost; with false, takes it back. A silent node
   * is given up after 6 to 10 s. OTP: erlang:monitor_node/2.
   *
   * @example monitorNode('data-1'); const down = await receive<NodeDown>((m) => matches(m, { kind: 'nodedown' }));
   */
  export function monitorNode(node: string, on?: boolean): void;
  /**
   * Links this process to another: if one ends abnormally, so does the other. OTP: link/1.
   *
   * @example link(helper);
   */
  export function link(pid: Pid): void;
  /**
   * Takes a link back. An EXIT message that has already arrived stays. OTP: unlink/1.
   *
   * @example unlink(helper);
   */
  export function unlink(pid: Pid): void;
  /**
   * With true, exit signals become `EXIT` messages instead of ending this process. Gives the old setting.
   * OTP: process_flag(trap_exit, …).
   *
   * @example trapExit(true); spawnLink(worker); const { reason } = await receive(isExit);
   */
  export function trapExit(on: boolean): boolean;
  /**
   * Gives a process of this node a name. Raises 'badarg' if the name is taken or the process has one. OTP: register/2.
   *
   * @example register('cart', self());
   */
  export function register(name: string, pid: Pid): void;
  /**
   * Takes a name of this node back. Raises 'badarg' if there is none. OTP: unregister/1.
   *
   * @example unregister('cart');
   */
  export function unregister(name: string): void;
  /**
   * The process of that name on this node. OTP: whereis/1.
   *
   * @example const cart = whereis('cart') ?? spawn(cartServer, {}, { name: 'cart' });
   */
  export function whereis(name: string): Pid | undefined;

  // ---- Nodes, time, chance ----

  /**
   * Name of the node this process runs on. OTP: node/0.
   *
   * @example log(`${node()} starts`);
   */
  export function node(): string;
  /**
   * Names of the other nodes this node believes to be connected to: the visible ones, the hidden ones, or all
   * ('connected'). OTP: nodes/0, nodes/1.
   *
   * @example const shops = nodes().filter((name) => name.startsWith('shop-'));
   */
  export function nodes(which?: 'visible' | 'hidden' | 'connected'): string[];
  /**
   * Milliseconds of this node's own clock, which may be skewed against those of others.
   * OTP: erlang:system_time(millisecond).
   *
   * @example const deadline = now() + 2_000;
   */
  export function now(): number;
  /**
   * A number in [0, 1), drawn for this process by the seed of the run. OTP: rand:uniform/0.
   *
   * @example await sleep(random() * Math.min(capMs, baseMs * 2 ** attempt));
   */
  export function random(): number;
  /**
   * A new reference. OTP: make_ref/0.
   *
   * @example const ref = makeRef(); send(server, { kind: 'ask', ref, from: self() });
   */
  export function makeRef(): Ref;
  /**
   * Waits for `ms`; 0 lets the others go first. OTP: timer:sleep/1.
   *
   * @example await sleep(50);
   */
  export function sleep(ms: number): Promise<void>;
  /**
   * Uses `ms` of CPU time. The node's cores are shared among all who work: with twice as many jobs as cores it takes
   * twice as long. OTP: any computation.
   *
   * @example await work(30);
   */
  export function work(ms: number): Promise<void>;
  /**
   * Runs native code: occupies one core for `ms`, and nothing else runs on it. OTP: a NIF that is not dirty.
   *
   * @example await nif(200);
   */
  export function nif(ms: number): Promise<void>;

  /** A timer that was set by `sendAfter`. */
  export interface TimerRef {
    readonly kind: 'timer';
    readonly ref: Ref;
  }
  /**
   * Sends a copy of `message` to `to` after `ms`, also if this process has ended by then. OTP: erlang:send_after/3.
   *
   * @example const timer = sendAfter(5_000, self(), 'tick');
   */
  export function sendAfter(ms: number, to: ServerRef, message: unknown): TimerRef;
  /**
   * Stops a timer: milliseconds that were left, or false if it had fired. OTP: erlang:cancel_timer/1.
   *
   * @example if (cancelTimer(timer) === false) await receive('tick', 0);
   */
  export function cancelTimer(timer: TimerRef): number | false;

  /**
   * What survives a restart of the node. OTP: a file, or dets.
   *
   * @example await disk.put('orders', [...orders]); const saved = await disk.get<[string, Order][]>('orders');
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
   * @example const m = await receive({ kind: 'tcp', socket });
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
   */
  export type TcpNotice =
    | {
        readonly kind: 'tcp_closed' | 'tcp_passive' | 'tcp_writable';
        readonly socket: Socket;
      }
    | { readonly kind: 'tcp_error'; readonly socket: Socket; readonly reason: 'etimedout' };
  /** A datagram for the owner of an active port, whole. OTP: {udp, Socket, Host, Port, Data}. */
  export interface UdpData {
    readonly kind: 'udp';
    readonly socket: Socket;
    readonly from: Address;
    readonly data: Uint8Array;
  }
  /** The messages of an active port are used up. OTP: {udp_passive, Socket}. */
  export interface UdpPassive {
    readonly kind: 'udp_passive';
    readonly socket: Socket;
  }
  /** A port of a node. */
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
  export type Opened = readonly ['ok', Socket] | readonly ['error', SocketError];

  export interface TcpApi {
    /**
     * Takes connections on a port of this node; 0 finds a free one. `backlog` connections (5 if left out) may wait to
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
     * Connects to a port of a node: takes two latencies. 'econnrefused' if nobody listens there, 'etimedout' if nothing
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
   * @example
   * const opened = await genTcp.connect('shop-1', 7_000, { active: 'once' });
   * if (opened[0] === 'ok') await genTcp.send(opened[1], new TextEncoder().encode('hello'));
   */
  export const genTcp: TcpApi;

  export interface UdpApi {
    /** Opens a port of this node for datagrams; 0 finds a free one. OTP: gen_udp:open/2. */
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
   * @example
   * const opened = genUdp.open(9_000);
   * if (opened[0] === 'ok') genUdp.send(opened[1], { node: 'shop-2', port: 9_000 }, Uint8Array.of(1));
   */
  export const genUdp: UdpApi;

  // ---- Behaviours ----

  /** How to start a behaviour. */
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
   * written as a bare number), or `handleContinue` at once.
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
   * @example
   * async function init(start: number): Promise<InitResult<number>> { return ['ok', start]; }
   * async function handleCall(add: number, from: From, total: number): Promise<WithReply<number>> {
   *   return ['reply', total + add, total + add];
   * }
   * const counter: GenServer<number, number> = { init, handleCall };
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
   * @example
   * const [, pid] = await genServer.startLink(counter, 0);
   * const total = await genServer.call<number>(pid, 5);
   */
  export const genServer: GenServerApi;

  /**
   * What an event is, for a state machine: a call (with who asks), a cast, another message, a timeout of the event,
   * the state or a name, an event inserted by itself, or entering a state.
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
  /** What a state machine does besides changing state. Times are milliseconds; Infinity takes a timeout back. */
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
   * @example
   * async function open(type: EventType, event: string, data: Door): Promise<StatemResult<string, Door>> {
   *   return event === 'close' ? ['next_state', 'closed', data] : ['keep_state_and_data', ['postpone']];
   * }
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
   * @example const [, door] = await genStatem.startLink({ init, states: { open, closed } }, {});
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
    /** OTP: supervisor:count_children/1. */
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
   * @example
   * await supervisor.startLink({
   *   strategy: 'rest_for_one',
   *   intensity: 3,
   *   children: [{ id: 'cart', start: [genServer.startLink, cart, {}] }],
   * });
   */
  export const supervisor: SupervisorApi;
}

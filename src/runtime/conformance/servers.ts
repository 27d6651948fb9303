/** gen_server and gen_statem. */
import {
  exit,
  genServer,
  genStatem,
  receive,
  self,
  send,
  sendAfter,
  sleep,
  spawn,
  trapExit,
} from '#runtime/index.ts';
import type { Frame } from '#runtime/machine.ts';
import { any, timeout } from '#runtime/pattern.ts';
import { isPid, type Pid } from '#runtime/pid.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import { fun, get1, go, list, r, term, waitDead, type Fact, type Notice } from './fact.ts';

type Tagged = readonly [string, ...unknown[]];
const isTagged = (value: unknown): value is Tagged => Array.isArray(value);

/** One server for all: the state is a function of the call. */
export const server = {
  init: nativeFunction(function* (arg: unknown): Frame {
    if (arg === 'ignore') return 'ignore';
    if (!isTagged(arg)) return ['ok', arg];
    const [kind, value] = arg;
    if (kind === 'stop') return ['stop', value];
    if (kind === 'sleep') yield sleep(value as number);
    if (kind === 'cont') {
      send(self(), 'first_message');
      return ['ok', value, { continue: 'c' }];
    }
    if (kind === 'trap') trapExit(true);
    if (kind === 'tmo') return ['ok', value, { timeoutMs: 20 }];
    if (kind === 'crash') exit(value);
    return ['ok', kind === 'sleep' ? 's' : value];
  }),
  handleCall: nativeFunction(function* (request: unknown, from: unknown, state: unknown): Frame {
    if (request === 'echo') return ['reply', 'echo', state];
    if (request === 'crash') exit('crashed');
    if (request === 'bad') return 'nonsense';
    if (request === 'defer') {
      sendAfter(10, self(), ['answer', from]);
      return ['noreply', state];
    }
    const [kind, value] = request as Tagged;
    if (kind === 'self') return ['reply', term(yield* callFails(value as Pid, 'echo')), state];
    if (kind === 'slow') {
      yield sleep(value as number);
      return ['reply', 'late', state];
    }
    if (kind === 'stop') return ['stop', value, state];
    return ['stop', value, 'bye', state];
  }),
  handleCast: nativeFunction(function* (_request: unknown, state: unknown): Frame {
    return ['noreply', state];
  }),
  handleInfo: nativeFunction(function* (message: unknown, state: unknown): Frame {
    if (isTagged(message) && message[0] === 'answer') genServer.reply(message[1], 'deferred');
    if (message === 'timeout') send(state as Pid, 'timeout_seen');
    if (message === 'first_message') send(state as Pid, 'info_first');
    return ['noreply', state];
  }),
  handleContinue: nativeFunction(function* (_arg: unknown, state: unknown): Frame {
    send(state as Pid, 'continue_first');
    return ['noreply', state];
  }),
  terminate: nativeFunction(function* (reason: unknown, state: unknown): Frame {
    if (isPid(state)) send(state, ['terminate', r(reason)]);
    return undefined;
  }),
};

/** Starts the server without a link. */
export function* startServer(arg: unknown, options = {}): Generator<unknown, Pid, unknown> {
  const result = (yield genServer.start(server, arg, options)) as readonly ['ok', Pid];
  return result[1];
}

/** The reason with which a call exits, shortened as in facts.erl; or its reply. */
export function* callFails(to: Pid | string, request: unknown, timeoutMs?: number): Frame {
  try {
    return yield genServer.call(to, request, timeoutMs);
  } catch (error) {
    const { reason } = error as { readonly reason: CallExit };
    const [why, [, , [target, ...asked]]] = reason;
    const shown = list([isPid(target) ? "'P'" : target, ...asked]);
    return [r(why), ['gen_server', 'call', shown]];
  }
}

/** How a failed call exits: the reason, and the call. */
type CallExit = readonly [unknown, readonly [string, string, readonly [unknown, ...unknown[]]]];

function* terminated(): Frame {
  const message = yield receive(['terminate', any], 50);
  return message === timeout ? 'not_called' : (message as Tagged)[1];
}

export const servers: readonly Fact[] = [
  {
    id: 'f40',
    title: 'call to a dead pid or unknown name exits with noproc; cast and send do not',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      t(term(yield* callFails(dead, 'echo')));
      t(term(yield* callFails('nobody', 'echo')));
      genServer.cast(dead, 'x');
      genServer.cast('nobody', 'x');
      t('cast ok, cast name ok');
    },
  },
  {
    id: 'f41',
    title: 'the server dies during a call: the caller exits with its reason, also for normal',
    *run(t) {
      for (const request of ['crash', ['stop', 'normal'], ['stop', 'shutdown']]) {
        t(term(yield* callFails(yield* startServer('s'), request)));
      }
      const q = yield* startServer('s');
      t(`stop with reply: ${term(yield genServer.call(q, ['stopreply', 'normal']))}`);
    },
  },
  {
    id: 'f43',
    title: 'start: error when init stops, ignore, a crash in init, a name in use, a start timeout',
    *run(t) {
      t(term(yield genServer.start(server, ['stop', 'no'])));
      t(term(yield genServer.start(server, 'ignore')));
      t(term(yield genServer.start(server, ['crash', 'oops'])));
      const p = yield* startServer('s', { name: 'gs' });
      const again = (yield genServer.start(server, 's', { name: 'gs' })) as readonly [
        'error',
        readonly [string, Pid],
      ];
      const [word, [what, q]] = again;
      t(`${what}, same pid: ${word === 'error' && p === q}`);
      t(term(yield genServer.start(server, ['sleep', 200], { timeoutMs: 20 })));
      exit(p, 'kill');
    },
  },
  {
    id: 'f44',
    title: 'startLink whose init stops: error, and an EXIT message if trapping',
    *run(t) {
      trapExit(true);
      t(term(yield genServer.startLink(server, ['stop', 'no'])));
      const { kind, reason } = (yield* get1()) as Notice;
      t(kind === 'EXIT' ? `{'EXIT',${term(reason)}}` : kind);
    },
  },
  {
    id: 'f46',
    title: 'a bad return value kills the server with bad_return_value',
    *run(t) {
      t(term(yield* callFails(yield* startServer('s'), 'bad')));
    },
  },
  {
    id: 'f47',
    title:
      'terminate runs on stop, crash and genServer.stop; on exit signals only when trapping and from the parent',
    *run(t) {
      const me = self();
      yield* callFails(yield* startServer(me), ['stop', 'normal']);
      t(`stop: ${term(yield* terminated())}`);
      yield* callFails(yield* startServer(me), 'crash');
      t(`crash: ${term(yield* terminated())}`);
      yield genServer.stop(yield* startServer(me));
      t(`gen_server:stop: ${term(yield* terminated())}`);
      exit(yield* startServer(me), 'shutdown');
      t(`signal, not trapping: ${term(yield* terminated())}`);
      const e = yield* startServer(['trap', me]);
      exit(e, 'shutdown');
      t(`signal, trapping, no parent link: ${term(yield* terminated())} (a handle_info message)`);
      exit(e, 'kill');
      t(`kill: ${term(yield* terminated())}`);
      const parent = spawn(
        fun(function* () {
          yield genServer.startLink(server, ['trap', me]);
          send(me, 'up');
          yield receive('die');
          exit('shutdown');
        }),
      );
      yield receive('up');
      send(parent, 'die');
      t(`parent's exit, trapping: ${term(yield* terminated())}`);
    },
  },
  {
    id: 'f49',
    title:
      "init's timeout gives handleInfo('timeout') after that idle time; a message before cancels it",
    *run(t) {
      const p = yield* startServer(['tmo', self()]);
      t(`idle: ${term(yield* get1())}`);
      exit(p, 'kill');
      const q = yield* startServer(['tmo', self()]);
      genServer.cast(q, 'x');
      t(`with a cast first: ${term(yield* get1(80))}`);
      exit(q, 'kill');
    },
  },
  {
    id: 'f50',
    title: 'gen_statem: postponed events come back, in order and before newer ones',
    *run(t) {
      const door = {
        init: nativeFunction(function* (to: unknown): Frame {
          return ['ok', 'open', to];
        }),
        states: {
          open: nativeFunction(function* (_type: unknown, content: unknown, to: Pid): Frame {
            if (content !== 'close') return ['keep_state_and_data', ['postpone']];
            send(to, 'closing');
            return ['next_state', 'closed', to];
          }),
          closed: nativeFunction(function* (_type: unknown, content: unknown, to: Pid): Frame {
            if (content !== 'close') send(to, ['worked', (content as Tagged)[1]]);
            return 'keep_state_and_data';
          }),
        },
      };
      const [, p] = (yield genStatem.start(door, self())) as ['ok', Pid];
      for (const event of [['work', 1], ['work', 2], 'close', ['work', 3]])
        genStatem.cast(p, event);
      t(term(list([yield* get1(), yield* get1(), yield* get1(), yield* get1()])));
      exit(p, 'kill');
    },
  },
];

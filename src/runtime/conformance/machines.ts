/** More about gen_server, and gen_statem: a machine that does what it is told and reports every other event. */
import {
  exit,
  genServer,
  genStatem,
  monitor,
  self,
  send,
  sleep,
  trapExit,
  whereis,
} from '#runtime/index.ts';
import type { Frame } from '#runtime/machine.ts';
import { any, timeout } from '#runtime/pattern.ts';
import { receive } from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import { downOf, get1, go, list, term, waitDead, type Fact, type Notice } from './fact.ts';
import { callFails, server, startServer } from './servers.ts';

/** Lines of a fact that starts the server and prints what comes of it. */
function* startFails(t: (line: string) => void, arg: unknown): Frame {
  trapExit(true);
  t(term(yield genServer.startLink(server, arg)));
  const message = yield* get1(100);
  t(message === 'none' ? 'no EXIT' : `EXIT ${term((message as Notice).reason)}`);
  return undefined;
}

const calls: readonly Fact[] = [
  {
    id: 'g60',
    title: 'a call that times out leaves no late reply, and the server goes on',
    *run(t) {
      const p = yield* startServer('s');
      t(term(yield* callFails(p, ['slow', 50], 20)));
      yield sleep(60);
      t(`late ${term(yield* get1())}`);
      t(`then ${term(yield genServer.call(p, 'echo'))}`);
    },
  },
  {
    id: 'g61',
    title: 'continue comes before a message that was there already',
    *run(t) {
      yield* startServer(['cont', self()]);
      t(`${term(yield* get1())} ${term(yield* get1())}`);
    },
  },
  {
    id: 'g62',
    title: 'a server can reply later',
    *run(t) {
      t(term(yield genServer.call(yield* startServer('s'), 'defer')));
    },
  },
  {
    id: 'g63',
    title: 'stopping a server that is dead exits with noproc',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      try {
        yield genServer.stop(dead);
      } catch (error) {
        t(term((error as Notice).reason));
      }
    },
  },
  {
    id: 'g64',
    title: 'a server is stopped with a reason',
    *run(t) {
      const p = yield* startServer('s');
      const ref = monitor(p);
      t(term(yield genServer.stop(p, 'shutdown')));
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 'g65',
    title: 'calling oneself exits with calling_self',
    *run(t) {
      t(term(yield* callFails(self(), 'echo')));
    },
  },
  {
    id: 'g66',
    title: 'a server has its name until it ends',
    *run(t) {
      const p = yield* startServer('s', { name: 'srv' });
      t(`${term(yield genServer.call('srv', 'echo'))} ${whereis('srv') === p}`);
      yield genServer.stop('srv');
      t(term(whereis('srv')));
    },
  },
  { id: 'g67', title: 'startLink that is ignored', run: (t) => startFails(t, 'ignore') },
  {
    id: 'g68',
    title: 'startLink whose init crashes',
    run: (t) => startFails(t, ['crash', 'oops']),
  },
  {
    id: 'g69',
    title: 'messages nobody expects do not hurt',
    *run(t) {
      const p = yield* startServer('s');
      send(p, 'garbage');
      genServer.cast(p, 'garbage');
      t(term(yield genServer.call(p, 'echo')));
    },
  },
  {
    id: 'g70',
    title: 'a server that calls itself gets calling_self and lives',
    *run(t) {
      const p = yield* startServer('s');
      const ref = monitor(p);
      t(term(yield* callFails(p, ['self', p])));
      t((yield receive({ kind: 'DOWN', ref }, 50)) === timeout ? 'lives' : 'died');
    },
  },
  {
    id: 'g71',
    title: 'the exit of a call names its timeout',
    *run(t) {
      const p = yield* startServer('s');
      exit(p, 'kill');
      yield* waitDead(p);
      t(term(yield* callFails(p, 'echo', 100)));
    },
  },
];

const obedient = {
  init: nativeFunction(function* (to: unknown): Frame {
    return ['ok', 'one', to];
  }),
  handleEvent: nativeFunction(function* (
    type: unknown,
    content: unknown,
    state: string,
    to: Pid,
  ): Frame {
    if (type === 'cast' && Array.isArray(content)) {
      if (content[0] === 'do') return content[1] as unknown;
      if (content[0] === 'postpone' && state === 'one')
        return ['keep_state_and_data', ['postpone']];
    }
    if (Array.isArray(type) && type[0] === 'call') {
      const reply = ['reply', type[1] as unknown, content === 'ask' ? state : 'goodbye'];
      return content === 'ask'
        ? ['keep_state_and_data', [reply]]
        : ['stop_and_reply', 'normal', [reply]];
    }
    send(to, [type, content, state]);
    return 'keep_state_and_data';
  }),
};

function* startMachine(): Generator<unknown, Pid, unknown> {
  const result = (yield genStatem.start(obedient, self())) as readonly [string, Pid];
  return result[1];
}

function* got(): Generator<unknown, string, unknown> {
  const events: unknown[] = [];
  for (;;) {
    const message = yield receive(any, 150);
    if (message === timeout) return term(list(events));
    events.push(message);
  }
}

/** The events that a machine reports when these are cast. */
function told(id: string, title: string, events: (data: Pid) => readonly unknown[]): Fact {
  return {
    id,
    title,
    *run(t) {
      const p = yield* startMachine();
      for (const event of events(self())) genStatem.cast(p, event);
      t(yield* got());
    },
  };
}

const stay = (...actions: readonly unknown[]): unknown => ['do', ['keep_state_and_data', actions]];
const go2 = (data: Pid, ...actions: readonly unknown[]): unknown => [
  'do',
  ['next_state', 'two', data, actions],
];

const machines: readonly Fact[] = [
  told('s01', 'an event timeout fires', () => [stay(['timeout', 30, 'tick'])]),
  told('s02', 'any other event ends it', () => [stay(['timeout', 30, 'tick']), 'other']),
  told('s03', 'a state timeout outlives events', () => [
    stay(['state_timeout', 30, 'tick']),
    'other',
  ]),
  told('s04', 'a change of state ends it', (to) => [stay(['state_timeout', 30, 'tick']), go2(to)]),
  told('s05', 'one that is set with the change belongs to the new state', (to) => [
    go2(to, ['state_timeout', 30, 'tick']),
  ]),
  told('s06', 'a named timeout outlives a change of state', (to) => [
    stay([['timeout', 'n'], 30, 'tick']),
    go2(to),
  ]),
  told('s07', 'setting a named timeout again replaces it', () => [
    stay([['timeout', 'n'], 30, 'one']),
    stay([['timeout', 'n'], 60, 'two']),
  ]),
  told('s08', 'an inserted event comes before messages', () => [
    stay(['next_event', 'internal', 'inside']),
    'outside',
  ]),
  told('s09', 'inserted events, then the postponed ones, then newer ones', (to) => [
    ['postpone', 1],
    ['postpone', 2],
    go2(to, ['next_event', 'internal', 'inside']),
    'newer',
  ]),
  {
    id: 's10',
    title: 'repeating a state does not bring postponed events back; leaving it does',
    *run(t) {
      const p = yield* startMachine();
      genStatem.cast(p, ['postpone', 1]);
      genStatem.cast(p, ['do', ['repeat_state', self()]]);
      genStatem.cast(p, ['do', ['keep_state', self()]]);
      t(`before ${yield* got()}`);
      genStatem.cast(p, go2(self()));
      t(`after ${yield* got()}`);
    },
  },
  {
    id: 's11',
    title: 'stop with a reason',
    *run(t) {
      const p = yield* startMachine();
      const ref = monitor(p);
      genStatem.cast(p, ['do', ['stop', 'why']]);
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 's12',
    title: 'stop and reply: the caller has its answer',
    *run(t) {
      const p = yield* startMachine();
      const ref = monitor(p);
      t(term(yield genStatem.call(p, 'bye')));
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 's13',
    title: 'a call is answered by the state it meets',
    *run(t) {
      const p = yield* startMachine();
      t(term(yield genStatem.call(p, 'ask')));
      genStatem.cast(p, go2(self()));
      t(term(yield genStatem.call(p, 'ask')));
    },
  },
  {
    id: 's14',
    title: 'any other message is info',
    *run(t) {
      send(yield* startMachine(), 'hello');
      t(yield* got());
    },
  },
  told('s15', 'a second event timeout replaces the first', () => [
    stay(['timeout', 30, 'one']),
    stay(['timeout', 60, 'two']),
  ]),
  told('s16', 'the next state may be the same', (to) => [
    ['do', ['next_state', 'one', to]],
    'same',
  ]),
  told('s17', 'several inserted events keep their order', () => [
    stay(['next_event', 'cast', 'a'], ['next_event', 'internal', 'b']),
  ]),
  told('s18', 'an infinite timeout takes a running one back', () => [
    stay(['state_timeout', 30, 'tick']),
    stay(['state_timeout', Infinity, 'tick']),
  ]),
  {
    id: 's19',
    title: 'stopping a machine from outside',
    *run(t) {
      const p = yield* startMachine();
      const ref = monitor(p);
      t(term(yield genStatem.stop(p)));
      t(term(yield* downOf(ref)));
    },
  },
  told('s20', 'an event postponed once is not postponed for ever', (to) => [
    ['postpone', 1],
    go2(to),
    ['do', ['next_state', 'one', to]],
  ]),
];

export const behaviours: readonly Fact[] = [...calls, ...machines];

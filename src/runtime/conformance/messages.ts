/** Messages, receive, timers, names. */
import {
  cancelTimer,
  exit,
  makeRef,
  monitor,
  receive,
  register,
  self,
  send,
  sendAfter,
  sleep,
  spawn,
  spawnLink,
  spawnMonitor,
  trapExit,
  whereis,
  node,
} from '#runtime/index.ts';
import { timeout } from '#runtime/pattern.ts';
import {
  downOf,
  fun,
  get1,
  go,
  idle,
  list,
  queueLength,
  raisedBy,
  term,
  type Fact,
  type Notice,
} from './fact.ts';

const among =
  (...words: readonly unknown[]) =>
  (message: unknown): boolean =>
    words.includes(message);
const orTimeout = (message: unknown): string => (message === timeout ? 'timeout' : term(message));

export const messages: readonly Fact[] = [
  {
    id: 'f26',
    title: 'order is kept between each pair of processes',
    *run(t) {
      const me = self();
      for (const s of ['a', 'b', 'c']) {
        go(function* () {
          for (let n = 1; n <= 200; n += 1) send(me, [s, n]);
          send(me, [s, 'done']);
        });
      }
      const got = new Map<string, unknown[]>();
      for (let left = 3; left > 0;) {
        const [s, n] = (yield receive()) as [string, unknown];
        if (n === 'done') left -= 1;
        else got.set(s, [...(got.get(s) ?? []), n]);
      }
      for (const s of ['a', 'b', 'c']) {
        const ordered =
          got.get(s)?.every((n, i) => n === i + 1) === true && got.get(s)?.length === 200;
        t(`${s} in order: ${ordered}`);
      }
    },
  },
  {
    id: 'f28',
    title: 'the first message that matches any clause wins, whatever the order of clauses',
    *run(t) {
      for (const word of ['low', 'high']) send(self(), word);
      t(term(yield receive(among('high', 'low'))));
      t(term(yield receive(among('high', 'low'))));
    },
  },
  {
    id: 'f29',
    title: 'receive after 0 takes what is already there, else the timeout at once',
    *run(t) {
      send(self(), 'x');
      yield sleep(1);
      t(orTimeout(yield receive('y', 0)));
      t(orTimeout(yield receive('x', 0)));
      t(orTimeout(yield receive('x', 0)));
    },
  },
  {
    id: 'f31',
    title: 'messages sent before death arrive before EXIT and DOWN',
    *run(t) {
      trapExit(true);
      const me = self();
      const p = spawnLink(
        fun(function* () {
          yield receive('go');
          send(me, 'one');
          send(me, 'two');
          exit('bye');
        }),
      );
      monitor(p);
      send(p, 'go');
      yield sleep(30);
      t(term(list([yield* get1(), yield* get1()])));
      const kinds = [(yield* get1()) as Notice, (yield* get1()) as Notice].map(({ kind }) =>
        kind === 'EXIT' ? 'exit_msg' : 'down_msg',
      );
      t(term(list(kinds.toSorted())));
    },
  },
  {
    id: 'f32',
    title: 'timers; cancelling gives the time left or false',
    *run(t) {
      const ref = makeRef();
      sendAfter(10, self(), ['timeout', ref, 'hi']);
      yield receive(['timeout', ref, 'hi']);
      t('start_timer ok');
      sendAfter(10, self(), 'ho');
      yield receive('ho');
      t('send_after ok');
      const timer = sendAfter(5_000, self(), 'no');
      const left = cancelTimer(timer);
      const inRange = left !== false && left > 4_000 && left <= 5_000;
      t(
        `cancel left in (4000,5000]: ${inRange}, again ${cancelTimer(timer)}, mailbox ${term(yield* get1())}`,
      );
    },
  },
  {
    id: 'f34',
    title: 'timers fire in order of their due times',
    *run(t) {
      for (const ms of [90, 30, 60]) sendAfter(ms, self(), ms);
      t(term(list([yield receive(), yield receive(), yield receive()])));
    },
  },
  {
    id: 'f35',
    title: 'trapExit switched off again: later exit signals kill, earlier messages stay',
    *run(t) {
      const { ref } = spawnMonitor(
        fun(function* () {
          trapExit(true);
          exit(self(), 'one');
          t(`queued ${queueLength()}`);
          trapExit(false);
          exit(self(), 'two');
          yield receive('stop');
        }),
      );
      t(`died with ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f37',
    title: 'sending to a name that is not registered: badarg; to a name on a node: silent',
    *run(t) {
      t(term(raisedBy(() => send('nobody', 'x'))));
      t(raisedBy(() => send({ name: 'nobody', node: node() }, 'x')) === 'none' ? 'x' : 'raised');
    },
  },
  {
    id: 'f38',
    title: 'whereis is already undefined when the DOWN of a named process arrives',
    *run(t) {
      const p = spawn(idle);
      register('n9', p);
      const ref = monitor(p);
      exit(p, 'x');
      yield* downOf(ref);
      t(term(whereis('n9')));
    },
  },
];

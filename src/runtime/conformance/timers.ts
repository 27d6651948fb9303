/** More about names, timers and selective receive. */
import {
  cancelTimer,
  exit,
  monitor,
  now,
  receive,
  register,
  self,
  send,
  sendAfter,
  sleep,
  spawn,
  unregister,
} from '#runtime/index.ts';
import { downOf, get1, go, idle, list, raisedBy, term, waitDead, type Fact } from './fact.ts';

export const timers: readonly Fact[] = [
  {
    id: 'g38',
    title: 'a name is free again when the DOWN of its owner has come',
    *run(t) {
      const p = spawn(idle);
      register('again', p);
      const ref = monitor(p);
      exit(p, 'x');
      yield* downOf(ref);
      const q = spawn(idle);
      t(String(raisedBy(() => register('again', q)) === 'none'));
      exit(q, 'kill');
    },
  },
  {
    id: 'g39',
    title: 'register and unregister raise badarg',
    *run(t) {
      const p = spawn(idle);
      register('taken', p);
      const q = spawn(idle);
      t(`taken ${term(raisedBy(() => register('taken', q)))}`);
      t(`second name ${term(raisedBy(() => register('other', p)))}`);
      t(`unknown ${term(raisedBy(() => unregister('nobody')))}`);
      exit(p, 'kill');
      yield* waitDead(p);
      t(`dead ${term(raisedBy(() => register('late', p)))}`);
    },
  },
  {
    id: 'g40',
    title: 'selective receive leaves the others in their order',
    *run(t) {
      for (const n of [1, 2, 3, 4]) send(self(), n);
      yield receive(3);
      t(term(list([yield* get1(), yield* get1(), yield* get1()])));
    },
  },
  {
    id: 'g41',
    title: 'messages that do not fit do not restart the timeout',
    *run(t) {
      const me = self();
      go(function* () {
        for (let i = 0; i < 5; i += 1) {
          yield sleep(20);
          send(me, 'noise');
        }
      });
      const begin = now();
      yield receive('never', 50);
      const took = now() - begin;
      t(String(took >= 50 && took < 80));
    },
  },
  {
    id: 'g42',
    title: 'sendAfter to a name looks it up when it fires',
    *run(t) {
      const me = self();
      const p = go(function* () {
        send(me, ['got', yield receive()]);
        yield receive('stop');
      });
      sendAfter(20, 'later', 'hello');
      register('later', p);
      t(term(yield* get1()));
      unregister('later');
      sendAfter(5, 'later', 'hello');
      t(term(yield* get1()));
      exit(p, 'kill');
    },
  },
  {
    id: 'g43',
    title: 'a timer that has fired cannot be cancelled; its message stays',
    *run(t) {
      const timer = sendAfter(5, self(), 'x');
      yield sleep(20);
      t(`${cancelTimer(timer)} ${term(yield* get1())}`);
    },
  },
];

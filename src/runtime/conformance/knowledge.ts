/** What can be known of processes and nodes; priorities. */
import {
  exit,
  monitor,
  monitorNodes,
  link,
  priority,
  processInfo,
  processes,
  receive,
  register,
  self,
  send,
  sleep,
  spawn,
} from '#runtime/index.ts';
import { here, type Frame } from '#runtime/machine.ts';
import type { Priority } from '#runtime/priority.ts';
import { fun, get1, go, idle, list, raisedBy, term, waitDead, type Fact } from './fact.ts';

const N = 'N';

/** What the process that runs says of its own priority. */
const tellsPriority = fun(function* (to: Parameters<typeof send>[0]): Frame {
  send(to, processInfo(self())?.priority);
  return undefined;
});

/** The kind of the next notice. */
function* kind(): Generator<unknown, string, unknown> {
  const message = yield* get1();
  return typeof message === 'object' && message !== null
    ? (message as { readonly kind: string }).kind
    : String(message);
}

export const knowledge: readonly Fact[] = [
  {
    id: 'p01',
    title: 'processInfo: status, mailbox, name, flags and ties',
    *run(t) {
      const p = spawn(idle);
      const q = go(function* () {
        link(p);
        monitor(p);
        return yield receive('stop');
      });
      register('n1', p);
      send(p, 'a');
      send(p, 'b');
      yield sleep(20);
      const info = processInfo(p);
      t(`status ${info?.status}`);
      t(`message_queue_len ${info?.messageQueueLen}`);
      t(`registered_name ${info?.registeredName}`);
      t(`trap_exit ${info?.trapExit}`);
      t(`priority ${info?.priority}`);
      t(`links ${info?.links.length}`);
      t(`monitors ${info?.monitors.length}`);
      t(`monitored_by ${info?.monitoredBy.length}`);
      t(`monitors of the other ${processInfo(q)?.monitors.length}`);
      exit(p, 'kill');
    },
  },
  {
    id: 'p02',
    title: 'processInfo: undefined for the dead, refused for processes of other nodes',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      t(term(processInfo(dead)));
      t(`running ${processInfo(self())?.status}`);
      const q = spawn(idle, undefined, { node: N });
      t(term(raisedBy(() => processInfo(q))));
    },
  },
  {
    id: 'p03',
    title: 'a priority is not inherited; setting one gives the old one',
    *run(t) {
      t(priority('high'));
      spawn(tellsPriority, self());
      t(`child ${term(yield* get1())}`);
      spawn(tellsPriority, self(), { priority: 'low' });
      t(`by option ${term(yield* get1())}`);
      t(term(raisedBy(() => priority('sky' as Priority))));
      t(priority('normal'));
    },
  },
  {
    id: 'p04',
    title: 'on one scheduler, high goes before normal before low',
    *run(t) {
      priority('max');
      for (const level of ['low', 'normal', 'high'] as const) {
        const says = fun(function* (to: Parameters<typeof send>[0]): Frame {
          send(to, level);
          return undefined;
        });
        spawn(says, self(), { priority: level });
      }
      t(term(list([yield* get1(), yield* get1(), yield* get1()])));
    },
  },
  {
    id: 'p05',
    title: 'processes: the living ones',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      const p = spawn(idle);
      const all = processes();
      t(term(list([self(), p, dead].map((pid) => all.includes(pid)))));
      exit(p, 'kill');
    },
  },
  {
    id: 'p06',
    title: 'monitorNodes: a message for each call that asked for them',
    *run(t) {
      const { system } = here().node;
      const three = function* (): Frame {
        system.restart(N);
        t(`${yield* kind()} ${yield* kind()} ${yield* kind()}`);
        system.crash(N);
        t(`${yield* kind()} ${yield* kind()} ${yield* kind()}`);
        return undefined;
      };
      system.crash(N);
      yield sleep(50);
      monitorNodes();
      monitorNodes();
      yield* three();
      monitorNodes(false);
      yield* three();
    },
  },
];

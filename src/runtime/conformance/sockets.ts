/** Byte streams, datagrams, hidden nodes. */
import {
  genTcp,
  genUdp,
  monitorNode,
  node,
  nodes,
  receive,
  self,
  send,
  sleep,
  spawn,
} from '#runtime/index.ts';
import { here, type Frame } from '#runtime/machine.ts';
import type { Pid } from '#runtime/pid.ts';
import { isSocket, type Socket } from '#runtime/socket.ts';
import { fun, get1, go, term, waitDead, type Fact } from './fact.ts';

type Active = Parameters<typeof genTcp.setActive>[1];
const port = 8_000;
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const list = (value: Uint8Array): string => `[${value.join(',')}]`;

function socketOf(opened: unknown): Socket {
  const [, socket] = opened as readonly [string, unknown];
  if (!isSocket(socket)) throw new Error(`not opened: ${String(socket)}`);
  return socket;
}

/** What an operation gave, or a message, as Erlang prints it. */
function say(value: unknown): string {
  if (Array.isArray(value)) {
    const [word, what] = value as readonly unknown[];
    if (what instanceof Uint8Array) return `{${String(word)},${list(what)}}`;
    return term(value);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind, data } = value as { readonly kind: string; readonly data?: Uint8Array };
  return data === undefined ? kind : `{${kind},${list(data)}}`;
}

/** Both ends of a stream; the accepted one has the mode. */
function* pair(active: Active): Generator<unknown, readonly [Socket, Socket], unknown> {
  const listener = socketOf(genTcp.listen(port, { active }));
  const client = socketOf(yield genTcp.connect(node(), port, { active: false }));
  return [client, socketOf(yield genTcp.accept(listener))];
}

/** Reads once, and says what came. */
function* read(
  socket: Socket,
  length = 0,
  timeoutMs?: number,
): Generator<unknown, string, unknown> {
  return say(yield genTcp.recv(socket, length, timeoutMs));
}

function* heard(count: number): Generator<unknown, string, unknown> {
  const all: string[] = [];
  for (let i = 0; i < count; i += 1) all.push(say(yield* get1()));
  return `[${all.join(',')}]`;
}

const streams: readonly Fact[] = [
  {
    id: 'n01',
    title: 'pieces are what the reader asks for',
    *run(t) {
      const [c, s] = yield* pair(false);
      yield genTcp.send(c, bytes(1, 2, 3));
      yield genTcp.send(c, bytes(4, 5, 6, 7));
      yield sleep(50);
      for (const length of [2, 4, 0]) t(yield* read(s, length));
    },
  },
  {
    id: 'n02',
    title:
      'what was sent before the end is read; then the stream is closed, for the writer as well',
    *run(t) {
      const [c, s] = yield* pair(false);
      yield genTcp.send(c, bytes(1, 2, 3));
      genTcp.close(c);
      yield sleep(50);
      t(yield* read(s, 2));
      t(yield* read(s));
      t(yield* read(s));
      t(say(yield genTcp.send(s, bytes(1))));
    },
  },
  {
    id: 'n03',
    title: 'who asks for more than ever comes waits, and learns of the end',
    *run(t) {
      const [c, s] = yield* pair(false);
      yield genTcp.send(c, bytes(1, 2, 3));
      yield sleep(20);
      t(yield* read(s, 5, 50));
      t(yield* read(s, 2));
      genTcp.close(c);
      t(yield* read(s, 5));
    },
  },
  {
    id: 'n04',
    title: 'active: bytes and the end are messages, and recv is refused',
    *run(t) {
      const [c, s] = yield* pair(true);
      yield genTcp.send(c, bytes(1, 2));
      t(say(yield* get1()));
      t(yield* read(s));
      genTcp.close(c);
      t(say(yield* get1()));
      t(say(genTcp.setActive(s, 'once')));
      t(yield* read(s));
      t(say(yield genTcp.send(s, bytes(1))));
    },
  },
  {
    id: 'n05',
    title: 'active once: one message, then nobody is told',
    *run(t) {
      const [c, s] = yield* pair('once');
      yield genTcp.send(c, bytes(1));
      t(say(yield* get1()));
      yield genTcp.send(c, bytes(2));
      t(say(yield* get1()));
      t(yield* read(s));
      genTcp.close(c);
      t(say(yield* get1()));
      t(say(genTcp.setActive(s, 'once')));
      t(say(yield* get1()));
      t(say(yield* get1()));
    },
  },
  {
    id: 'n06',
    title: 'active by a number: so many messages, then one notice',
    *run(t) {
      const [c, s] = yield* pair(2);
      for (const value of [1, 2, 3]) {
        yield genTcp.send(c, bytes(value));
        yield sleep(30);
      }
      t(yield* heard(4));
      t(say(genTcp.setActive(s, true)));
      t(say(yield* get1()));
    },
  },
];

const owners: readonly Fact[] = [
  {
    id: 'n07',
    title: 'a port has one listener, and refuses when it has none',
    *run(t) {
      const listener = socketOf(genTcp.listen(port));
      t(say(genTcp.listen(port)));
      t(say(yield genTcp.accept(listener, 20)));
      genTcp.close(listener);
      t(say(yield genTcp.connect(node(), port)));
      t(say(yield genTcp.accept(listener)));
      socketOf(genTcp.listen(port));
      t(String(((yield genTcp.connect(node(), port)) as readonly unknown[])[0]));
    },
  },
  {
    id: 'n08',
    title: 'a listener is closed while somebody waits to accept',
    *run(t) {
      const me = self();
      const listener = socketOf(genTcp.listen(port));
      go(function* () {
        send(me, yield genTcp.accept(listener));
      });
      yield sleep(20);
      genTcp.close(listener);
      t(say(yield* get1()));
    },
  },
  {
    id: 'n09',
    title: 'the owner may give a stream away; the new owner’s end is the stream’s',
    *run(t) {
      const [c, s] = yield* pair(false);
      const p = go(function* () {
        yield receive('go');
      });
      t(say(genTcp.controllingProcess(c, p)));
      t(say(genTcp.controllingProcess(c, self())));
      send(p, 'go');
      t(yield* read(s));
      t(say(genTcp.controllingProcess(s, p)));
    },
  },
  {
    id: 'n10',
    title: 'a reader waits while its own end is closed',
    *run(t) {
      const me = self();
      const [c, s] = yield* pair(false);
      go(function* () {
        send(me, yield genTcp.recv(s));
      });
      yield sleep(20);
      genTcp.close(s);
      t(say(yield* get1()));
      t(yield* read(c));
      t(say(yield genTcp.send(s, bytes(1))));
    },
  },
  {
    id: 'n11',
    title: 'a million bytes, in order',
    *run(t) {
      const me = self();
      const [c, s] = yield* pair(false);
      const all = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i + 1) % 251);
      go(function* () {
        const [, got] = (yield genTcp.recv(s, all.length)) as readonly ['ok', Uint8Array];
        send(me, ['same', got.every((byte, i) => byte === all[i])]);
      });
      t(say(yield genTcp.send(c, all)));
      t(say(yield receive()));
    },
  },
];

function* readPort(socket: Socket, timeoutMs?: number): Frame {
  const result = (yield genUdp.recv(socket, timeoutMs)) as readonly [string, unknown];
  const data = (result[1] as { readonly data?: Uint8Array }).data;
  return say(data === undefined ? result : ['ok', data]);
}

const datagrams: readonly Fact[] = [
  {
    id: 'n12',
    title: 'datagrams come whole, with a largest size; a port is opened once',
    *run(t) {
      const a = socketOf(genUdp.open(1, { active: false }));
      const b = socketOf(genUdp.open(2, { active: 'once' }));
      const to = { node: node(), port: 2 };
      t(say(genUdp.open(1)));
      t(String(yield* readPort(a, 20)));
      t(say(genUdp.send(a, to, bytes(1, 2))));
      t(say(genUdp.send(a, to, bytes(3))));
      t(yield* heard(2));
      t(String(yield* readPort(b)));
      t(say(genUdp.send(a, to, new Uint8Array(65_508))));
      genUdp.setActive(b, true);
      t(String(yield* readPort(b, 20)));
      genUdp.close(a);
      t(say(genUdp.send(a, to, bytes(1))));
      t(String(yield* readPort(a)));
    },
  },
  {
    id: 'n13',
    title: 'a datagram to a port that nobody has opened is as good as sent',
    *run(t) {
      const a = socketOf(genUdp.open(1));
      t(say(genUdp.send(a, { node: node(), port: 9 }, bytes(1))));
      t(say(yield* get1()));
    },
  },
  {
    id: 'n14',
    title: 'a port is closed by the end of its owner',
    *run(t) {
      const me = self();
      const p = spawn(
        fun(function* () {
          genUdp.open(1);
          send(me, 'open');
          yield receive('go');
        }),
      );
      yield* get1();
      t(genUdp.open(1)[0]);
      send(p, 'go');
      yield* waitDead(p);
      yield sleep(20);
      t(genUdp.open(1)[0]);
    },
  },
];

/** On the other node: says which of its lists the other is in. */
const looker = fun(function* (main: Pid): Frame {
  send(main, seen(main.node));
  return yield receive('stop');
});

function seen(name: string): boolean[] {
  const lists = ['visible', 'hidden', 'connected'] as const;
  return lists.map((which) => nodes(which).includes(name));
}

const hidden: Fact = {
  id: 'n15',
  title: 'a hidden node is connected, and listed for who asks for hidden ones',
  hidden: true,
  *run(t) {
    const sees = (): string => `[${seen('N').join(',')}]`;
    t(sees());
    spawn(looker, self(), { node: 'N' });
    const there = ((yield receive()) as boolean[]).join(',');
    t(sees());
    t(String(nodes().includes('N')));
    t(`[${there}]`);
    monitorNode('N');
    here().node.system.crash('N');
    t(say(yield receive()));
    t(sees());
  },
};

export const sockets: readonly Fact[] = [...streams, ...owners, ...datagrams, hidden];

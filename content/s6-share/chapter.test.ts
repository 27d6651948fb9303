import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { answered } from '#components/predict.ts';
import { oddsOf, placeOf, type Fate } from '#explorables/nrw-dial/model.ts';
import { observedRemove } from '#explorables/three-copies/merges.ts';
import { wait } from '#explorables/wait.ts';
import { call, receive, reply, send } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { observe } from '#runtime/world.ts';

const chapter = readFileSync('content/s6-share/chapter.mdx', 'utf8').replaceAll('&nbsp;', ' ');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '').replaceAll(/[^\S\n]+/g, ' ');
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

describe('chapter 6: the figures of the prose', () => {
  const odds = (read: 1 | 2 | 3, write: 1 | 2 | 3, last: Fate = 'up', answers = 1) =>
    oddsOf({ read, write, fates: ['up', 'up', last], answers });

  test('one and one misses two in three, W = 2 one in three, R = 2 as well none', () => {
    expect(odds(1, 1).stale).toBeCloseTo(2 / 3, 12);
    expect(odds(1, 2).stale).toBeCloseTo(1 / 3, 12);
    expect(odds(2, 2).stale).toBe(0);
    expect(prose).toContain('two reads in three miss the write');
    expect(prose).toContain('With W = 2 it is one in three; with R = 2 as well it is none');
  });
  test('nodes of 99 %: two of three write in 99.97 %, three of three in 97.03 %', () => {
    expect(prose).toContain(percent(odds(2, 2, 'up', 0.99).written));
    expect(prose).toContain(percent(odds(3, 3, 'up', 0.99).written));
  });
  test('a node dies after the write: at one and one, one accepted write in three is gone', () => {
    expect(odds(1, 1, 'dies').gone).toBeCloseTo(1 / 3, 12);
    expect(prose).toContain('One accepted write in three is gone');
  });
  test('presence: 300 users, ten seconds, two more nodes are sixty messages a second', () => {
    expect((300 / 10) * 2).toBe(60);
    expect(prose).toContain('sixty messages a second');
    expect(prose).toContain((86_400 - 20).toLocaleString('en'));
  });
  test('the table of the version vector: new to this copy, or seen and gone', () => {
    const { add, empty, merge, remove, value } = observedRemove;
    const other = add(empty, 'book', { by: 'A', atMs: 0 });
    expect(value(merge(empty, other))).toEqual(['book']);
    expect(value(merge(remove(other, 'book', { by: 'A', atMs: 1 }), other))).toEqual([]);
  });
  test('the classes: a merged cart is PA/EL, a majority PC/EC', () => {
    expect(placeOf({ read: 1, write: 1 })).toMatchObject({ inPartition: 'A', otherwise: 'L' });
    expect(placeOf({ read: 2, write: 2 })).toMatchObject({ inPartition: 'C', otherwise: 'C' });
  });
});

const nodes = ['A', 'B', 'C'] as const;
type Kind = 'nothing' | 'merged' | 'majority';
interface Incoming {
  readonly kind: 'call' | 'told';
  readonly from: unknown;
  readonly request: 'put' | 'get' | 'vote';
}

/** A store of one datum: kept here, told to the others afterwards, or agreed with a majority before it counts. */
function* store({ kind, me }: { readonly kind: Kind; readonly me: string }) {
  const peers = nodes.filter((node) => node !== me).map((node) => ({ name: 'store', node }));
  let has = false;
  for (;;) {
    const message = yield* wait<Incoming>(receive());
    if (message.kind === 'told') has = true;
    else if (message.request === 'get') reply(message.from, has);
    else if (message.request === 'vote') {
      has = true;
      reply(message.from, 'ok');
    } else {
      let votes = 1;
      for (const peer of kind === 'majority' ? peers : []) {
        if (votes === 2) break;
        const answer = yield* wait<{ kind: string }>(call(peer, 'vote', 300));
        if (answer.kind === 'ok') votes++;
      }
      const isAccepted = kind !== 'majority' || votes === 2;
      if (isAccepted) has = true;
      if (kind === 'merged') for (const peer of peers) send(peer, { kind: 'told' });
      reply(message.from, isAccepted ? 'ok' : 'unavailable');
    }
  }
}

function* client({ node, request }: { readonly node: string; readonly request: string }) {
  const answer = yield* wait<{ kind: string; value?: unknown }>(
    call({ name: 'store', node }, request, 1_000),
  );
  observe(answer.value ?? answer.kind);
}

/** A store on each of three nodes, and what clients beside them get. */
function world(kind: Kind) {
  const system = new System({ seed: 1, nodes: nodes.map((name) => ({ name })) });
  for (const me of nodes) system.spawnOn(me, store, { kind, me }, { name: 'store' });
  system.run({ untilMs: 1_000 });
  const ask = (node: string, request: 'put' | 'get') => {
    const before = system.observations.length;
    const fromMs = system.nowMs;
    system.spawnOn(node, client, { node, request });
    system.run({ untilMs: fromMs + 2_000 });
    const [heard] = system.observations.slice(before);
    return { value: heard?.value, ms: (heard?.atMs ?? Infinity) - fromMs };
  };
  return { system, ask };
}

describe('chapter 6: the table of strategies, by a run', () => {
  const kinds = ['nothing', 'merged', 'majority'] as const;
  const row = (name: string): readonly string[] =>
    (prose.match(new RegExp(`^\\| ${name} .*$`, 'm'))?.[0] ?? '')
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim());

  test('survives a lost node: no, yes, yes', () => {
    const survives = kinds.map((kind) => {
      const { system, ask } = world(kind);
      expect(ask('A', 'put').value).toBe('ok');
      system.crash('A');
      return [ask('B', 'get').value, ask('C', 'get').value].includes(true);
    });
    expect(survives).toEqual([false, true, true]);
    expect(row('Survives a lost node').map((cell) => cell.slice(0, 3))).toEqual([
      'no',
      'the',
      'yes',
      'yes',
    ]);
  });

  test('write in a partition: here, on both sides, on the majority’s side alone and refused within a second', () => {
    const writes = kinds.map((kind) => {
      const { system, ask } = world(kind);
      system.partition(['A'], ['B', 'C']);
      const [lone, pair] = [ask('A', 'put'), ask('B', 'put')];
      expect(lone.ms).toBeLessThan(1_000);
      return [lone.value, pair.value];
    });
    expect(writes).toEqual([
      ['ok', 'ok'],
      ['ok', 'ok'],
      ['unavailable', 'ok'],
    ]);
    expect(row('Write in a partition')[3]).toBe("on the majority's side alone");
  });

  test('latency of a write: local, local, a round trip to a peer', () => {
    const [nothing, merged, majority] = kinds.map((kind) => world(kind).ask('A', 'put').ms);
    expect(nothing).toBeLessThan(0.1);
    expect(merged).toBeLessThan(0.1);
    expect(majority).toBeGreaterThan(1.6);
    expect(majority).toBeLessThan(2.5);
  });
});

test('quiz: what the programs print is one of the options', () => {
  const { questions } = z
    .object({
      questions: z.array(
        z.looseObject({
          id: z.string(),
          program: z.string().optional(),
          options: z.array(z.looseObject({ text: z.string(), why: z.string() })),
        }),
      ),
    })
    .parse(parse(readFileSync('content/s6-share/quiz.yaml', 'utf8')));
  const right = questions.flatMap(({ id, program, options }) =>
    program === undefined
      ? []
      : answered({ id, program, options }, 'quiz.yaml').filter(({ correct }) => correct),
  );
  expect(right.map(({ text }) => text)).toEqual(['ok empty book', '0 1']);
});

test('the prose is 2,500 to 3,500 words long', () => {
  const body = prose.replace(/^---[\s\S]*?^---$/m, '').replace(/<SpaceTime[\s\S]*?\/>/, '');
  const words = body.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
  expect(words).toBeGreaterThan(2_500);
  expect(words).toBeLessThan(3_500);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Draw } from './draw.ts';
import { grade } from './grade.ts';
import { scenarioOf } from './judge.ts';
import {
  finish,
  keyless,
  miniLab,
  miniWorld,
  programOf,
  rightHabits,
  scenario as miniScenario,
  type Habits,
} from './mini-lab.ts';
import { player } from './play.ts';
import { moments, trace, type Traced, type WalkUntil } from './walker.ts';
import {
  traceCarriers,
  traceEventKinds,
  traceFates,
  type Deed,
  type Fork,
  type RunDescription,
  type RunTrace,
  type Subject,
} from './walk.ts';
import type { MessageIdentity } from './record.ts';

const lab = miniLab();
const programs = { right: programOf(rightHabits), keyless: programOf(keyless) };
const whole = (seed: number): Subject => ({ kind: 'world', world: 'lossy', seed });

type Walked = Extract<Traced, { kind: 'traced' }>;

function attempt(run: RunDescription, until: WalkUntil = {}, program = programs.keyless): Traced {
  return finish(trace({ lab, program, run }, until));
}

/** The trace of a run that must be one. */
function traced(run: RunDescription, until: WalkUntil = {}): Walked {
  const result = attempt(run, until);
  if (result.kind === 'stopped') throw new Error(result.message);
  return result;
}

function momentsOf(run: RunDescription, fromStep: number, count: number) {
  const result = finish(moments({ lab, program: programs.keyless, run }, { fromStep, count }));
  if (result.kind === 'stopped') throw new Error(result.message);
  return result.moments;
}

/** One event as text, without the numbers of rows that another trace may count otherwise. */
function sayEvent(trace: RunTrace, event: number): string {
  const { events, texts, processes } = trace;
  const kind = traceEventKinds[events.kind[event] ?? -1];
  const process = processes[events.process[event] ?? -1]?.id;
  const message = events.message[event] ?? -1;
  const about = message < 0 ? '' : JSON.stringify(identity(trace, message));
  const text = texts[events.text[event] ?? -1] ?? '';
  return `${events.atMs[event]} ${events.step[event]} ${kind} ${process} ${about} ${text}`;
}

function identity(trace: RunTrace, message: number): MessageIdentity {
  const { messages, nodes, texts } = trace;
  return {
    tag: texts[messages.tag[message] ?? -1] ?? '',
    from: nodes[messages.fromNode[message] ?? -1]?.name ?? '',
    to: nodes[messages.toNode[message] ?? -1]?.name ?? '',
    ordinal: messages.ordinal[message] ?? 0,
  };
}

function fateOf(trace: RunTrace, message: number): string | undefined {
  return traceFates[trace.messages.fate[message] ?? -1];
}

/** Messages with this fate between two nodes, each with the step of its sending. */
function found(trace: RunTrace, fate: string, from: string, to: string) {
  const { messages, events } = trace;
  return Array.from({ length: messages.length }, (_, message) => message)
    .filter((message) => {
      const name = identity(trace, message);
      return fateOf(trace, message) === fate && name.from === from && name.to === to;
    })
    .map((message) => ({ message, step: events.step[messages.sent[message] ?? 0] ?? 0 }));
}

/** The fate of the message with an identity in another trace. */
function fateIn(trace: RunTrace, wanted: MessageIdentity): string | undefined {
  const text = JSON.stringify(wanted);
  for (let message = 0; message < trace.messages.length; message += 1) {
    if (JSON.stringify(identity(trace, message)) === text) return fateOf(trace, message);
  }
  return undefined;
}

function fork(run: RunDescription, step: number, deed: Deed): RunDescription {
  return { ...run, forks: [...run.forks, { step, prefix: null, deed }] };
}

describe('trace', () => {
  test.each(Object.keys(programs) as (keyof typeof programs)[])(
    'a %s program: looking at every step gives the run that nobody looked at',
    (name) => {
      const world = miniWorld;
      const scenario = scenarioOf(lab, world, { seed: 7, program: programs[name] });
      const play = player({ program: programs[name] });
      const end = finish(play({ world, scenario, seed: 7, rich: false }));
      const walked = attempt({ subject: whole(7), forks: [] }, {}, programs[name]);
      expect(end.kind === 'ran' && end.record.traceHash).toBe(
        walked.kind === 'traced' && walked.end.hash,
      );
      expect(walked).toMatchObject({ end: { isOver: true, untilMs: 12_000 } });
    },
  );

  test('a counterexample: the same hash, the same breach, and the event at which it broke', () => {
    const verdict = finish(grade(lab, programs.keyless, { seeds: 'grade' }));
    if (verdict.kind !== 'failed') throw new Error('the keyless program fails');
    const { recipe, traceHash, breach } = verdict.counterexample;
    const { trace, end } = traced({ subject: { kind: 'recipe', recipe }, forks: [] });
    expect(end).toMatchObject({ hash: traceHash, verdict: { kind: 'failed' } });
    const [first] = trace.breaches;
    expect(first).toMatchObject({ code: breach.code, observed: breach.observed });
    expect(trace.events.atMs[first?.event ?? -1]).toBeLessThanOrEqual(breach.atMs);
  });

  test('a counterexample: its story is the verdict’s, each event at its own instant', () => {
    const verdict = finish(grade(lab, programs.keyless, { seeds: 'grade' }));
    if (verdict.kind !== 'failed') throw new Error('the keyless program fails');
    const { recipe, story } = verdict.counterexample;
    const run: RunDescription = { subject: { kind: 'recipe', recipe }, forks: [] };
    const { trace } = traced(run);
    expect(trace.story.map(({ number, kind }) => ({ number, kind }))).toEqual(
      story.events.map(({ number, kind }) => ({ number, kind })),
    );
    for (const [index, { kind, event, text }] of trace.story.entries()) {
      const told = story.events[index];
      if (kind !== 'breach') expect(text).toBe(told?.text);
      if (kind !== 'breach' && kind !== 'fault')
        expect(trace.events.atMs[event], text).toBe(told?.atMs);
      const shown = traceEventKinds[trace.events.kind[event] ?? -1];
      if (kind === 'message') expect(shown, text).toBe('delivered');
      if (kind === 'effect') expect(shown, text).toBe('observed');
      if (kind === 'timeout') expect(shown, text).toBe('timedOut');
    }
    // What is changed is another run, and no story was told of it.
    expect(traced(fork(run, 5, { kind: 'crash', node: 'shop-1' })).trace.story).toEqual([]);
    expect(traced({ subject: whole(3), forks: [] }).trace.story).toEqual([]);
  });

  test('tables: every number in a column has its row', () => {
    const { trace } = traced({ subject: whole(3), forks: [] });
    const { events, messages, processes, nodes, texts, places } = trace;
    const inside = (column: ArrayLike<number>, length: number): boolean =>
      Array.from(column).every((index) => index >= -1 && index < length);
    expect(inside(events.process, processes.length)).toBe(true);
    expect(inside(events.message, messages.length)).toBe(true);
    expect(inside(events.node, nodes.length)).toBe(true);
    expect(inside(events.text, texts.length)).toBe(true);
    expect(inside(events.place, places.length)).toBe(true);
    expect(inside(events.kind, traceEventKinds.length)).toBe(true);
    expect(inside(messages.carrier, traceCarriers.length)).toBe(true);
    expect(inside(messages.sent, events.length)).toBe(true);
    expect(inside(messages.ended, events.length)).toBe(true);
    for (const { values } of trace.series) expect(values).toHaveLength(trace.gridMs.length);
    expect(trace.spans.filter(({ kind }) => kind === 'frozen').length).toBeGreaterThan(3);
    expect(trace.spans.some(({ label }) => label === 'lost reply')).toBe(true);
    expect(new Set(messages.phrase).size).toBeGreaterThan(2);
  });

  test('up to a step, or an instant: the beginning of the same run, and no verdict', () => {
    const run = { subject: whole(3), forks: [] };
    const all = traced(run);
    for (const part of [traced(run, { untilStep: 200 }), traced(run, { untilMs: 2_500 })]) {
      expect(part.end).toMatchObject({ isOver: false, verdict: { kind: 'open' } });
      const { length } = part.trace.events;
      expect(length).toBeGreaterThan(50);
      for (let event = 0; event < length; event += 1)
        expect(sayEvent(part.trace, event)).toBe(sayEvent(all.trace, event));
    }
    expect(traced(run, { untilStep: 200 }).end.steps).toBe(200);
    expect(traced(run, { untilMs: 2_500 }).end.atMs).toBe(2_500);
  });

  test.each<[string, Subject, RegExp]>([
    ['no recipe', { kind: 'recipe', recipe: '{"version":0}' }, /no recipe of this lab/],
    ['an unknown world', { kind: 'world', world: 'moon', seed: 1 }, /no world 'moon'/],
    [
      'a plan with an unknown node',
      {
        kind: 'play',
        seed: 1,
        scenario: {
          ...miniScenario(new Draw('x')),
          faults: [{ kind: 'crash', node: 'shop-9', at: 1 }],
        },
      },
      /there is no node 'shop-9'/,
    ],
    [
      'two nodes with one name',
      {
        kind: 'play',
        seed: 1,
        scenario: { ...miniScenario(new Draw('x')), nodes: [{ name: 'a' }, { name: 'a' }] },
      },
      /two of its nodes have one name/,
    ],
    [
      'a plan that is none',
      {
        kind: 'play',
        seed: 1,
        scenario: { ...miniScenario(new Draw('x')), faults: [{ kind: 'crash' } as never] },
      },
      /no fault/,
    ],
  ])('%s: is refused with what to do', (_, subject, why) => {
    const refused = attempt({ subject, forks: [] });
    expect(refused).toMatchObject({
      kind: 'stopped',
      message: expect.stringMatching(why) as string,
    });
  });

  test('without a lab: a run of one’s own is traced and not judged', () => {
    const scenario = { ...miniScenario(new Draw('play')), faults: [] };
    const run = { subject: { kind: 'play', seed: 5, scenario } as const, forks: [] };
    const result = finish(trace({ lab: null, program: programs.right, run }));
    expect(result).toMatchObject({
      kind: 'traced',
      end: { verdict: { kind: 'open' }, isOver: true },
    });
  });

  test.each<[string, Habits['breaks'], string]>([
    ['throws', 'throws', 'KIT-CRASH'],
    ['loops', 'loops', 'KIT-HANG'],
  ])('a program that %s: its trace up to there, and why it stopped', (_, breaks, code) => {
    const program = programOf({ ...rightHabits, ...(breaks !== undefined && { breaks }) });
    const result = attempt({ subject: whole(1), forks: [] }, {}, program);
    expect(result).toMatchObject({
      kind: 'traced',
      end: { verdict: { kind: 'stopped', stopped: { code } } },
    });
    expect(result.kind === 'traced' && result.trace.events.length).toBeGreaterThan(10);
  });
});

describe('moments', () => {
  test('property: the state of a step is the same whether it was replayed to alone or with others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 1_200 }),
        fc.integer({ min: 1, max: 60 }),
        (seed, fromStep, count) => {
          const run = { subject: whole(seed), forks: [] };
          const together = momentsOf(run, fromStep, count);
          for (const moment of together.filter((_, index) => index % 7 === 0)) {
            expect(momentsOf(run, moment.step, 1)).toEqual([moment]);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('property: what a moment tells of processes agrees with the trace', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 900 }),
        (seed, step) => {
          const run = { subject: whole(seed), forks: [] };
          const { trace, end } = traced(run, { untilStep: step });
          const [moment] = momentsOf(run, end.steps, 1);
          expect(moment?.hash).toBe(end.hash);
          const living = trace.processes.filter(({ died }) => died === null).map(({ id }) => id);
          expect(moment?.processes.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(living);
          const flying = Array.from(trace.messages.fate).filter((fate) => fate === 0).length;
          expect(moment?.inFlight).toHaveLength(flying);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('beyond the end: only what there is', () => {
    const run = { subject: whole(2), forks: [] };
    const { steps } = traced(run).end;
    expect(momentsOf(run, steps - 2, 50).map(({ step }) => step)).toEqual([
      steps - 2,
      steps - 1,
      steps,
    ]);
    expect(momentsOf(run, steps + 10, 5)).toEqual([]);
  });
});

describe('forks', () => {
  const run: RunDescription = { subject: whole(11), forks: [] };
  const { trace: original, end } = traced(run);

  /** True if both traces are the same up to the fork. */
  function expectSamePrefix(forked: Walked, number = 0): void {
    const { event = 0 } = forked.end.forkedAt[number] ?? {};
    expect(event).toBeGreaterThan(0);
    for (let row = 0; row < event; row += 1)
      expect(sayEvent(forked.trace, row)).toBe(sayEvent(original, row));
  }

  test('property: up to a fork nothing differs, and a deed without effect leaves the run as it was', () => {
    const deeds: readonly Deed[] = [
      { kind: 'heal', from: 'web', to: 'till' },
      { kind: 'crash', node: 'shop-1', backAfterMs: 500 },
      { kind: 'hang', node: 'shop-2', forMs: 200 },
      { kind: 'cut', from: 'web', to: 'shop-1', both: true, forMs: 700 },
      { kind: 'send', node: 'till', name: 'till', message: { hello: 1 }, tag: 'poke' },
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: end.steps - 1 }), fc.nat(4), (step, which) => {
        const deed = deeds[which] as Deed;
        const [moment] = momentsOf(run, step, 1);
        const prefix = moment?.hash ?? null;
        const forked = traced({ ...run, forks: [{ step, prefix, deed }] });
        expectSamePrefix(forked);
        if (deed.kind === 'heal') expect(forked.end.hash).toBe(end.hash);
        if (deed.kind === 'crash') expect(forked.end.hash).not.toBe(end.hash);
        // The same description is the same run.
        expect(traced({ ...run, forks: [{ step, prefix, deed }] }).end.hash).toBe(forked.end.hash);
      }),
      { numRuns: 40 },
    );
  });

  test('a message that is under way: can be dropped, delivered, delayed and doubled', () => {
    const [, , sent] = found(original, 'arrived', 'web', 'shop-1');
    if (sent === undefined) throw new Error('there are such messages');
    const message = identity(original, sent.message);
    const dropped = traced(fork(run, sent.step, { kind: 'drop', message }));
    expect(fateIn(dropped.trace, message)).toBe('lost');
    expectSamePrefix(dropped);
    const arrivedMs = (walked: Walked): number => {
      const { messages, events } = walked.trace;
      return events.atMs[messages.ended[sent.message] ?? -1] ?? 0;
    };
    const before = arrivedMs({ kind: 'traced', trace: original, end });
    const at = arrivedMs(traced(fork(run, sent.step, { kind: 'deliver', message })));
    expect(at).toBeLessThan(before);
    const late = traced(fork(run, sent.step, { kind: 'delay', message, byMs: 30 }));
    expect(arrivedMs(late)).toBeCloseTo(before + 30, 6);
    const doubled = traced(fork(run, sent.step, { kind: 'duplicate', message, afterMs: 5 }));
    const copies = Array.from({ length: doubled.trace.messages.length }, (_, row) => row).filter(
      (row) => JSON.stringify(identity(doubled.trace, row)) === JSON.stringify(message),
    );
    expect(copies).toHaveLength(2);
  });

  test('a message that the plan loses: is spared from it before it is sent', () => {
    const [lost] = found(original, 'lost', 'web', 'shop-1');
    if (lost === undefined) throw new Error('there are such messages');
    const message = identity(original, lost.message);
    const spared = traced(fork(run, lost.step - 1, { kind: 'deliver', message }));
    expect(fateIn(spared.trace, message)).toBe('arrived');
    expectSamePrefix(spared);
  });

  test('a message that has not been sent yet: is dropped when it sets out', () => {
    const arrived = found(original, 'arrived', 'web', 'shop-2').at(-1);
    if (arrived === undefined) throw new Error('there are such messages');
    const message = identity(original, arrived.message);
    const dropped = traced(fork(run, 10, { kind: 'drop', message }));
    expect(fateIn(dropped.trace, message)).toBe('lost');
  });

  test('a process: is killed, and a fork of the fork goes on from there', () => {
    const step = Math.floor(end.steps / 2);
    const [moment] = momentsOf(run, step, 1);
    const victim = moment?.processes.find(({ label }) => label === 'carryOut');
    if (victim === undefined) throw new Error('somebody carries out an order');
    const once = fork(run, step, { kind: 'kill', process: victim.id });
    const killed = traced(once);
    const row = killed.trace.processes.find(({ id }) => id === victim.id);
    expect(row?.diedMs).toBe(moment?.atMs);
    const twice = traced(fork(once, step + 40, { kind: 'crash', node: 'shop-1' }));
    expect(twice.end.forkedAt.map((made) => made.step)).toEqual([step, step + 40]);
    const [after] = momentsOf({ ...run, forks: once.forks }, step, 1);
    expect(after?.processes.some(({ id }) => id === victim.id)).toBe(false);
  });

  const message = { tag: 'order-1', from: 'web', to: 'shop-1', ordinal: 0 };
  test.each<[string, Partial<Fork> & { readonly deed: Deed }, RegExp]>([
    [
      'another prefix',
      { prefix: '0123456789abcdef', deed: { kind: 'heal', from: 'web', to: 'till' } },
      /another one than the one it was made for/,
    ],
    [
      'after the end',
      { step: 1e6, deed: { kind: 'heal', from: 'web', to: 'till' } },
      /over before step/,
    ],
    ['an unknown node', { deed: { kind: 'crash', node: 'moon' } }, /no node 'moon'/],
    ['a node that is up', { deed: { kind: 'restart', node: 'web' } }, /is up/],
    ['a dead process', { deed: { kind: 'kill', process: 99_999 } }, /does not live/],
    [
      'a name nobody has',
      { deed: { kind: 'send', node: 'web', name: 'x', message: 1, tag: '' } },
      /nobody is called 'x'/,
    ],
    [
      'a message that is gone',
      { step: 2_000, deed: { kind: 'drop', message } },
      /already arrived, or is lost/,
    ],
    [
      'a link to itself',
      { deed: { kind: 'cut', from: 'web', to: 'web', both: true } },
      /from one node to another/,
    ],
  ])('%s: is refused with why', (_, { step = 100, prefix = null, deed }, why) => {
    const refused = attempt({
      ...run,
      forks: [{ step: Math.min(step, step === 1e6 ? step : end.steps - 1), prefix, deed }],
    });
    expect(refused).toMatchObject({
      kind: 'stopped',
      code: 'KIT-FORK',
      message: expect.stringMatching(why) as string,
    });
  });
});

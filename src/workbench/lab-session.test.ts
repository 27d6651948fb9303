import { describe, expect, test } from 'vitest';
import type { Stopped, Verdict } from '#grader/verdict.ts';
import type { Engine, RunOutcome } from './engine.ts';
import type { LabInfo } from './lab-info.ts';
import { LabSession, type Outside } from './lab-session.ts';
import { isBusy, textsOf } from './lab-state.ts';

const lab: LabInfo = {
  id: 's5-retry',
  title: 'Two books',
  minutes: 30,
  files: [{ file: 'client.ts', access: 'editable' }],
  invariants: [],
  hints: ['one', 'two', 'three'],
  puzzles: [],
  imports: [],
  earlier: [],
  contentHash: '0'.repeat(16),
};
const held: Verdict = {
  kind: 'passed',
  runs: [],
  seeds: [1],
  events: 5,
  checks: [],
  traceHash: '0'.repeat(16),
};
const cancelled: Stopped = {
  kind: 'stopped',
  code: 'KIT-CANCELLED',
  message: 'You stopped it.',
  remedy: 'Run it again.',
  place: null,
  seed: null,
};

/** An engine whose runs end when the test says so, or when they are aborted. */
class HeldEngine implements Engine {
  readonly runs: { texts: string; finish: (verdict: Verdict) => void }[] = [];

  run(...[order, listen, abort]: Parameters<Engine['run']>): Promise<RunOutcome> {
    return new Promise((resolve) => {
      const finish = (verdict: Verdict): void =>
        resolve({ verdict, warnings: [], elapsedMs: 7, imported: [] });
      abort.addEventListener('abort', () => finish(cancelled));
      listen.output?.({
        kind: 'output',
        id: 1,
        lines: [{ atMs: 0, where: 'web-1', level: 'log', text: 'hi', place: null }],
        dropped: 0,
      });
      this.runs.push({ texts: JSON.stringify(order.texts), finish });
    });
  }

  attack(): Promise<RunOutcome> {
    return Promise.reject(new Error('These tests do not attack.'));
  }

  prewarm(): void {
    // Nothing to warm.
  }
}

function open(engine: Engine | Error): LabSession {
  const outside: Outside = {
    loadEngine: async () => {
      if (engine instanceof Error) throw engine;
      return engine;
    },
    nowMs: () => 1_000,
  };
  return new LabSession(lab, [{ file: 'client.ts', source: 'start' }], outside);
}

/** Lets the promises of a started run go on until the engine has it. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('lab session', () => {
  test('run: saves first, runs the text as it stood, announces the verdict', async () => {
    const engine = new HeldEngine();
    const session = open(engine);
    const order: string[] = [];
    session.hooks = {
      beforeRun: async (goal) => void order.push(`save before ${goal}`),
      beforeReplace: () => undefined,
    };
    session.onJudged(({ kind }) => void order.push(kind));
    session.edit('client.ts', 'mine');
    const done = session.run('run');
    session.edit('client.ts', 'later');
    await settle();
    engine.runs[0]?.finish(held);
    await done;
    expect(engine.runs[0]?.texts).toBe('{"client.ts":"mine"}');
    expect(order).toEqual(['save before run', 'passed']);
    expect(session.state.value.judgement?.texts).toEqual({ 'client.ts': 'mine' });
    expect(session.state.value.output).toHaveLength(1);
    expect(session.announcement.value).toContain('Held.');
  });

  test('stop: the run ends with its verdict, and the next one works', async () => {
    const engine = new HeldEngine();
    const session = open(engine);
    const first = session.run('grade');
    await settle();
    expect(isBusy(session.state.value)).toBe(true);
    session.stop();
    await first;
    expect(session.state.value.judgement?.verdict).toEqual(cancelled);
    const second = session.run('grade');
    await settle();
    engine.runs[1]?.finish(held);
    await second;
    expect(session.state.value.passed?.texts).toEqual({ 'client.ts': 'start' });
  });

  test('run: a second run overtakes the first, whose verdict is not shown', async () => {
    const engine = new HeldEngine();
    const session = open(engine);
    const first = session.run('run');
    await settle();
    const second = session.run('run');
    await settle();
    await first;
    expect(session.state.value.judgement).toBeNull();
    engine.runs[1]?.finish(held);
    await second;
    expect(session.state.value.judgement?.verdict.kind).toBe('passed');
  });

  test('run: an engine that cannot be loaded is a verdict that says what to do', async () => {
    const session = open(new Error('offline'));
    await session.run('run');
    const verdict = session.state.value.judgement?.verdict;
    expect(verdict?.kind).toBe('stopped');
    expect(session.announcement.value).toContain('The run could not start: offline');
  });

  test('stop: while the compiler works ends as stopped, not as a failure', async () => {
    const session = open({
      run: (_order, _listen, abort) =>
        new Promise((_resolve, reject) => {
          abort.addEventListener('abort', () => reject(abort.reason));
        }),
      attack: () => Promise.reject(new Error('not here')),
      prewarm: () => undefined,
    });
    const done = session.run('run');
    await settle();
    session.stop();
    await done;
    expect(session.state.value.judgement?.verdict).toMatchObject({ code: 'KIT-CANCELLED' });
  });

  test('reset: tells the history first, and undo brings the work back', () => {
    const session = open(new HeldEngine());
    const kept: string[] = [];
    session.hooks = {
      ...session.hooks,
      beforeReplace: (reason, texts) => void kept.push(`${reason} ${texts['client.ts']}`),
    };
    session.edit('client.ts', 'mine');
    session.reset();
    expect(textsOf(session.state.value)).toEqual({ 'client.ts': 'start' });
    session.undo();
    expect(textsOf(session.state.value)).toEqual({ 'client.ts': 'mine' });
    expect(kept).toEqual(['reset mine', 'undo start']);
  });

  test('place: opens its file and asks the surface to show it', () => {
    const session = open(new HeldEngine());
    session.openPlace({ file: 'client.ts', line: 3, column: 1 });
    expect(session.wantedPlace.value?.line).toBe(3);
  });
});

import { describe, expect, test } from 'vitest';
import type { AttackReport, Verdict } from '#sandbox/protocol.ts';
import { Attack, runsOf } from './attack.ts';
import type { AttackOrder, Engine, RunOutcome } from './engine.ts';
import { twoBooks } from './fixtures/two-books.ts';
import type { LabInfo } from './lab-info.ts';
import { LabSession } from './lab-session.ts';

const lab: LabInfo = {
  id: 's5-retry',
  title: 'Two books',
  minutes: 30,
  files: [{ file: 'client.ts', access: 'editable' }],
  invariants: [],
  hints: [],
  puzzles: [],
  imports: [],
  earlier: [],
  contentHash: '0'.repeat(16),
};
const report: AttackReport = {
  kind: 'attack',
  id: 1,
  phase: 'running',
  world: 'campaign',
  strategy: 'swarm',
  seed: 1_000_007,
  runs: 7,
  runsMax: 1_000_000,
  events: 3_500,
  faults: [],
  sites: [],
  nearest: null,
  elapsedMs: 30,
  runsPerS: 233,
};

/** An engine that reports once and ends with the verdict it is given, or when it is stopped. */
class AttackEngine implements Engine {
  readonly orders: AttackOrder[] = [];
  readonly #verdict: Verdict | 'until stopped';

  constructor(verdict: Verdict | 'until stopped') {
    this.#verdict = verdict;
  }

  run(): Promise<RunOutcome> {
    return Promise.reject(new Error('These tests only attack.'));
  }

  attack(...[order, listen, signal]: Parameters<Engine['attack']>): Promise<RunOutcome> {
    this.orders.push(order);
    listen.attack?.(report);
    const base = { warnings: [], elapsedMs: 30, imported: [] };
    if (this.#verdict !== 'until stopped')
      return Promise.resolve({ ...base, verdict: this.#verdict });
    const verdict: Verdict = {
      kind: 'stopped',
      code: 'KIT-CANCELLED',
      message: '',
      remedy: '',
      place: null,
      seed: null,
    };
    return new Promise((resolve) => {
      const end = (): void => resolve({ ...base, verdict });
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }

  prewarm(): void {
    // Nothing to warm.
  }
}

function open(engine: Engine): { session: LabSession; attack: Attack } {
  const loadEngine = async (): Promise<Engine> => engine;
  const session = new LabSession(lab, [], { loadEngine, nowMs: () => 0 });
  return { session, attack: new Attack(session, loadEngine) };
}

async function stopped(attack: Attack): Promise<void> {
  const running = attack.start();
  while (runsOf(attack.state.value) === 0) await Promise.resolve();
  attack.stop();
  await running;
}

describe('attack', () => {
  test('what it finds is the verdict on screen', async () => {
    const { session, attack } = open(new AttackEngine(twoBooks));
    await attack.start();
    expect(attack.state.value).toMatchObject({ kind: 'over', end: { kind: 'found' } });
    expect(session.state.value.judgement).toMatchObject({ goal: 'attack', verdict: twoBooks });
  });

  test('stopped: what was tried stays, and nothing is judged', async () => {
    const { session, attack } = open(new AttackEngine('until stopped'));
    await stopped(attack);
    expect(attack.state.value).toMatchObject({ kind: 'over', end: { kind: 'stopped' }, report });
    expect(session.state.value.judgement).toBeNull();
  });

  test('going on with the same files takes new seeds; other files begin anew', async () => {
    const engine = new AttackEngine('until stopped');
    const { session, attack } = open(engine);
    await stopped(attack);
    const second = attack.start();
    attack.stop();
    await second;
    session.edit('client.ts', 'changed');
    const third = attack.start();
    attack.stop();
    await third;
    const [first, next, anew] = engine.orders.map((order) => order.firstSeed);
    expect(next).toBe((first ?? 0) + report.runs);
    expect(anew).toBe(first);
  });
});

/**
 * The systems under attack of s7-break, judged by the house: what is sound stays sound under every fault, what is
 * flawed falls to the fault that its flaw needs and to no crash, and a table of decisions fails for its own reason.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LabProgram } from '#grader/program.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { compiled } from './prove.ts';
import { designs, type DesignName } from './s7-break/designs.ts';
import {
  figuresOf,
  houseRun,
  houseSeeds,
  measure,
  messagesBefore,
  type HouseFigures,
} from './s7-break/house-campaign.ts';
import { decidedBefore, setupOf } from './s7-break/house-decisions.ts';
import { everyKind, houseFaults } from './s7-break/house-faults.ts';
import { eventuallyOf, safetyOf } from './s7-break/house-judge.ts';
import { houseOps } from './s7-break/house-ops.ts';
import { ledger } from './s7-break/ledger.ts';
import { playDesign, playHouse } from './s7-break/play-design.ts';
import type { Decision, Fault, FaultKind, ShopName, Violation } from './s7-break/world/types.ts';

const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];

let program: LabProgram;
beforeAll(() => {
  lockDown();
  const folder = join(import.meta.dirname, 's7-break', 'world');
  // The one file that needs the learner's is none of the systems under attack.
  const files = readdirSync(folder).filter((file) => file !== 'attack.ts');
  program = compiled(
    's7-break/world',
    files.map((file) => ({
      file,
      source: readFileSync(join(folder, file), 'utf8'),
      origin: 'world',
    })),
  );
});

const seedOf = (name: DesignName, run: number): number => 1_000 * Number(name.slice(1)) + run;

function violationsOf(name: DesignName, run: number, faults: readonly Fault[]): Violation[] {
  const seed = seedOf(name, run);
  const { history, events } = playDesign(program, name, { seed, faults, ops: houseOps(seed) });
  expect(events).toBeLessThanOrEqual(2_000);
  return [...safetyOf(history, ledger), ...eventuallyOf(history, ledger)];
}

interface Campaign {
  readonly runs: number;
  readonly kinds?: readonly FaultKind[];
  readonly hangMaxMs?: number;
}

/** Runs of a random campaign that break the ledger, as `run: code`. */
function brokenRuns(name: DesignName, { runs, ...choice }: Campaign): string[] {
  return Array.from({ length: runs }, (_, index) => index + 1).flatMap((run) => {
    const faults = houseFaults({ seed: seedOf(name, run), size: 6, ...choice });
    return violationsOf(name, run, faults).map(({ code }) => `${run}: ${code}`);
  });
}

/** How many of so many runs break the ledger under these faults. */
function hits(name: DesignName, faults: readonly Fault[], runs = 20): number {
  const broken = Array.from({ length: runs }, (_, index) => index + 1).filter(
    (run) => violationsOf(name, run, faults).length > 0,
  );
  return broken.length;
}

const sound = designs.filter(({ flaw }) => flaw === null).map(({ name }) => name);
const flawed = designs.filter(({ flaw }) => flaw !== null).map(({ name }) => name);

describe('designs', () => {
  test.each(sound)('%s: 400 campaigns of every kind find nothing', (name) => {
    expect(brokenRuns(name, { runs: 400 })).toEqual([]);
  });

  test.each(flawed)('%s: a campaign of every kind finds its flaw', (name) => {
    let run = 1;
    for (; run <= 400; run += 1) {
      const faults = houseFaults({ seed: seedOf(name, run), size: 6 });
      if (violationsOf(name, run, faults).length > 0) break;
    }
    expect(run).toBeLessThanOrEqual(400);
  });

  test.each(flawed)('%s: crashes alone find nothing', (name) => {
    expect(brokenRuns(name, { runs: 100, kinds: ['crash'] })).toEqual([]);
  });

  test.each(['D4', 'D5', 'D7'] as const)(
    '%s: survives without a partition, cut or hang',
    (name) => {
      const kinds = everyKind.filter((kind) => !['partition', 'cut', 'hang'].includes(kind));
      expect(brokenRuns(name, { runs: 100, kinds })).toEqual([]);
    },
  );

  test('D7: survives hangs that nobody notices', () => {
    const kinds: FaultKind[] = ['hang', 'drop', 'delay', 'duplicate', 'skew'];
    expect(brokenRuns('D7', { runs: 100, kinds, hangMaxMs: 5_900 })).toEqual([]);
  });

  test('same seed, same run', () => {
    const faults = houseFaults({ seed: 5, size: 6 });
    const ops = houseOps(5);
    const once = playDesign(program, 'D7', { seed: 5, faults, ops });
    expect(playDesign(program, 'D7', { seed: 5, faults, ops })).toEqual(once);
  });
});

describe('the least that a flaw needs', () => {
  const alone: Fault = {
    kind: 'partition',
    at: 1_000,
    for: 18_000,
    groups: [['shop-1'], ['shop-2', 'shop-3']],
  };
  const needs: readonly (readonly [DesignName, Fault])[] = [
    ['D2', { kind: 'drop', at: 1_000, for: 3_000, way: 'reply' }],
    ['D4', alone],
    ['D5', alone],
    ['D7', { kind: 'hang', at: 2_000, for: 12_000, node: 'shop-1' }],
  ];

  test.each(needs)('%s falls to one fault, and nothing that is sound does', (name, fault) => {
    expect(hits(name, [fault])).toBeGreaterThan(10);
    for (const other of sound) expect(hits(other, [fault]), other).toBe(0);
  });

  test('D3: falls to a lost reply with a restart before the next attempt, and to neither alone', () => {
    const found = Array.from({ length: 5 }, (_, index) => index + 1).filter((run) => {
      const order = houseOps(seedOf('D3', run)).find(({ fn }) => fn === 'order.place');
      const at = order?.at ?? 0;
      const loss: Fault = { kind: 'drop', at: Math.max(0, at - 50), for: 500, way: 'reply' };
      const restarts = shops.map((node): Fault => ({
        kind: 'crash',
        at: at + 700,
        for: 400,
        node,
      }));
      expect(violationsOf('D3', run, [loss])).toEqual([]);
      for (const restart of restarts) expect(violationsOf('D3', run, [restart])).toEqual([]);
      return restarts.some((restart) => violationsOf('D3', run, [loss, restart]).length > 0);
    });
    expect(found.length).toBeGreaterThanOrEqual(4);
  });
});

/** Plays the house's campaign against a table, with the first so many seeds. */
function campaignOf(table: readonly Decision[], runs = houseSeeds.length): HouseFigures {
  const read = setupOf(table);
  if (read.kind === 'problems') throw new Error(read.problems.join('; '));
  let messages = 0;
  const measured = houseSeeds.slice(0, runs).map((seed) => {
    const run = houseRun(seed);
    const played = playHouse(program, read.setup, run);
    messages += played.messages;
    return measure(run, read.setup, played.history);
  });
  return figuresOf(measured, messages);
}

type Fn = Decision['fn'];
type Changes = Partial<Decision>;
function changed(table: readonly Decision[], fn: Fn, changes: Changes): Decision[] {
  return table.map((row) => (row.fn === fn ? { ...row, ...changes } : row));
}

const split = { dc1: 2, dc2: 1 };
const right: readonly (readonly [Fn, Changes])[] = [
  ['order.place', { copies: split }],
  ['cart.change', { copies: split }],
  ['chat.send', { copies: { dc1: 1, dc2: 1 } }],
  ['vote.send', { copies: split, audit: true }],
];
const rightTable = right.reduce<readonly Decision[]>(
  (table, [fn, changes]) => changed(table, fn, changes),
  decidedBefore,
);

describe('decisions', () => {
  test('those of before: as many messages as the budget is reckoned from', () => {
    const figures = campaignOf(decidedBefore);
    expect(figures.messages).toBe(messagesBefore);
    expect(figures.cartShare).toBeLessThan(0.85);
    expect(new Set(figures.violations.map(({ code }) => code))).toEqual(new Set(['not-audited']));
  });

  test('the right ones: no violation, within the budget, carts always, orders in time', () => {
    const figures = campaignOf(rightTable);
    expect(figures.violations).toEqual([]);
    expect(figures.messages / messagesBefore).toBeLessThan(1.06);
    expect(figures.cartShare).toBe(1);
    expect(figures.orderP99Ms).toBeLessThan(150);
  });

  const wrong: readonly (readonly [Fn, Changes, string])[] = [
    ['vote.send', { audit: false }, 'not-audited'],
    ['vote.send', { retry: 'at-least-once' }, 'miscounted'],
    ['vote.send', { retry: 'at-most-once' }, 'given-up'],
    ['order.place', { share: 'everything' }, 'oversold'],
    ['order.place', { share: 'nothing', copies: { dc1: 1, dc2: 0 } }, 'refused-alone'],
    ['order.place', { retry: 'at-least-once' }, 'charged-twice'],
    ['cart.change', { share: 'majority' }, 'refused'],
    ['chat.send', { retry: 'at-most-once' }, 'given-up'],
  ];

  test.each(wrong)('%s %o: %s', (fn, changes, code) => {
    const { violations } = campaignOf(changed(rightTable, fn, changes), 100);
    expect(violations.map((violation) => violation.code)).toContain(code);
  });

  test('carts in one data centre: not there in a split, and nothing else is wrong', () => {
    const figures = campaignOf(changed(rightTable, 'cart.change', { copies: { dc1: 3, dc2: 0 } }));
    expect(figures.violations).toEqual([]);
    expect(figures.cartShare).toBeLessThan(0.85);
  });

  test('a majority of orders across the sea: too slow, and nothing else is wrong', () => {
    const table = changed(rightTable, 'order.place', { copies: { dc1: 1, dc2: 2 } });
    const figures = campaignOf(table);
    expect(figures.violations).toEqual([]);
    expect(figures.orderP99Ms).toBeGreaterThan(230);
  });

  test('everything audited: over the budget, and nothing else is wrong', () => {
    const figures = campaignOf(rightTable.map((row) => ({ ...row, audit: true })));
    expect(figures.violations).toEqual([]);
    expect(figures.messages / messagesBefore).toBeGreaterThan(1.12);
  });

  test('a table that is none: every problem is a sentence', () => {
    const table: unknown = [{ fn: 'order.place', retry: 'often', copies: { dc1: 4, dc2: 0 } }];
    expect(setupOf(table)).toEqual({
      kind: 'problems',
      problems: [
        'there is not exactly one row for cart.change',
        'there is not exactly one row for chat.send',
        'there is not exactly one row for presence.set',
        'there is not exactly one row for vote.send',
        'order.place: its data set is orders',
        'order.place: retry is one of at-most-once, at-least-once, exactly-once',
        'order.place: share is one of nothing, something, everything, majority',
        'order.place: dc1 has three shops: copies.dc1 is 0 to 3',
        'order.place: audit is true or false',
      ],
    });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { always, defineLab, invariant, regular, world } from '#grader/index.ts';
import { createEngine } from './engine.ts';
import { lockDown } from './lockdown.ts';
import type { ModuleText, Report, Request } from './protocol.ts';

beforeAll(lockDown);

const grader = defineLab({
  id: 'echo',
  seeds: { run: [1, 2], grade: [3] },
  needs: { 'main.ts': ['main'] },
  invariants: [
    invariant({
      code: 'X-1',
      sentence: 'Each number is printed',
      bound: 'all',
      title: 'Silence',
      hint: 1,
    }),
  ],
  sheet: [
    world({
      id: 'only',
      scenario: (draw) => ({
        nodes: [{ name: 'a' }],
        boot: [{ node: 'a', file: 'main.ts', body: 'main', as: 'main' }],
        workload: regular({ fromMs: 1, everyMs: 1, untilMs: 400 }, draw.of('n'), (index) => ({
          id: `op-${index}`,
          fn: 'print',
          args: { index },
          driver: { node: 'a', name: 'main' },
        })),
        faults: [],
        untilMs: 500,
      }),
      checks: [
        always({
          code: 'X-1',
          expected: 'an answer',
          of: (record) =>
            record.asked('print').map(({ operation }) => ({
              ok: true,
              atMs: operation.atMs,
              operation: operation.id,
              tags: [operation.id],
              observed: 'an answer',
            })),
        }),
      ],
    }),
  ],
  tell: { name: ({ id }) => id, ask: () => '', answer: () => '', messages: [], effects: [] },
});

/** What the compiler makes of a process that prints each message. */
const printing = `(function (exports, require, $) { "use strict";
  exports.main = main; $.define("main", main);
  const { receive } = require("nines");
  function* main() { for (;;) { if (--$.n < 0) $.trip(); console.log(yield ($.at = 0, receive())); } }
})`;

function modulesOf(text: string): readonly ModuleText[] {
  return [{ file: 'main.ts', origin: 'learner', text, sites: [[3, 14]] }];
}

function gradeRequest(text: string, id = 1): Request {
  return { kind: 'grade', id, lab: 'echo', modules: modulesOf(text), seeds: 'run' };
}

/** Drives an engine to its verdict, with slices of so many milliseconds of a clock that ticks at each look. */
function drive(requests: readonly Request[], sliceMs = 8): { reports: Report[]; turns: number } {
  const reports: Report[] = [];
  const waiting: (() => void)[] = [];
  let nowMs = 0;
  const engine = createEngine({
    post: (report) => reports.push(report),
    schedule: (next) => waiting.push(next),
    graders: (lab) => (lab === 'echo' ? grader : undefined),
    nowMs: () => (nowMs += 1),
    sliceMs,
  });
  for (const request of requests) engine.receive(request);
  let turns = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    turns++;
    next();
  }
  return { reports, turns };
}

describe('engine', () => {
  test('a job: ends with one verdict, after its output', () => {
    const { reports } = drive([gradeRequest(printing)]);
    expect(reports.at(-1)).toMatchObject({ kind: 'verdict', id: 1, verdict: { kind: 'passed' } });
    expect(reports.filter(({ kind }) => kind === 'verdict')).toHaveLength(1);
    const output = reports.flatMap((report) => (report.kind === 'output' ? report.lines : []));
    expect(output[0]).toEqual({
      atMs: 1.001,
      where: 'a › main',
      level: 'log',
      text: "{ kind: 'operation', id: 'op-0', fn: 'print', args: { index: 0 } }",
      place: { file: 'main.ts', line: 3, column: 14 },
    });
  });

  test('slices of any size: give the same trace', () => {
    const outcomes = [1, 3, 50, 1_000].map((sliceMs) => drive([gradeRequest(printing)], sliceMs));
    const hashes = outcomes.map(({ reports }) => {
      const last = reports.at(-1);
      return last?.kind === 'verdict' && last.verdict.kind === 'passed' && last.verdict.traceHash;
    });
    expect(new Set(hashes).size).toBe(1);
    expect(hashes[0]).toMatch(/^[0-9a-f]{16}$/);
    const turns = outcomes.map((outcome) => outcome.turns);
    expect(turns[0]).toBeGreaterThan(turns.at(-1) ?? Number.POSITIVE_INFINITY);
  });

  test('an attack: goes through the lab with seeds of its own', () => {
    const request = { kind: 'attack', id: 1, lab: 'echo', firstSeed: 1_000, runsMax: 3 } as const;
    const { reports } = drive([{ ...request, modules: modulesOf(printing) }]);
    expect(reports.at(-1)).toMatchObject({
      verdict: { kind: 'undecided', seeds: [1_000, 1_001, 1_002] },
    });
  });

  test('a replay of no recipe: is told', () => {
    const request = { kind: 'replay', id: 1, lab: 'echo', recipe: '{}' } as const;
    const { reports } = drive([{ ...request, modules: modulesOf(printing) }]);
    expect(reports.at(-1)).toMatchObject({ verdict: { kind: 'stopped', code: 'KIT-GRADER' } });
  });

  test('cancel: ends the job at once', () => {
    const { reports } = drive([gradeRequest(printing), { kind: 'cancel', id: 1 }], 1);
    expect(reports.at(-1)).toMatchObject({ id: 1, verdict: { code: 'KIT-CANCELLED' } });
  });

  test('cancel of another job: changes nothing', () => {
    const { reports } = drive([gradeRequest(printing), { kind: 'cancel', id: 9 }], 1);
    expect(reports.at(-1)).toMatchObject({ id: 1, verdict: { kind: 'passed' } });
  });

  test('a newer job: takes the place of the older one', () => {
    const { reports } = drive([gradeRequest(printing), gradeRequest(printing, 2)], 1);
    const verdicts = reports.filter(({ kind }) => kind === 'verdict');
    expect(verdicts).toMatchObject([{ id: 2 }]);
  });

  test('an unknown lab: is told', () => {
    const { reports } = drive([{ ...gradeRequest(printing), lab: 'none' } as Request]);
    expect(reports).toMatchObject([
      { kind: 'verdict', verdict: { code: 'KIT-GRADER', message: 'There is no lab none here.' } },
    ]);
  });

  test('a text that cannot be evaluated: is refused with its file', () => {
    const { reports } = drive([gradeRequest('(function () { import("x") })')]);
    expect(reports).toMatchObject([
      {
        verdict: {
          kind: 'rejected',
          problems: [{ code: 'not-evaluated', place: { file: 'main.ts' } }],
        },
      },
    ]);
  });

  test('a flood of output: is cut, and what was cut is counted', () => {
    const chatty = printing.replace(
      /console\.log\((.*)\); \}/,
      'const m = $1; for (let i = 0; i < 100; i++) console.log("x".repeat(3_000), m); }',
    );
    const { reports } = drive([gradeRequest(chatty)]);
    const output = reports.flatMap((report) => (report.kind === 'output' ? [report] : []));
    const lines = output.flatMap((report) => report.lines);
    expect(lines.length).toBeLessThanOrEqual(1_000);
    expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(202_000);
    expect(lines.every(({ text }) => text.length <= 2_000)).toBe(true);
    expect(output.reduce((sum, { dropped }) => sum + dropped, 0)).toBeGreaterThan(10_000);
  });

  test.each([
    ['a module that throws', 'throw new TypeError("no");', 'KIT-CRASH'],
    ['a module that never ends', 'for (;;) if (--$.n < 0) $.trip();', 'KIT-HANG'],
    ['a module that takes what is the world’s', 'require("nines/world");', 'KIT-CRASH'],
  ])('%s: ends the job with a stop', (_, body, code) => {
    const { reports } = drive([
      gradeRequest(printing.replace('"use strict";', `"use strict"; ${body}`)),
    ]);
    expect(reports.at(-1)).toMatchObject({ verdict: { kind: 'stopped', code } });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failed } from '#grader/verdict.ts';
import { ShapeError } from './check.ts';
import type { Report } from './protocol.ts';
import { reportShape, verdictShape } from './report-shape.ts';

const place = { file: 'server.ts', line: 15, column: 3 };
const finished = {
  seeds: [1, 2, 3],
  events: 19_326,
  checks: [
    { code: 'E-1', sentence: 'Once.', status: 'broken', worst: '2', bound: '≤ 1' },
    { code: 'E-2', sentence: 'Told.', status: 'not-checked', worst: null, bound: '≥ 96 %' },
  ],
  traceHash: '05c8cfe9a682e387',
  tables: [
    {
      title: 'What the campaign covered',
      note: 'Faults across the arrows of the call chain.',
      columns: ['fault', 'web to shop'],
      rows: [{ head: 'drop', cells: [{ text: '0', mark: 'gap' }] }],
    },
  ],
  reports: [{ world: 'night', seed: 101, json: '{"format":1}' }],
} as const;
const failed: Failed = {
  kind: 'failed',
  ...finished,
  counterexample: {
    seed: 2,
    world: 'campaign',
    breach: {
      code: 'E-1',
      sentence: 'Once.',
      expected: 'at most 1',
      observed: '2 charges',
      observedWhole: null,
      operation: 'order 17 (48.20 €)',
      atMs: 202.2,
    },
    story: {
      title: 'Two books for one order',
      events: [{ number: 1, kind: 'fault', atMs: 1.5, where: 'shop-2', text: 'Lost.', place }],
      place: null,
      placeIs: '',
      hint: 2,
      fingerprint: '0123456789abcdef',
    },
    diagram: {
      lanes: [{ id: 1, node: 'web-1', label: 'web', startMs: 0, endMs: null }],
      arrows: [
        {
          fromLane: 1,
          toLane: 1,
          sentMs: 1,
          arrivedMs: null,
          label: 'order request',
          fate: 'lost',
          event: 1,
        },
      ],
      marks: [
        {
          lane: null,
          node: 'shop-2',
          kind: 'fault',
          atMs: 1,
          untilMs: 2,
          label: 'crash',
          event: null,
        },
      ],
      fromMs: 0,
      untilMs: 300,
    },
    recipe: '{"lab":"s5-retry"}',
    before: { operations: 800, faults: 51, switches: 0 },
    after: { operations: 1, faults: 1, switches: 0 },
    traceHash: 'fedcba9876543210',
  },
};

const reports: readonly Report[] = [
  { kind: 'ready', version: 1 },
  {
    kind: 'progress',
    id: 1,
    seed: 2,
    seedsDone: 1,
    seedsTotal: 3,
    events: 5,
    phase: 'shrinking',
  },
  {
    kind: 'output',
    id: 1,
    lines: [{ atMs: 1.25, where: 'a › main', level: 'warn', text: 'hello', place }],
    dropped: 7,
  },
  {
    kind: 'verdict',
    id: 1,
    verdict: { kind: 'passed', ...finished, runs: [{ world: 'campaign', seed: 1 }] },
    elapsedMs: 12.5,
  },
  { kind: 'verdict', id: 1, verdict: failed, elapsedMs: 12.5 },
  {
    kind: 'verdict',
    id: 1,
    verdict: { kind: 'undecided', ...finished, reason: 'The budget was spent.' },
    elapsedMs: 1,
  },
  {
    kind: 'verdict',
    id: 1,
    verdict: {
      kind: 'rejected',
      problems: [{ place, code: 'not-awaited', message: 'It never starts.', remedy: 'Await it.' }],
    },
    elapsedMs: 1,
  },
  {
    kind: 'verdict',
    id: 1,
    verdict: {
      kind: 'stopped',
      code: 'KIT-HANG',
      message: 'It never waits.',
      remedy: 'Wait.',
      place,
      seed: 1,
    },
    elapsedMs: 1,
  },
];

/** The report with something else at a path such as `verdict.seeds.0`. */
function withAt(report: Report, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(report);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let owner = Object(copy) as Record<string, unknown>;
  for (const name of names) owner = Object(owner[name]) as Record<string, unknown>;
  owner[last] = value;
  return copy;
}

describe('reports', () => {
  test.each(reports.map((report) => [report.kind, report] as const))(
    'an honest %s: is passed on unchanged',
    (_, report) => {
      const [line = ''] = JSON.stringify(report).split('\n');
      expect(reportShape(JSON.parse(line), '')).toEqual(report);
    },
  );

  test('what nobody asked for: is left behind', () => {
    const verdict = {
      ...failed,
      html: '<script>',
      counterexample: { ...failed.counterexample, x: 1 },
    };
    const text = JSON.stringify(verdict).replace('{', '{"__proto__":{"polluted":true},');
    const checked = verdictShape(JSON.parse(text), '');
    expect(checked).toEqual(failed);
    expect(Object.getPrototypeOf(checked)).toBe(Object.prototype);
  });

  const [, , output, , verdict] = reports as readonly [Report, Report, Report, Report, Report];
  test.each([
    ['another kind', verdict, 'kind', 'eval'],
    ['a kind of Object’s own', verdict, 'kind', 'constructor'],
    ['an id that is no number', verdict, 'id', '1'],
    ['an id below zero', verdict, 'id', -1],
    ['no verdict', verdict, 'verdict', null],
    ['a verdict that is a list', verdict, 'verdict', [failed]],
    ['a list that is an object', verdict, 'verdict.seeds', { length: 3 }],
    ['too many seeds', verdict, 'verdict.seeds', Array(100_001).fill(1)],
    ['a seed that is no whole number', verdict, 'verdict.seeds.0', 1.5],
    ['a text where a number belongs', verdict, 'verdict.counterexample.breach.atMs', '1'],
    ['a number where a text belongs', verdict, 'verdict.counterexample.breach.code', 1],
    ['a text without end', verdict, 'verdict.counterexample.breach.observed', 'x'.repeat(5_000)],
    ['a hash that is none', verdict, 'verdict.traceHash', 'javascript:alert(1)'],
    ['a missing field', verdict, 'verdict.counterexample.story.place', undefined],
    ['another status', verdict, 'verdict.checks.0.status', 'won'],
    ['too many lines', output, 'lines', Array(2_001).fill(null)],
    ['a place without a line', output, 'lines.0.place', { file: 'a.ts' }],
  ])('%s: is refused', (_, report, path, value) => {
    expect(() => reportShape(withAt(report, path, value), '')).toThrow(ShapeError);
  });

  test('a refusal: names the place', () => {
    const report = withAt(verdict, 'verdict.checks.1.worst', 7);
    expect(() => reportShape(report, '')).toThrow(
      'verdict.checks[1].worst is not a text of at most 4000 characters',
    );
  });

  test('any JSON at all: is a report or a shape error, never something else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...reports), fc.nat(), (value, report, at) => {
        const text = JSON.stringify(report);
        const cut = at % text.length;
        const spliced = text.slice(0, cut) + JSON.stringify(value) + text.slice(cut + 1);
        for (const candidate of [JSON.stringify(value), spliced]) {
          let parsed: unknown;
          try {
            parsed = JSON.parse(candidate);
          } catch {
            continue;
          }
          try {
            const checked = reportShape(parsed, '');
            expect(reportShape(checked, '')).toEqual(checked);
          } catch (error) {
            expect(error).toBeInstanceOf(ShapeError);
          }
        }
      }),
      { seed: 20_261_121 },
    );
  });
});

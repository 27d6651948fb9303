import { describe, expect, test } from 'vitest';
import { readConstant } from './literal.ts';
import type { PassedWork } from './passed.ts';
import { documentOf } from './portfolio-document.ts';
import { portfolioMarkdown } from './portfolio-markdown.ts';
import {
  columnWords,
  entriesOf,
  ledgerOf,
  provenanceOf,
  sayNumbers,
  sayWorst,
  type GradedNight,
  type PortfolioLab,
} from './portfolio.ts';

describe('literal', () => {
  test('reads what a ledger is written with', () => {
    const source = `import type { Decisions } from 'labs/course/decisions.ts';
/** Mine. */
export const decisions: Decisions<'retry', 'order.place'> = {
  // money
  'order.place': { retry: 'exactly-once-effect', idempotent: true, deadlineMs: 1_900, dataSets: ['order', "stock"], why: \`It is Ines's money.\` },
  plain: { sharing: null, ratio: -0.5, },
};
export const other = 1;`;
    expect(readConstant(source, 'decisions')).toEqual({
      'order.place': {
        retry: 'exactly-once-effect',
        idempotent: true,
        deadlineMs: 1_900,
        dataSets: ['order', 'stock'],
        why: "It is Ines's money.",
      },
      plain: { sharing: null, ratio: -0.5 },
    });
  });

  test('a name stands for the constant of the file, and a circle is not followed', () => {
    const source = `const budget = { ratio: 0.1 };\nexport const policy = { notify: { budget, twice: budget } };\nconst a = b;\nconst b = a;\n`;
    expect(readConstant(source, 'policy')).toEqual({
      notify: { budget: { ratio: 0.1 }, twice: { ratio: 0.1 } },
    });
    expect(readConstant(source, 'a')).toBeUndefined();
  });

  test.each([
    ['something computed', 'export const decisions = { a: f() };'],
    ['a spread', 'export const decisions = { ...other };'],
    ['a name', 'export const decisions = { a: keepTrying };'],
    ['a torn text', 'export const decisions = { a: '],
    ['another name', 'export const ledger = {};'],
    ['a template with something in it', 'export const decisions = { a: `x${y}` };'],
  ])('%s is not read', (_what, source) => {
    expect(readConstant(source, 'decisions')).toBeUndefined();
  });
});

const lab = (id: string): PortfolioLab => ({
  id,
  title: `The ${id}`,
  step: 'Step 5',
  question: 'What if no answer comes?',
  gain: 'One order, one book.',
  contentHash: 'new',
  href: `/labs/${id}/`,
});
const work = (id: string, decisions: string): PassedWork => ({
  lab: id,
  contentHash: 'new',
  texts: { 'decisions.ts': decisions, 'client.ts': 'code' },
  atMs: 0,
  seeds: [101, 102],
  events: 50_123,
  traceHash: 'abcd',
  checks: [{ code: 'E-1', sentence: 'Once | only', worst: '1', bound: '≤ 1' }],
  imports: [{ lab: 's2-ring', files: ['ring.ts'], from: 'reference' }],
});
const entries = entriesOf(
  [lab('s4-api'), lab('s5-retry'), lab('s6-share')],
  [
    work('s5-retry', "export const decisions = { 'order.place': { retry: 'x', why: 'money' } };"),
    work(
      's4-api',
      "export const decisions = { 'order.place': { deadlineMs: 1_900, why: 'patience' } };",
    ),
  ],
);

describe('portfolio', () => {
  test('holds what was passed, in the order of the course', () => {
    expect(entries.map(({ lab: { id } }) => id)).toEqual(['s4-api', 's5-retry']);
    expect(entries[0]?.decisions.map(({ file }) => file)).toEqual(['decisions.ts']);
  });

  test('the ledger joins the columns of all steps by function', () => {
    expect(ledgerOf(entries)).toEqual({
      columns: ['deadlineMs', 'retry'],
      rows: [
        {
          fn: 'order.place',
          cells: { deadlineMs: '1,900', retry: 'x' },
          why: ['patience', 'money'],
        },
      ],
    });
    expect(columnWords('deadlineMs')).toBe('deadline, ms');
    expect(columnWords('routedBy')).toBe('routed by');
  });

  test('the policy of step 5 is the ledger’s column for retries', () => {
    const [entry] = entriesOf(
      [lab('s5-retry')],
      [
        {
          ...work('s5-retry', ''),
          texts: {
            'policy.ts':
              "const budget = { ratio: 0.1 };\nexport const policy: Record<Fn, Policy> = { placeOrder: { strategy: 'exactly-once-effect', deadlineMs: 1_900, budget } };",
          },
        },
      ],
    );
    expect(entry && ledgerOf([entry]).rows).toEqual([
      {
        fn: 'order.place',
        cells: { retry: 'exactly-once-effect', deadlineMs: '1,900' },
        why: [],
      },
    ]);
  });

  test('a later step’s word counts, and the earlier one is told', () => {
    const both = entriesOf(
      [{ ...lab('s4-api'), step: 'Step 4' }, lab('s5-retry')],
      [
        work('s4-api', "export const decisions = { 'order.place': { deadlineMs: 2_000 } };"),
        work('s5-retry', "export const decisions = { 'order.place': { deadlineMs: 1_900 } };"),
      ],
    );
    expect(ledgerOf(both).rows[0]?.cells).toEqual({ deadlineMs: '1,900 (step 4: 2,000)' });
    const texts = {
      'decisions.ts': "export const decisions = { 'order.place': { deadlineMs: 1_500 } };",
    };
    expect(ledgerOf(both, { ...failedNight, texts }).rows[0]?.cells).toEqual({
      deadlineMs: '1,500 (step 5: 1,900)',
    });
  });

  test('a stretch goal that was missed is not among what held', () => {
    const check = { code: 'E-9', sentence: 'More.', worst: '3', bound: '≤ 1' };
    expect(sayWorst(check)).toBe('3');
    expect(sayWorst({ ...check, stretch: 'met' })).toBe('3 (stretch goal, met)');
    expect(sayWorst({ ...check, worst: null, stretch: 'missed' })).toBe(
      '– (stretch goal, not met)',
    );
  });

  test('seeds as runs, and the sentence of a pass', () => {
    expect(sayNumbers([101, 103, 102, 7])).toBe('7, 101–103');
    expect(entries[1] && provenanceOf(entries[1])).toBe(
      'Held on 2 seeds (101–102), 50,123 events, trace abcd. ring.ts of s2-ring was the reference’s.',
    );
  });
});

const failedNight: GradedNight = {
  outcome: 'failed',
  code: 'Z-10',
  atMs: 0,
  contentHash: 'new',
  texts: {},
};
const course = ['s1-nodes', 's4-api', 's5-retry', 'capstone'].map(lab);
const works = [
  work('s4-api', "export const decisions = { 'order.place': { deadlineMs: 1_900, why: 'x' } };"),
  { ...work('s5-retry', 'export const decisions = decided();'), contentHash: 'old' },
];

describe('design document', () => {
  test('what is missing is said plainly', () => {
    const { missing } = documentOf(course, works, null);
    expect(missing).toEqual([
      'Not measured, because its lab has not been passed: step 5 (The s1-nodes).',
      'Measured on an earlier version of the lab, and not since: step 5 (The s5-retry).',
      'The ledger has no column yet for node, idempotent and retry.',
      'Measured with the reference’s files in place of mine: ring.ts of s2-ring in step 5 and ring.ts of s2-ring in step 5.',
      'Too computed to be read as a table, so it stands as code alone: decisions.ts of step 5 (The s5-retry).',
      'The vote night has not been graded, so nothing is known of the whole: each step was measured by itself.',
    ]);
  });

  test('the summary counts what held, and no goal that was missed', () => {
    const check = { code: 'E-2', sentence: 'More.', worst: null, bound: '0' };
    const missed = { ...check, stretch: 'missed' } as const;
    const one = { ...work('s4-api', ''), checks: [check, missed] };
    expect(documentOf(course, [one], null).summary).toBe(
      'Evidence from 1 of 3 labs: 1 bound held on 2 seeds, 50,123 events in all.',
    );
  });

  test('a night that failed is told by its code, one that passed needs no word', () => {
    expect(documentOf(course, works, failedNight).missing.at(-1)).toContain('Z-10');
    const passed = documentOf(course, works, { ...failedNight, outcome: 'passed', code: null });
    expect(passed.missing.join()).not.toContain('vote night');
    const old = documentOf(course, works, {
      ...failedNight,
      outcome: 'passed',
      contentHash: 'old',
    });
    expect(old.missing.at(-1)).toContain('earlier version');
  });

  test('Markdown: what is missing, ledger, every step in order, the night, and how it was measured', () => {
    const cover = { name: 'Ines', atMs: 0, nightMarkdown: '## Vote night\n\nIt broke.\n' };
    const text = portfolioMarkdown(documentOf(course, works, failedNight), cover);
    expect(text).toContain('# Papertrain: a design, and what was measured\n\nInes, ');
    expect(text).toContain('| `order.place` | 1,900 | x |');
    expect(text).toContain(String.raw`| E-1 | Once \| only | 1 | ≤ 1 |`);
    expect(text).toContain('ring.ts of s2-ring was the reference’s.');
    expect(text).toContain('```ts\nexport const decisions');
    const places = [
      '## What is missing',
      '## Decision ledger',
      '## Step 5: The s1-nodes\n\n_What if no answer comes?_ Not measured',
      '## Step 5: The s4-api',
      '## Step 5: The s5-retry',
      '## Vote night',
      '## How it was measured',
    ].map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('without a name, a night or anything missing, nothing empty is left', () => {
    const whole = documentOf([lab('s9-regulate')], [work('s9-regulate', '')], null);
    const text = portfolioMarkdown(whole, { name: '', atMs: 0, nightMarkdown: '' });
    expect(text).not.toMatch(/undefined|null|\n\n\n/);
    expect(text).not.toContain('## Decision ledger');
  });
});

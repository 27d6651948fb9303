import { describe, expect, test } from 'vitest';
import { readConstant } from './literal.ts';
import {
  columnWords,
  entriesOf,
  ledgerOf,
  portfolioMarkdown,
  type PortfolioLab,
} from './portfolio.ts';
import type { PassedWork } from './passed.ts';

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

  test('Markdown: ledger, evidence, provenance, and the files', () => {
    const text = portfolioMarkdown(entries, 'Nines');
    expect(text).toContain('| `order.place` | 1,900 | x | patience money |');
    expect(text).toContain(String.raw`| E-1 | Once \| only | 1 | ≤ 1 |`);
    expect(text).toContain('ring.ts of s2-ring was the reference’s.');
    expect(text).toContain('```ts\nexport const decisions');
  });
});

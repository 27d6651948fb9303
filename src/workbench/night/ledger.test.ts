import { describe, expect, test } from 'vitest';
import { cellName, cellsOf, optionsOf, rowText, withChange } from './ledger.ts';

const decisions = `import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'retry' | 'sharing' | 'deadlineMs'> = {
  'cart.add': {
    retry: 'at-least-once',
    // It's never refused.
    sharing: 'everything-async',
    deadlineMs: 2_000,
    why: 'Never refuse an add: "three" copies.',
  },
  'order.place': { retry: 'exactly-once-effect', sharing: 'majority', deadlineMs: 1_900, why: 'Money.' },
};
`;
const system = `import { merge } from 'labs/s6-share/cart.ts';

export const system: System = {
  families: [{ name: 'web', children: ['release', 'web'] }],
  slots: { merge, cart: { add, remove }, handOff: true },
  ratios: { web: 20, spare: 1 },
  queues: [
    { name: 'pay', at: 'pay', serves: ['order'], slots: 25, bound: 100 },
    { name: 'votes', at: 'vote', serves: ['vote'], slots: 2, bound: 8 },
  ],
  attempts: { web: 3, shop: 1 },
  lb: { healthMs: 2_000 },
  suspectMs: 1_300,
};
`;
const texts = { 'decisions.ts': decisions, 'system.ts': system, 'report.ts': 'export {};' };
const cells = cellsOf(texts);
const cell = (name: string) => {
  const found = cells.find((each) => cellName(each) === name);
  if (found === undefined) throw new Error(`There is no cell ${name}.`);
  return found;
};

describe('ledger', () => {
  test('cells: every plain value but reasons, names, files and processes', () => {
    expect(cells.map((each) => [cellName(each), each.value])).toEqual([
      ['cart.add › retry', 'at-least-once'],
      ['cart.add › sharing', 'everything-async'],
      ['cart.add › deadlineMs', 2_000],
      ['order.place › retry', 'exactly-once-effect'],
      ['order.place › sharing', 'majority'],
      ['order.place › deadlineMs', 1_900],
      ['ratios › web', 20],
      ['ratios › spare', 1],
      ['queues › pay.slots', 25],
      ['queues › pay.bound', 100],
      ['queues › votes.slots', 2],
      ['queues › votes.bound', 8],
      ['attempts › web', 3],
      ['attempts › shop', 1],
      ['lb › healthMs', 2_000],
      ['suspectMs', 1_300],
    ]);
  });
  test('options: what the course knows of the column, and null for a number', () => {
    expect(optionsOf(cell('cart.add › sharing'), cells)).toEqual([
      'nothing',
      'something',
      'everything-async',
      'majority',
    ]);
    expect(optionsOf(cell('lb › healthMs'), cells)).toBeNull();
  });
  test('change: one value, and not a character besides', () => {
    const changed = withChange(texts, cell('cart.add › sharing'), 'majority');
    expect(changed['decisions.ts']).toBe(decisions.replace("'everything-async'", "'majority'"));
    expect(changed['system.ts']).toBe(system);
    const slower = withChange(texts, cell('lb › healthMs'), 10_000);
    expect(slower['system.ts']).toBe(system.replace('healthMs: 2_000', 'healthMs: 10000'));
    expect(cellsOf(slower).find((each) => cellName(each) === 'lb › healthMs')?.value).toBe(10_000);
  });
  test('row: its text as it stands, dedented; null where the files do not have it', () => {
    const row = { kind: 'ledger', row: 'cart.add', said: '', chapter: 's6-share' } as const;
    expect(rowText(texts, row)?.split('\n').slice(0, 2)).toEqual([
      "'cart.add': {",
      "  retry: 'at-least-once',",
    ]);
    expect(rowText(texts, { ...row, kind: 'wiring', row: 'lb' })).toBe('lb: { healthMs: 2_000 }');
    expect(rowText(texts, { ...row, row: 'chat.send' })).toBeNull();
    expect(rowText(texts, { ...row, kind: 'file' })).toBeNull();
  });
  test('files that hold no readable ledger have no cells', () => {
    expect(cellsOf({})).toEqual([]);
    expect(cellsOf({ 'decisions.ts': 'export const decisions = made();' })).toEqual([]);
  });
});

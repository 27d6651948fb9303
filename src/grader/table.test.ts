import { describe, expect, test } from 'vitest';
import type { Check, Found } from './invariant.ts';
import { defineLab, type LabGrader, type LabOptions, type World } from './lab.ts';
import { miniLab, miniWorld } from './mini-lab.ts';
import { Table, primaryOf, type Violation } from './table.ts';

const [check] = miniWorld.checks as readonly [Check];
const second: World = { ...miniWorld, id: 'second' };

function found(atMs: number): Found {
  return { atMs, expected: '', observed: '', operation: '', tags: [], cause: '' };
}
function violation(code: string, atMs: number, item: World = miniWorld): Violation {
  return { code, seed: 1, item, check, breach: found(atMs), others: [] };
}
function primary(other: Partial<LabOptions>, ...violations: Violation[]): Violation | null {
  return primaryOf(miniLab({ sheet: [miniWorld, second], ...other }), violations);
}

describe('the primary code', () => {
  test('nothing broken: none', () => expect(primary({})).toBeNull());

  test('worlds in the order of the sheet, whatever their instants', () => {
    expect(primary({}, violation('M-1', 10, second), violation('M-2', 900))?.code).toBe('M-2');
  });

  test('inside a world the earliest instant; ties in the order of the table', () => {
    expect(primary({}, violation('M-1', 900), violation('M-2', 10))?.code).toBe('M-2');
    expect(primary({}, violation('M-2', 10), violation('M-1', 10))?.code).toBe('M-1');
  });

  test('a world may have an order of its own, a lab one for all', () => {
    const ordered: World = { ...miniWorld, order: ['M-1', 'M-2'] };
    const lab = { sheet: [ordered, second] };
    expect(primary(lab, violation('M-2', 10, ordered), violation('M-1', 900, ordered))?.code).toBe(
      'M-1',
    );
    const byLab = { primary: ['M-2', 'M-1'] };
    expect(primary(byLab, violation('M-1', 10), violation('M-2', 900, second))?.code).toBe('M-2');
  });
});

describe('the table', () => {
  const results = (
    ...judgements: [code: string, part: string, badness: number, breach: Found | null][]
  ) => {
    const table = new Table(miniLab());
    for (const [code, part, badness, breach] of judgements) {
      table.add(code, part, { checked: 1, worst: `${badness}`, badness, breach });
    }
    return table.results();
  };

  test('the worst of each part over all runs, side by side', () => {
    const [row] = results(
      ['M-1', 'a', 1, null],
      ['M-1', 'a', 3, null],
      ['M-1', 'a', 2, null],
      ['M-1', 'b', 7, null],
    );
    expect(row).toMatchObject({ status: 'held', worst: '3; 7' });
  });

  test('one breach breaks the row; a row nobody looked at says so', () => {
    const [first, last] = results(
      ['M-1', 'a', 1, null],
      ['M-1', 'a', 2, found(5)],
      ['M-1', 'a', 0, null],
    );
    expect(first).toMatchObject({ status: 'broken', worst: '2' });
    expect(last).toMatchObject({ code: 'M-2', status: 'not-checked', worst: null });
  });
});

describe('a lab that contradicts itself is refused', () => {
  const lab = miniLab();
  test.each<[string, Partial<LabOptions>]>([
    ['two invariants have one code', { invariants: [...lab.invariants, ...lab.invariants] }],
    ['two parts of the run sheet have one id', { sheet: [miniWorld, miniWorld] }],
    ['no seeds', { seeds: { run: [], grade: [1] } }],
    ['M-2 is checked and not in the table', { invariants: lab.invariants.slice(0, 1) }],
    ['M-2 is in the table and never checked', { sheet: [{ ...miniWorld, checks: [check] }] }],
    ['M-9 is ordered and not in the table', { primary: ['M-9'] }],
  ])('%s', (problem, other) => {
    const make = (): LabGrader => defineLab({ ...lab, ...other });
    expect(make).toThrow(`grader of mini: ${problem}`);
  });
});

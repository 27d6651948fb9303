import { describe, expect, test } from 'vitest';
import type { Check, Found } from './invariant.ts';
import { Draw } from './draw.ts';
import { Examiner } from './examine.ts';
import { cutOf, defineLab, type LabGrader, type LabOptions, type World } from './lab.ts';
import { miniLab, miniWorld, programOf, rightHabits } from './mini-lab.ts';
import { Table, isSettled, primaryOf, type Violation } from './table.ts';

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

describe('settled', () => {
  const settled = (other: Partial<LabOptions>, ...violations: Violation[]): boolean =>
    isSettled(miniLab({ sheet: [miniWorld, second], ...other }), violations, 1);

  test('not before something has broken', () => expect(settled({})).toBe(false));

  test('by the first breach, for what comes later on the sheet loses against it', () =>
    expect(settled({}, violation('M-2', 10))).toBe(true));

  test('by a lab’s own order only once nothing that is preferred is left', () => {
    expect(settled({ primary: ['M-1', 'M-2'] }, violation('M-2', 10))).toBe(false);
    expect(settled({ primary: ['M-1', 'M-2'] }, violation('M-1', 10))).toBe(true);
  });

  test('a stretch goal that is not met settles nothing', () => {
    const invariants = miniLab().invariants.map((row) =>
      row.code === 'M-2' ? { ...row, stretch: true as const } : row,
    );
    expect(settled({ invariants }, violation('M-2', 10))).toBe(false);
  });
});

describe('the table', () => {
  const results = (
    ...judgements: [code: string, item: string, badness: number, breach: Found | null][]
  ) => {
    const table = new Table(miniLab());
    for (const [code, item, badness, breach] of judgements) {
      table.add(code, { item }, { checked: 1, worst: `${badness}`, badness, breach });
    }
    return table.results();
  };

  test('the worst of each part of the sheet over all runs, each with the name of the part', () => {
    const [row] = results(
      ['M-1', 'a', 1, null],
      ['M-1', 'a', 3, null],
      ['M-1', 'a', 2, null],
      ['M-1', 'b', 7, null],
    );
    expect(row).toMatchObject({ status: 'held', worst: '3 (a), 7 (b)' });
  });

  test('values of one name stand together; what all parts have in common is said once', () => {
    const table = new Table(miniLab());
    const judged = (item: string, index: number, as: string, worst: string): void =>
      table.add('M-1', { item, index }, { checked: 1, worst, badness: 0, breach: null, as });
    judged('a Monday', 0, 'repeated', 'none');
    judged('a Monday', 1, 'reached', '11.9 %');
    judged('a Friday', 0, 'repeated', 'none');
    judged('a Friday', 1, 'reached', '100 %');
    judged('a Sunday', 0, 'reached', '100 %');
    judged('a Sunday', 1, 'accounts', '2 of 3');
    expect(table.results()[0]?.worst).toBe(
      'repeated: none; reached: 11.9 % (a Monday), 100 % (a Friday, a Sunday); accounts: 2 of 3 (a Sunday)',
    );
  });

  test('a row that one part of the sheet checks names no part', () => {
    const [row] = results(['M-1', 'a', 4, null]);
    expect(row).toMatchObject({ worst: '4' });
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

describe('a stretch goal', () => {
  const invariants = miniLab().invariants.map((row) => ({ ...row, stretch: row.code === 'M-1' }));

  test('names no verdict, however early it is missed', () => {
    const goal = violation('M-1', 10);
    expect(primary({ invariants }, goal)).toBeNull();
    expect(primary({ invariants }, goal, violation('M-2', 900))?.code).toBe('M-2');
  });

  test('stands in the table as optional', () => {
    const table = new Table(miniLab({ invariants }));
    table.add('M-1', { item: 'a' }, { checked: 1, worst: '9', badness: 9, breach: found(5) });
    const [goal, other] = table.results();
    expect(goal).toMatchObject({ status: 'broken', isOptional: true });
    expect(other).not.toHaveProperty('isOptional');
  });
});

describe('a workshop cut', () => {
  test('keeps the codes it names, and of the sheet what checks one of them', () => {
    const only: World = { ...second, checks: [check] };
    const lab = miniLab({ sheet: [miniWorld, only], cut: { codes: ['M-2'] } });
    const cut = cutOf(lab);
    expect(cut.invariants.map(({ code }) => code)).toEqual(['M-2']);
    expect(cut.sheet.map(({ id }) => id)).toEqual([miniWorld.id]);
    expect(cut.seeds).toEqual(lab.seeds);
  });

  test('may name its worlds', () => {
    const lab = miniLab({
      sheet: [miniWorld, second],
      cut: { codes: ['M-1', 'M-2'], items: ['second'] },
    });
    expect(cutOf(lab).sheet.map(({ id }) => id)).toEqual(['second']);
  });

  test('only the faults that it names act', () => {
    const lab = miniLab({ cut: { codes: ['M-1'], faults: ['lost reply', 'slow shop'] } });
    const [item] = cutOf(lab).sheet;
    if (item?.kind !== 'world') throw new Error('the cut has a world');
    const { faults } = item.scenario(new Draw('cut'), 1, new Examiner(programOf(rightHabits), 1));
    expect(faults.map(({ label }) => label)).toEqual(['lost reply', 'slow shop']);
  });

  test('a lab without one says so', () => {
    expect(() => cutOf(miniLab())).toThrow('lab mini has no workshop cut');
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
    ['M-9 is in the cut and not in the table', { cut: { codes: ['M-9'] } }],
    ['x is in the cut and not on the run sheet', { cut: { codes: ['M-1'], items: ['x'] } }],
  ])('%s', (problem, other) => {
    const make = (): LabGrader => defineLab({ ...lab, ...other });
    expect(make).toThrow(`grader of mini: ${problem}`);
  });
});

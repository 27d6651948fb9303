import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Moment, ProcessState } from '#runtime/moment.ts';
import type { TraceProcess } from '#grader/walk.ts';
import { familiesOf, type Kin } from './families.ts';

interface Given {
  readonly id: number;
  readonly parent?: number;
  readonly links?: readonly number[];
  readonly trapsExits?: boolean;
  /** Ids that it supervises. */
  readonly supervises?: readonly number[];
  readonly isGone?: boolean;
}

function stateOf({ id, links = [], trapsExits = false, supervises }: Given): ProcessState {
  return {
    id,
    node: 'shop-1',
    label: `p${id}`,
    name: null,
    wait: { kind: 'nothing' },
    place: null,
    tag: '',
    trapsExits,
    mailboxLength: 0,
    mailbox: [],
    links,
    monitors: [],
    watchers: [],
    timers: [],
    behaviour:
      supervises === undefined
        ? null
        : {
            kind: 'supervisor',
            strategy: 'one-for-one',
            intensity: 1,
            periodMs: 5_000,
            restarts: 0,
            children: supervises.map((process) => ({
              id: `c${process}`,
              process,
              restart: 'permanent',
              type: 'worker',
            })),
          },
  };
}

function familiesAt(given: readonly Given[]): readonly Kin[] {
  const rows = new Map(given.map(({ id }, row) => [id, row]));
  const processes = given.map(({ id, parent }): TraceProcess => ({
    id,
    node: 0,
    label: `p${id}`,
    parent: parent === undefined ? null : (rows.get(parent) ?? null),
    bornMs: 0,
    diedMs: null,
    born: null,
    died: null,
  }));
  const living = given.filter(({ isGone }) => isGone !== true).map(stateOf);
  return familiesOf({ processes: living } as unknown as Moment, { processes });
}

/** `1(2=3)`: 2 stands under 1, and is only started; `-` linked, `:` supervised. */
function say({ process, bond, children }: Kin): string {
  const sign =
    bond === null ? '' : bond.kind === 'supervised' ? ':' : bond.kind === 'linked' ? '-' : '=';
  return `${sign}${process.id}${children.length === 0 ? '' : `(${children.map(say).join(' ')})`}`;
}

describe('families', () => {
  test.each<[string, readonly Given[], string]>([
    [
      'a supervisor: its children, whoever started them',
      [{ id: 1, supervises: [2, 3] }, { id: 2, parent: 1, links: [1] }, { id: 3 }],
      '1(:2 :3)',
    ],
    [
      'by hand: those that it has started and is linked to',
      [
        { id: 1, trapsExits: true, links: [2, 3] },
        { id: 2, parent: 1, links: [1] },
        { id: 3, parent: 1, links: [1] },
      ],
      '1(-2 -3)',
    ],
    ['started without a link: said so', [{ id: 1 }, { id: 2, parent: 1 }], '1(=2)'],
    [
      'a link to one that traps exits says more than a start',
      [{ id: 1, trapsExits: true, links: [3] }, { id: 2 }, { id: 3, parent: 2, links: [1] }],
      '1(-3) 2',
    ],
    [
      'two that trap exits: neither is above the other',
      [
        { id: 1, trapsExits: true, links: [3] },
        { id: 2, trapsExits: true, links: [3] },
        { id: 3, links: [1, 2] },
      ],
      '1 2 3',
    ],
    [
      'the starter is gone: a family of its own',
      [
        { id: 1, isGone: true },
        { id: 2, parent: 1 },
      ],
      '2',
    ],
    [
      'a link alone, without trapped exits: nobody is above',
      [
        { id: 1, links: [2] },
        { id: 2, links: [1] },
      ],
      '1 2',
    ],
    [
      'supervisors of each other: nobody is missing',
      [
        { id: 1, supervises: [2] },
        { id: 2, supervises: [1] },
      ],
      '1(:2)',
    ],
  ])('%s', (_, given, expected) => {
    expect(familiesAt(given).map(say).join(' ')).toBe(expected);
  });

  test('property: whatever the ties, each living process stands in one place', () => {
    const ids = fc.integer({ min: 1, max: 8 });
    const given = fc.uniqueArray(
      fc.record({
        id: ids,
        parent: ids,
        links: fc.uniqueArray(ids),
        trapsExits: fc.boolean(),
        supervises: fc.uniqueArray(ids),
        isGone: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    const idsOf = ({ process, children }: Kin): number[] => [
      process.id,
      ...children.flatMap(idsOf),
    ];
    fc.assert(
      fc.property(given, (all) => {
        const living = all.filter(({ isGone }) => !isGone).map(({ id }) => id);
        const placed = familiesAt(all).flatMap(idsOf);
        expect(placed.toSorted((a, b) => a - b)).toEqual(living.toSorted((a, b) => a - b));
      }),
    );
  });
});

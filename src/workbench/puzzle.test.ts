import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutPuzzle,
  judgeOrder,
  mixed,
  moveBlock,
  placeOf,
  type Arrangement,
  type PuzzlePlan,
} from './puzzle.ts';

const source = `/** Takes one. */
export async function take(
  call: Call,
): Promise<void> {
  const name = nameOf(call);
  const claim = claimOf(call);
  const found = await put(name, claim);
  const answer = found
    ? await outcome(name)
    : await finish(name);
  reply(call.from, answer);
}

function nameOf() {
  return 1;
}
`;
const plan: PuzzlePlan = {
  id: 'take',
  codes: ['E-1'],
  file: 'server.ts',
  function: 'take',
  task: 'Order them.',
  blocks: ['const name', 'const claim', 'const found', 'const answer', 'reply('],
  free: [['const name', 'const claim']],
  decoys: [{ text: 'const found = await get(name);', why: 'Two may look before either writes.' }],
};
const puzzle = cutPuzzle(plan, source);
const ids = puzzle.blocks.map(({ id }) => id);
const [name = '', claim = '', found = '', answer = '', told = '', decoy = ''] = ids;
const arranged = (...chosen: string[]): Arrangement => ({ chosen, left: [] });

describe('puzzle: cutting', () => {
  test('a parameter whose type has lines of its own belongs to the head', () => {
    const typed = source.replace('  call: Call,\n', '  call: {\n    readonly from: From;\n  },\n');
    expect(typed).not.toBe(source);
    const texts = cutPuzzle(plan, typed).blocks.map(({ text }) => text);
    expect(texts).toEqual(puzzle.blocks.map(({ text }) => text));
  });

  test('a constant that is an object: its fields are the blocks', () => {
    const table = `export const ledger: Ledger = {
  order: {
    sharing: 'majority',
  },
  cart: {
    sharing: 'everything',
  },
};
`;
    const fields = { ...plan, function: 'ledger', blocks: ['order: {', 'cart: {'], free: [] };
    const { head, foot, blocks } = cutPuzzle(fields, table);
    expect([head, foot]).toEqual(['export const ledger: Ledger = {', '};']);
    expect(blocks[1]?.text).toBe("  cart: {\n    sharing: 'everything',\n  },");
  });

  test('the blocks are the lines of the function, and nothing else', () => {
    expect(puzzle.head).toBe('export async function take(\n  call: Call,\n): Promise<void> {');
    expect(
      puzzle.blocks
        .slice(0, -1)
        .map(({ text }) => text)
        .join('\n'),
    ).toBe(source.split('\n').slice(4, 11).join('\n'));
    expect(puzzle.blocks[3]?.text.split('\n')).toHaveLength(3);
  });

  test.each([
    ['a function that is gone', { function: 'taken' }, 'there is no function taken'],
    ['a line that is gone', { blocks: ['const name', 'const nothing'] }, '0 lines begin with'],
    ['a beginning that fits two lines', { blocks: ['const name', 'const'] }, 'lines begin with'],
    ['lines in another order', { blocks: ['const name', 'reply(', 'const found'] }, 'its order'],
    ['lines before the first block', { blocks: ['const claim'] }, 'the first line'],
    ['a free block that is none', { free: [['const x']] }, 'is no block'],
    [
      'a free block that closes another one',
      { blocks: ['const name', 'const answer', '? await'], free: [['const name', '? await']] },
      'may not move',
    ],
  ])('%s is refused with its reason', (_what, change, reason) => {
    expect(() => cutPuzzle({ ...plan, ...change }, source)).toThrow(reason);
  });
});

describe('puzzle: judging', () => {
  test('the order of the solution solves it, and so does one in which free blocks change places', () => {
    expect(judgeOrder(puzzle, arranged(name, claim, found, answer, told)).kind).toBe('solved');
    expect(judgeOrder(puzzle, arranged(claim, name, found, answer, told)).kind).toBe('solved');
  });

  test('says how far it is right', () => {
    expect(judgeOrder(puzzle, arranged())).toEqual({ kind: 'short', right: 0 });
    expect(judgeOrder(puzzle, arranged(name, claim))).toEqual({ kind: 'short', right: 2 });
    expect(judgeOrder(puzzle, arranged(name, found, claim))).toEqual({
      kind: 'wrong',
      right: 1,
      why: '',
    });
    expect(judgeOrder(puzzle, arranged(name, name))).toMatchObject({ kind: 'short' });
  });

  test('a decoy is wrong anywhere, and says why', () => {
    expect(judgeOrder(puzzle, arranged(name, claim, decoy))).toEqual({
      kind: 'wrong',
      right: 2,
      why: 'Two may look before either writes.',
    });
    expect(judgeOrder(puzzle, arranged(name, claim, found, answer, told, decoy)).kind).toBe(
      'wrong',
    );
  });
});

describe('puzzle: moving', () => {
  test('begins with everything left out, mixed, and the same each time', () => {
    expect(mixed(puzzle)).toEqual(mixed(puzzle));
    expect(mixed(puzzle).left.toSorted()).toEqual(ids.toSorted());
    expect(mixed(puzzle).left).not.toEqual(ids);
  });

  test('no move loses a block or doubles one', () => {
    const place = fc.record({
      list: fc.constantFrom('chosen' as const, 'left' as const),
      index: fc.integer({ min: -2, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), place)), (moves) => {
        let arrangement = mixed(puzzle);
        for (const [id, to] of moves) {
          arrangement = moveBlock(arrangement, id, to);
          expect(placeOf(arrangement, id).list).toBe(to.list);
        }
        expect([...arrangement.chosen, ...arrangement.left].toSorted()).toEqual(ids.toSorted());
      }),
      { seed: 20_261_121 },
    );
  });
});

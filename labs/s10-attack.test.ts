/**
 * "Keep attacking" in s10-oam leaves incidents, blips and nights out of a month: what is left out must be missing from
 * the traffic too, or a page for it would look like one for nothing.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { attack } from '#grader/attack.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { finish, programOf, readLab } from './prove.ts';
import { grader } from './s10-oam/grader.ts';

beforeAll(() => {
  lockDown();
});

const solutions = readLab('s10-oam').variants.filter(({ kind }) => kind === 'solution');

describe('s10-oam under attack', () => {
  test.each(solutions)('$name survives every way of searching', (solution) => {
    const options = { firstSeed: 1_000_000, runsMax: 18 };
    const verdict = finish(attack(grader, programOf('s10-oam', solution), options));
    expect(verdict).toMatchObject({ kind: 'undecided', seeds: { length: 18 } });
  });

  test('months of which parts are left out', () => {
    const [solution] = solutions;
    if (solution === undefined) throw new Error('no solution');
    const options = { firstSeed: 1_000_000, runsMax: 24, strategies: ['swarm'] } as const;
    const verdict = finish(attack(grader, programOf('s10-oam', solution), options));
    expect(verdict).toMatchObject({ kind: 'undecided', seeds: { length: 24 } });
  });
});

import { expect, test } from 'vitest';
import { count, type Counted } from './census.ts';
import { grade } from './grade.ts';
import { finish, keyless, miniLab, programOf, rightHabits } from './mini-lab.ts';

test.each([
  ['right', rightHabits],
  ['wrong', keyless],
])('census: a %s program comes to what its grade comes to', (_, habits) => {
  const lab = miniLab();
  for (const seed of lab.seeds.grade) {
    const counted: Counted = finish(count(lab, programOf(habits), { seed, index: 0 }));
    const verdict = finish(grade(lab, programOf(habits), { seeds: [seed] }));
    expect(counted.code).toBe(
      verdict.kind === 'failed' ? verdict.counterexample.breach.code : null,
    );
  }
});

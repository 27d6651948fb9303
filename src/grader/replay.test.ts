import { describe, expect, test } from 'vitest';
import { finish, keyless, miniLab, programOf, rightHabits } from './mini-lab.ts';
import { failedOf, stoppedOf } from './mini-verdicts.ts';
import { replay } from './replay.ts';

function recipe(): string {
  return failedOf(keyless).counterexample.recipe;
}

describe('replay', () => {
  test('a recipe shows the same story, diagram and hash again', () => {
    const { counterexample } = failedOf(keyless);
    const again = finish(replay(miniLab(), programOf(keyless), { recipe: counterexample.recipe }));
    expect(again).toMatchObject({ kind: 'failed', seeds: [1] });
    if (again.kind !== 'failed') return;
    expect(again.counterexample.story).toEqual(counterexample.story);
    expect(again.counterexample.diagram).toEqual(counterexample.diagram);
    expect(again.counterexample.traceHash).toBe(counterexample.traceHash);
  });

  test('a repaired program passes the recipe', () => {
    const verdict = finish(replay(miniLab(), programOf(rightHabits), { recipe: recipe() }));
    expect(verdict.kind).toBe('passed');
  });

  test.each([
    ['no JSON', () => '{'],
    ['no recipe', () => '[]'],
    ['of another lab', () => recipe().replace('"mini"', '"s5-retry"')],
    ['of a world that is gone', () => recipe().replace('"lossy"', '"calm"')],
    ['with an operation that is gone', () => recipe().replace(/\["order-\d+"/, '["order-99"')],
    ['with a fault that lacks something', () => recipe().replace('"match"', '"batch"')],
    ['with a fault of no kind', () => recipe().replace('"drop"', '"melt"')],
  ])('a recipe that is %s: stopped, and says so', (_, text) => {
    const verdict = stoppedOf(finish(replay(miniLab(), programOf(keyless), { recipe: text() })));
    expect(verdict.message).toContain('This recipe cannot be replayed');
  });
});

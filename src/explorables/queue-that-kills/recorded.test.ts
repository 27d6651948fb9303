/** What the figure shows before anybody has played is what is played: a million attempts, so it stands with the labs' tests. */
import { expect, test } from 'vitest';
import { outcomeOf } from './figures.ts';
import { firstSetting } from './recorded.ts';
import { QueueRun } from './run.ts';
import { scene, type Second } from './scene.ts';

const bounds = [200, 400, 450, 500, 1_000, null];

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const played = (bound: number | null): readonly Second[] => {
  const run = new QueueRun({ ...firstSetting, bound }, 1);
  run.advance(scene.endMs);
  return run.seconds;
};

test('queue that kills: what the figure shows at first is what is played', async () => {
  const first = played(firstSetting.bound);
  const fields = Object.keys(first[0] ?? {}) as (keyof Second)[];
  const columns = Object.fromEntries(
    fields.map((field) => [field, first.map((second) => round(second[field], 1)).join(' ')]),
  );
  const runs = bounds.map((bound) => {
    const seconds = bound === firstSetting.bound ? first : played(bound);
    const { inSurge, after, atLast, surgeInsideS, surgeInside } = outcomeOf(seconds);
    return {
      setting: { ...firstSetting, bound },
      outcome: {
        inSurge: round(inSurge, 2),
        after: round(after, 2),
        atLast: round(atLast, 2),
        surgeInsideS: round(surgeInsideS, 2),
        surgeInside: round(surgeInside, 2),
      },
    };
  });
  const recorded = `${JSON.stringify({ first: columns, runs }, null, 2)}\n`;
  await expect(recorded).toMatchFileSnapshot('./recorded.json');
});

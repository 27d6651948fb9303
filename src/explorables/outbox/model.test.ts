import { describe, expect, test } from 'vitest';
import { play } from './model.ts';
import { firstSetting, ladder, losses, said } from './scene.ts';

const { loss, kills } = firstSetting;
const round = (value: number): number => Number(value.toFixed(2));

describe('outbox: what the reader is to discover', () => {
  const rows = ladder.map(({ measures }) => play({ ...measures, loss, kills }, 1));

  test('what the figure shows at first is what is played', async () => {
    const recorded = rows.map(({ waiting, sentPerSaid, slowestS, ...rest }) => ({
      ...rest,
      sentPerSaid: round(sentPerSaid),
      slowestS: round(slowestS),
      waiting: waiting.join(' '),
    }));
    await expect(`${JSON.stringify(recorded, null, 2)}\n`).toMatchFileSnapshot('./recorded.json');
  });

  test('each measure mends one thing: the loss, what was acknowledged too early, the doubles', () => {
    const [once, again, committed, room] = rows;
    expect(once?.lost).toBeGreaterThan(said / 4);
    expect(once?.doubled).toBe(0);
    expect(again?.lost).toBeGreaterThan(0);
    expect(again?.lost).toBeLessThan(said / 20);
    expect(again?.doubled).toBeGreaterThan(said / 4);
    expect([committed?.lost, room?.lost, room?.doubled]).toEqual([0, 0, 0]);
    expect(committed?.doubled).toBeGreaterThan(said / 4);
  });

  test('nobody needs any of it on a network that loses nothing, with a server that stays', () => {
    for (const { measures } of ladder) {
      const calm = play({ ...measures, loss: 0, kills: 0 }, 1);
      expect([calm.lost, calm.doubled, calm.agrees]).toEqual([0, 0, true]);
      expect(calm.sentPerSaid).toBe(1);
      expect(calm.slowestS).toBeLessThan(1);
    }
  });
});

describe('outbox: the room', () => {
  test('nothing lost, nothing doubled, console and log agree: 30 seeds, up to 30 % loss, five kills', () => {
    for (const share of losses.filter((each) => each <= 0.3))
      for (let seed = 1; seed <= 10; seed++) {
        const { lost, doubled, agrees, waiting } = play({ ...firstSetting, loss: share }, seed);
        expect([lost, doubled, agrees, waiting.at(-1)]).toEqual([0, 0, true, 0]);
      }
  });

  test('the same setting and seed give the same run', () => {
    expect(play(firstSetting, 3)).toEqual(play(firstSetting, 3));
  });
});

import { describe, expect, test } from 'vitest';
import { answer } from './player.ts';
import { firstShown, Stage, type Shown } from './stage.ts';
import { scene } from './scene.ts';

const endS = scene.endMs / 1_000;
/** A stage whose pauses take no time; `at` is called whenever so many seconds have been shown. */
function staged(at: (seconds: number, stage: Stage) => void = () => {}): Stage {
  const stage = new Stage({
    open: () => Promise.resolve((order) => Promise.resolve(answer(order))),
    pause: () => Promise.resolve(),
    show: ({ phase, run }: Shown) => {
      if (phase === 'playing') at(run.seconds.length, stage);
    },
  });
  stage.turn({ surge: 300 });
  return stage;
}

describe('queue that kills: the stage', () => {
  test('before anything is played, turning changes the next run and not the one that is shown', () => {
    const stage = staged();
    stage.turn({ bound: 200 });
    expect(stage.shown.setting).toEqual({ surge: 300, bound: 200, maxWait: false, slow: false });
    expect(stage.shown.run).toBe(firstShown.run);
  });
  test('what is turned while it plays acts, is written down, and cures', async () => {
    const stage = staged((seconds) => {
      if (seconds === 90 && stage.shown.setting.bound !== 200) stage.turn({ bound: 200 });
    });
    await stage.play(1);
    const { run, rows, phase, before, narration } = stage.shown;
    expect(phase).toBe('ready');
    expect(run.seconds).toHaveLength(endS);
    expect(run.turns).toEqual([{ atS: 90, setting: stage.shown.setting }]);
    expect(before).toBe(firstShown.run.seconds);
    expect(run.seconds[88]?.inTime).toBe(0);
    expect(run.seconds[100]?.inTime).toBeGreaterThan(150);
    expect(rows.at(-1)?.name).toBe('bound 1,000, surge 300/s; at 90 s: bound 200, surge 300/s');
    expect(narration).toContain('answered in time');
  });
  test('a pause stops it where it is, and playing on ends like a run without it', async () => {
    let isFirst = true;
    const stage = staged((seconds) => {
      if (seconds !== 40 || !isFirst) return;
      isFirst = false;
      stage.pause();
    });
    await stage.play(1);
    expect(stage.shown.phase).toBe('paused');
    expect(stage.shown.run.seconds).toHaveLength(40);
    await stage.play();
    const whole = staged();
    await whole.play();
    expect(stage.shown.run.seconds).toEqual(whole.shown.run.seconds);
    expect(stage.shown.rows).toHaveLength(firstShown.rows.length + 1);
  });
  test('a part that does not come over the network is said, and can be tried again', async () => {
    const stage = new Stage({
      open: () => Promise.reject(new Error('offline')),
      pause: () => Promise.resolve(),
      show: () => {},
    });
    await stage.play();
    expect(stage.shown.notice).toContain('press again');
    expect(stage.shown.phase).toBe('ready');
  });
});

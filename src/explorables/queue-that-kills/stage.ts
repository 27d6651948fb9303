/**
 * What is played, shown and turned, apart from the view: the setting, the run that is on, and the runs before it.
 *
 *     const stage = new Stage({ open, pause, show });
 *     await stage.play(1); // a second at a time, ten of them in one of ours
 *     stage.turn({ bound: 200 }); // acts at once, if a run is on
 */
import { notLoaded } from '#explorables/controls.tsx';
import type { Ask } from './ask-worker.ts';
import { outcomeOf, sayBound, sayOutcome, sayPlan, sayTurn, type Outcome } from './figures.ts';
import { firstSeconds, firstSetting, recordedRuns } from './recorded.ts';
import { scene, type Second, type Setting, type Turn } from './scene.ts';

interface Run {
  readonly setting: Setting;
  readonly turns: readonly Turn[];
  readonly seconds: readonly Second[];
}
/** A run that is over, as the table has it. */
export interface Row {
  readonly name: string;
  readonly outcome: Outcome;
}

export interface Shown {
  readonly setting: Setting;
  readonly run: Run;
  readonly before: readonly Second[] | null;
  readonly rows: readonly Row[];
  readonly phase: 'ready' | 'playing' | 'paused';
  /** What a screen reader is told when a run is over, and what went wrong. */
  readonly narration: string;
  readonly notice: string;
}

export const firstShown: Shown = {
  setting: firstSetting,
  run: { setting: firstSetting, turns: [], seconds: firstSeconds },
  before: null,
  rows: recordedRuns.map(({ setting, outcome }) => ({ name: sayBound(setting.bound), outcome })),
  phase: 'ready',
  narration: '',
  notice: '',
};

const endS = scene.endMs / 1_000;
/** Ten virtual seconds take one. */
const secondLastsMs = 100;

interface Stagehands {
  /** Somebody who plays; fetched with the first run. */
  readonly open: () => Promise<Ask>;
  readonly pause: (ms: number) => Promise<void>;
  readonly show: (shown: Shown) => void;
}

export class Stage {
  shown = firstShown;
  readonly #hands: Stagehands;
  #ask: Ask | null = null;
  #stride = 1;

  constructor(hands: Stagehands) {
    this.#hands = hands;
  }

  /** Acts now, if a run is on; else from the start of the next one. */
  turn(change: Partial<Setting>): void {
    const setting = { ...this.shown.setting, ...change };
    if (this.shown.phase === 'ready') return this.#show({ setting });
    void this.#ask?.({ kind: 'turn', setting });
    const { run } = this.shown;
    const atS = run.seconds.length;
    const turns = [...run.turns.filter((turn) => turn.atS < atS), { atS, setting }];
    this.#show({ setting, run: { ...run, turns } });
  }

  pause(): void {
    if (this.shown.phase === 'playing') this.#show({ phase: 'paused' });
  }

  /** Plays on, or from the start: so many seconds at a time, and all that is left if none are given. */
  async play(stride: number = endS): Promise<void> {
    this.#stride = stride;
    const { phase } = this.shown;
    if (phase === 'playing') return;
    this.#show({ phase: 'playing', notice: '' });
    try {
      if (phase === 'ready') await this.#begin();
      while (this.shown.phase === 'playing' && this.shown.run.seconds.length < endS)
        await this.#advance();
      if (this.shown.run.seconds.length >= endS) this.#end();
    } catch {
      this.#show({ phase: 'ready', notice: notLoaded });
    }
  }

  async #begin(): Promise<void> {
    this.#ask ??= await this.#hands.open();
    const { setting, run } = this.shown;
    await this.#ask({ kind: 'start', setting, seed: 1 });
    this.#show({ before: run.seconds, run: { setting, turns: [], seconds: [] } });
  }

  async #advance(): Promise<void> {
    const stride = this.#stride;
    const untilMs = (this.shown.run.seconds.length + stride) * 1_000;
    const paused = stride < endS ? this.#hands.pause(stride * secondLastsMs) : null;
    const seconds = (await this.#ask?.({ kind: 'advance', untilMs })) ?? [];
    const { run } = this.shown;
    this.#show({ run: { ...run, seconds: [...run.seconds, ...seconds] } });
    await paused;
  }

  #end(): void {
    const { run, rows } = this.shown;
    const name = [sayPlan(run.setting), ...run.turns.map(sayTurn)].join('; ');
    const row = { name, outcome: outcomeOf(run.seconds) };
    const narration = `${name}. ${sayOutcome(row.outcome)}`;
    this.#show({ phase: 'ready', rows: [...rows, row], narration });
  }

  #show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    this.#hands.show(this.shown);
  }
}

/**
 * A run that is being played: it goes on by itself or step by step, and whatever is done to it is done at its present.
 * Time goes slower than virtual time would like, so that one can watch.
 */
import { signal, type Signal } from '@preact/signals';
import type { Walk } from '#sandbox/walk.ts';
import type { Listeners } from '#sandbox/client.ts';
import type { OutputLine } from '#sandbox/protocol.ts';
import { Machine } from '#workbench/machine/machine.ts';
import { openWalk, type WalkSource } from '#workbench/machine/walk-source.ts';
import { walkTools } from '#workbench/machine/walk-tools.ts';

export type PlayState = 'stopped' | 'opening' | 'paused' | 'playing' | 'over';

export interface Failure {
  readonly message: string;
  readonly remedy: string;
}

/** So often the run goes on by so much of its own time. */
const tickMs = 150;
const slicesMs = { slow: 10, normal: 60, fast: 500 } as const;
export type Speed = keyof typeof slicesMs;

const linesMax = 200;

function isSame(line: OutputLine, other: OutputLine): boolean {
  return line.atMs === other.atMs && line.where === other.where && line.text === other.text;
}

export class Playing {
  readonly state: Signal<PlayState> = signal('stopped');
  readonly machine: Signal<Machine | null> = signal(null);
  readonly failure: Signal<Failure | null> = signal(null);
  readonly speed: Signal<Speed> = signal('normal');
  /** What processes have printed last. */
  readonly output: Signal<readonly OutputLine[]> = signal([]);
  #abort = new AbortController();

  /** Begins a run from its first instant, and lets it go on. */
  async start(source: WalkSource): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.state.value = 'opening';
    const opened = await openWalk(
      source,
      { listen: this.#listen, until: { step: 0 } },
      abort.signal,
    );
    if (abort.signal.aborted) return;
    if (opened.kind === 'failed') {
      this.failure.value = opened;
      this.state.value = 'stopped';
      return;
    }
    this.machine.value = new Machine(opened.walk, {
      tools: walkTools,
      event: opened.walk.trace.events.length - 1,
      isLive: true,
    });
    void this.play();
  }

  async play(): Promise<void> {
    const { signal } = this.#abort;
    this.state.value = 'playing';
    while (this.state.value === 'playing' && !signal.aborted) {
      const pause = new Promise((resolve) => setTimeout(resolve, tickMs));
      await this.#advance((walk) => ({ ms: walk.end.atMs + slicesMs[this.speed.value] }));
      await pause;
    }
  }

  pause(): void {
    if (this.state.value === 'playing') this.state.value = 'paused';
  }

  async step(): Promise<void> {
    this.pause();
    await this.#advance((walk) => ({ step: walk.end.steps + 1 }));
  }

  /** Pauses, and does what else is due at this instant: a run is shared up to an instant, not to a step. */
  async finishInstant(): Promise<void> {
    this.pause();
    await this.#advance((walk) => ({ ms: walk.end.atMs }));
  }

  async #advance(until: (walk: Walk) => { step: number } | { ms: number }): Promise<void> {
    const { signal } = this.#abort;
    const machine = this.machine.value;
    // A change that is under way comes first: it goes on from the same present.
    if (machine === null || machine.busy.value !== null) return;
    // Every walk of the playground came out of the sandbox, and can go on.
    const walk = machine.left.value.walk as Walk;
    const answer = await walk.advance(until(walk), this.#listen, signal);
    if (signal.aborted || machine.left.value.walk !== walk) return;
    if (answer.kind !== 'walk') {
      // The reader looked somewhere else meanwhile: the run goes on with the next tick.
      if (answer.stopped.code === 'KIT-CANCELLED') return;
      const { message, remedy } = answer.stopped;
      this.failure.value = { message, remedy };
      this.state.value = 'over';
      return;
    }
    machine.goOn(answer.walk);
    if (answer.walk.end.isOver) this.state.value = 'over';
    // The state at the present is shown before the run goes on.
    await machine.left.value.settled;
  }

  stop(): void {
    this.#abort.abort();
    this.machine.value?.dispose();
    this.machine.value = null;
    this.failure.value = null;
    this.output.value = [];
    this.state.value = 'stopped';
  }

  readonly #listen: Listeners = {
    output: ({ lines }) => {
      const said = this.output.value;
      // A run that goes on may be played from its beginning: what it has said before is not said twice.
      const lastMs = said.at(-1)?.atMs ?? -1;
      const isNew = (line: OutputLine): boolean =>
        line.atMs > lastMs || (line.atMs === lastMs && !said.some((other) => isSame(line, other)));
      this.output.value = [...said, ...lines.filter(isNew)].slice(-linesMax);
    },
  };
}

/**
 * Keeping on attacking a version of the files, beyond the lab's seeds, in the background: until something breaks, the
 * learner stops it or runs the files, or the runs are spent. What it finds becomes the verdict on screen.
 *
 * ```ts
 * const attack = new Attack(session, loadEngine);
 * await attack.start();                  // attack.state.value follows it
 * attack.stop();
 * ```
 */
import { signal, type Signal } from '@preact/signals';
import type { AttackReport, Verdict } from '#sandbox/protocol.ts';
import type { Engine } from './engine.ts';
import type { LabSession } from './lab-session.ts';
import { isBusy, sameTexts, textsOf, type Texts } from './lab-state.ts';

/** How an attack came to its end. */
export type AttackEnd =
  | { readonly kind: 'found' }
  /** So many runs were asked for, and all are over. */
  | { readonly kind: 'spent' }
  | { readonly kind: 'stopped' }
  /** The program broke a rule, or could not be run: the verdict on screen says how. */
  | { readonly kind: 'cut-short' };

export type AttackState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly texts: Texts;
      /** Runs of earlier attacks on the same files. */
      readonly runsBefore: number;
      /** Null until the first report. */
      readonly report: AttackReport | null;
    }
  | {
      readonly kind: 'over';
      readonly texts: Texts;
      readonly runsBefore: number;
      readonly report: AttackReport | null;
      readonly end: AttackEnd;
    };

/** Attacks begin here: no lab's own seeds are as large. */
const firstSeed = 1_000_000;
/** Until it is stopped. */
const runsMax = 1_000_000;

function endOf(verdict: Verdict): AttackEnd {
  if (verdict.kind === 'failed') return { kind: 'found' };
  if (verdict.kind === 'undecided') return { kind: 'spent' };
  if (verdict.kind === 'stopped' && verdict.code === 'KIT-CANCELLED') return { kind: 'stopped' };
  return { kind: 'cut-short' };
}

/** All runs on these files, those of earlier attacks included. */
export function runsOf(state: AttackState): number {
  return state.kind === 'idle' ? 0 : state.runsBefore + (state.report?.runs ?? 0);
}

export class Attack {
  readonly state: Signal<AttackState> = signal({ kind: 'idle' });
  readonly #session: LabSession;
  readonly #loadEngine: () => Promise<Engine>;
  #abort: AbortController | null = null;

  constructor(session: LabSession, loadEngine: () => Promise<Engine>) {
    this.#session = session;
    this.#loadEngine = loadEngine;
  }

  /** Attacks the files as they stand; goes on with new runs where the last attack on them ended. */
  async start(): Promise<void> {
    const session = this.#session;
    if (this.#abort !== null) return;
    if (isBusy(session.state.value)) session.stop();
    const abort = new AbortController();
    this.#abort = abort;
    const texts = textsOf(session.state.value);
    const { value: last } = this.state;
    const runsBefore = last.kind === 'over' && sameTexts(last.texts, texts) ? runsOf(last) : 0;
    this.state.value = { kind: 'running', texts, runsBefore, report: null };
    session.announcement.value = 'Attacking. It goes on in the background until something breaks.';
    const verdict = await this.#outcome({ texts, runsBefore }, abort.signal);
    this.#abort = null;
    if (this.state.value.kind !== 'running') return;
    const { report } = this.state.value;
    const end = verdict === null ? ({ kind: 'stopped' } as const) : endOf(verdict);
    this.state.value = { kind: 'over', texts, runsBefore, report, end };
  }

  /** Ends the attack; what had been tried by then stays on screen. */
  stop(): void {
    this.#abort?.abort();
  }

  /** The verdict, or null if it was stopped before there was one. */
  async #outcome(
    { texts, runsBefore }: { readonly texts: Texts; readonly runsBefore: number },
    abort: AbortSignal,
  ): Promise<Verdict | null> {
    const session = this.#session;
    const { id: lab } = session.lab;
    try {
      const engine = await this.#loadEngine();
      await session.hooks.beforeRun('run');
      const outcome = await engine.attack(
        { lab, texts, earlier: session.earlier, firstSeed: firstSeed + runsBefore, runsMax },
        {
          attack: (report) => {
            const { value: state } = this.state;
            if (state.kind === 'running') this.state.value = { ...state, report };
          },
        },
        abort,
      );
      const end = endOf(outcome.verdict);
      if (end.kind === 'found' || end.kind === 'cut-short') session.judge(outcome, texts);
      return outcome.verdict;
    } catch (error) {
      if (!abort.aborted) {
        const reason = error instanceof Error ? error.message : String(error);
        session.notify({ text: `The attack could not start: ${reason}` });
      }
      return null;
    }
  }
}

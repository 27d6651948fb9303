/** The class's fault plan in one browser: which files it runs on, and what became of it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Room } from '#room/room.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { contentHash } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';
import type { Chaos } from '#workshop/session.ts';
import { labPageOf } from './lab-page.ts';
import { lastWork } from './last-work.ts';
import { outcomeOf, runPlan } from './plan-run.ts';

export type ChaosRun =
  | { readonly kind: 'waiting' }
  /** Nothing of this lab was ever written in this browser. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'running' }
  | { readonly kind: 'abstained' }
  | { readonly kind: 'over' }
  | { readonly kind: 'trouble'; readonly why: string };

/** Hash of files, whatever their order: two runs of the same text have the same. */
export function workHash(texts: Texts): string {
  return contentHash(Object.entries(texts).map(([file, source]) => ({ file, source })));
}

/** Runs a plan in one tab of this browser. Plain http knows no locks: there two tabs come to the same result twice. */
async function inOneTab(name: string, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks === undefined) return work();
  await locks.request(name, work);
}

export class ChaosRunner {
  readonly run: ReadonlySignal<ChaosRun>;
  readonly #run = signal<ChaosRun>({ kind: 'waiting' });
  readonly #room: Room;
  readonly #chaos: Chaos;
  readonly #abort = new AbortController();

  constructor(room: Room, chaos: Chaos) {
    this.run = this.#run;
    this.#room = room;
    this.#chaos = chaos;
  }

  /** True once the room has this person's outcome. */
  get #isKnown(): boolean {
    const { session, you } = this.#room.link;
    const chaos = session?.chaos.find(({ id }) => id === this.#chaos.id);
    return chaos !== undefined && you !== null && chaos.outcomes[you.id] !== undefined;
  }

  /** Runs the plan on what was last run of the lab. */
  async onLastWork(): Promise<void> {
    try {
      const texts = await lastWork(await sharedStore(), this.#chaos.lab);
      if (texts !== null) await this.on(texts);
      else if (await this.#hasRunStarter()) await this.onStarter();
      else this.#run.value = { kind: 'nothing' };
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Whether what this person ran last is the starter, which leaves nothing in the browser. */
  async #hasRunStarter(): Promise<boolean> {
    const { session, you } = this.#room.link;
    const standing = session?.participants[you?.id ?? '']?.labs[this.#chaos.lab];
    if (standing?.last == null) return false;
    return standing.last.work === workHash((await labPageOf(this.#chaos.lab)).starter);
  }

  /** Runs it on the lab's starter. */
  async onStarter(): Promise<void> {
    try {
      await this.on((await labPageOf(this.#chaos.lab)).starter);
    } catch (error) {
      this.#fail(error);
    }
  }

  abstain(): void {
    this.#run.value = { kind: 'abstained' };
  }

  async on(texts: Texts): Promise<void> {
    this.#run.value = { kind: 'running' };
    try {
      await inOneTab(`nines/chaos/${this.#chaos.id}`, () => this.#play(texts));
    } catch (error) {
      this.#fail(error);
    }
  }

  async #play(given: Texts): Promise<void> {
    const { id, lab, plan } = this.#chaos;
    if (this.#isKnown) {
      this.#run.value = { kind: 'over' };
      return;
    }
    const { info, starter } = await labPageOf(lab);
    // A draft of another edition may lack a file that the lab has by now, or have one that it had.
    const texts = Object.fromEntries(
      Object.entries(starter).map(([file, text]) => [file, given[file] ?? text]),
    );
    const verdict = await runPlan({ info, texts, plan, earlier: 'own' }, this.#abort.signal);
    const outcome = outcomeOf(verdict);
    if (outcome === null) {
      const why = verdict.kind === 'stopped' ? `${verdict.message} ${verdict.remedy}` : '';
      this.#run.value = { kind: 'trouble', why };
      return;
    }
    this.#run.value = { kind: 'over' };
    await this.#room.say({ kind: 'endured', chaos: id, ...outcome, work: workHash(texts) });
  }

  #fail(error: unknown): void {
    if (this.#abort.signal.aborted) return;
    const why = error instanceof Error ? error.message : String(error);
    this.#run.value = { kind: 'trouble', why: `${why} Check the connection and try again.` };
  }

  /** Ends what runs. */
  close(): void {
    this.#abort.abort();
  }
}

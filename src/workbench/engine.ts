/**
 * The two machines behind Run: the compiler in its worker and the sandbox in its frame. One of each serves all labs
 * of a page. This module is loaded when a run is near, not with the page.
 */
import { importedLabs, withImports } from '#compiler/earlier-files.ts';
import type { CompileResult, SourceText } from '#compiler/compile.ts';
import { compileInWorker, prewarmCompiler } from '#compiler/client.ts';
import { Sandbox, type Listeners } from '#sandbox/client.ts';
import type { Problem, Verdict } from '#sandbox/protocol.ts';
import type { Earlier } from './earlier.ts';
import { worldOf } from './lab-files.ts';
import type { SourceFile } from './lab-info.ts';
import type { Goal, Texts } from './lab-state.ts';

/** What is asked of the lab's own seeds. */
export type RunGoal = Exclude<Goal, 'attack'>;

export interface Files {
  readonly lab: string;
  readonly texts: Texts;
  /** What the files import of earlier labs; left out where they import nothing. */
  readonly earlier?: Earlier;
}
export interface RunOrder extends Files {
  readonly goal: RunGoal;
  /** These seeds and no others; the goal's if left out. */
  readonly seeds?: readonly number[];
}
export interface AttackOrder extends Files {
  readonly firstSeed: number;
  readonly runsMax: number;
}

export interface RunOutcome {
  readonly verdict: Verdict;
  /** What the compiler said although it accepted the code. */
  readonly warnings: readonly Problem[];
  readonly elapsedMs: number;
  /** Files of earlier labs that took part, by their whole names. */
  readonly imported: readonly SourceFile[];
}

/** What the workbench needs of the engine; tests put their own in its place. */
export interface Engine {
  run(order: RunOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome>;
  /** Attacks beyond the lab's seeds until something breaks. A run that begins meanwhile ends it. */
  attack(order: AttackOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome>;
  /** Gets ready, so that the next run starts at once. */
  prewarm(lab: string): void;
}

/** All files of a run: the learner's over the lab's world, and what they import of earlier labs. */
export async function sourcesOf({ lab, texts, earlier }: Files): Promise<SourceText[]> {
  const own = Object.entries(texts).map(([file, source]): SourceText => ({
    file,
    source,
    origin: 'learner',
  }));
  const world = (await worldOf(lab)).filter(({ file }) => !Object.hasOwn(texts, file));
  return earlier?.complete([...own, ...world]) ?? [...own, ...world];
}

type Job = Parameters<Sandbox['run']>[0];
type Modules = Extract<CompileResult, { ok: true }>['modules'];

interface Work {
  readonly files: Files;
  /** What the sandbox is asked for. */
  readonly job: (modules: Modules) => Job;
  readonly listen: Listeners;
}

/** What a run needs that was not written here and now: a shared one brings its own files of earlier labs. */
export interface WalkFiles {
  readonly lab: string;
  readonly texts: Texts;
  readonly imports: readonly SourceText[];
}

/** What a run can be walked through with, or why its files do not compile. */
export type Ground =
  | { readonly kind: 'ground'; readonly sandbox: Sandbox; readonly modules: Modules }
  | { readonly kind: 'rejected'; readonly problems: readonly Problem[] };

class PageEngine implements Engine {
  readonly #sandbox = new Sandbox();

  run(order: RunOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome> {
    const { lab, goal, seeds = goal } = order;
    const job = (modules: Modules): Job => ({ kind: 'grade', lab, modules, seeds });
    return this.#run({ files: order, job, listen }, signal);
  }

  attack(order: AttackOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome> {
    const { lab, firstSeed, runsMax } = order;
    const job = (modules: Modules): Job => ({ kind: 'attack', lab, modules, firstSeed, runsMax });
    return this.#run({ files: order, job, listen }, signal);
  }

  async #run({ files, job, listen }: Work, signal: AbortSignal): Promise<RunOutcome> {
    const { earlier } = files;
    const startedMs = performance.now();
    const sources = await sourcesOf(files);
    const imported = sources.filter(({ file }) => file.startsWith('labs/'));
    const compiled = await compileInWorker(sources, signal);
    if (!compiled.ok) {
      const verdict: Verdict = { kind: 'rejected', problems: compiled.problems };
      return { verdict, warnings: [], elapsedMs: performance.now() - startedMs, imported };
    }
    const { modules, warnings } = compiled;
    const { verdict, elapsedMs } = await this.#sandbox.run(job(modules), listen, signal);
    const imports = importedLabs(sources, (from) => earlier?.whose(from) ?? 'reference');
    return { verdict: withImports(verdict, imports), warnings, elapsedMs, imported };
  }

  /** Compiles the files of a run that is to be walked through. */
  async ground({ lab, texts, imports }: WalkFiles, signal: AbortSignal): Promise<Ground> {
    const sources = [...(await sourcesOf({ lab, texts })), ...imports];
    const compiled = await compileInWorker(sources, signal);
    if (!compiled.ok) return { kind: 'rejected', problems: compiled.problems };
    return { kind: 'ground', sandbox: this.#sandbox, modules: compiled.modules };
  }

  prewarm(lab: string): void {
    prewarmCompiler();
    this.#sandbox.prewarm();
    // A failure shows itself, with its words, at the run.
    worldOf(lab).catch(() => undefined);
  }
}

const pageEngine = new PageEngine();

/** The engine of this page. */
export const engine: Engine = pageEngine;

/** Compiles the files of a run that is to be walked through, and gives them with the page's sandbox. */
export function groundOf(files: WalkFiles, signal: AbortSignal): Promise<Ground> {
  return pageEngine.ground(files, signal);
}

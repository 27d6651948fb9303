/**
 * The two machines behind Run: the compiler in its worker and the sandbox in its frame. One of each serves all labs
 * of a page. This module is loaded when a run is near, not with the page.
 */
import { compileInWorker, prewarmCompiler } from '#compiler/client.ts';
import { Sandbox, type Listeners } from '#sandbox/client.ts';
import type { Problem, Verdict } from '#sandbox/protocol.ts';
import type { SourceFile } from './lab-info.ts';
import type { Goal, Texts } from './lab-state.ts';

/** The files of labs' worlds, which are compiled beside the learner's: text, fetched when a lab is first run. */
const worldFiles = import.meta.glob<string>('/labs/*/world/*.ts', {
  query: '?raw',
  import: 'default',
});

export interface RunOrder {
  readonly lab: string;
  readonly texts: Texts;
  readonly goal: Goal;
}

export interface RunOutcome {
  readonly verdict: Verdict;
  /** What the compiler said although it accepted the code. */
  readonly warnings: readonly Problem[];
  readonly elapsedMs: number;
}

/** What the workbench needs of the engine; tests put their own in its place. */
export interface Engine {
  run(order: RunOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome>;
  /** Gets ready, so that the next run starts at once. */
  prewarm(lab: string): void;
}

async function worldOf(lab: string): Promise<SourceFile[]> {
  const folder = `/labs/${lab}/world/`;
  const paths = Object.keys(worldFiles).filter((path) => path.startsWith(folder));
  return Promise.all(
    paths.map(async (path) => ({
      file: path.slice(folder.length),
      source: (await worldFiles[path]?.()) ?? '',
    })),
  );
}

class PageEngine implements Engine {
  readonly #sandbox = new Sandbox();
  readonly #worlds = new Map<string, Promise<SourceFile[]>>();

  async run(order: RunOrder, listen: Listeners, signal: AbortSignal): Promise<RunOutcome> {
    const { lab, texts, goal } = order;
    const startedMs = performance.now();
    const world = await this.#world(lab);
    const compiled = await compileInWorker(
      [
        ...Object.entries(texts).map(([file, source]) => ({
          file,
          source,
          origin: 'learner' as const,
        })),
        ...world
          .filter(({ file }) => !Object.hasOwn(texts, file))
          .map(({ file, source }) => ({ file, source, origin: 'world' as const })),
      ],
      signal,
    );
    if (!compiled.ok) {
      const verdict: Verdict = { kind: 'rejected', problems: compiled.problems };
      return { verdict, warnings: [], elapsedMs: performance.now() - startedMs };
    }
    const { modules, warnings } = compiled;
    const { verdict, elapsedMs } = await this.#sandbox.run(
      { kind: 'grade', lab, modules, seeds: goal },
      listen,
      signal,
    );
    return { verdict, warnings, elapsedMs };
  }

  prewarm(lab: string): void {
    prewarmCompiler();
    this.#sandbox.prewarm();
    // A failure shows itself, with its words, at the run.
    this.#world(lab).catch(() => undefined);
  }

  #world(lab: string): Promise<SourceFile[]> {
    let world = this.#worlds.get(lab);
    if (world === undefined) {
      world = worldOf(lab);
      // What could not be fetched is asked for again at the next run.
      world.catch(() => this.#worlds.delete(lab));
      this.#worlds.set(lab, world);
    }
    return world;
  }
}

/** The engine of this page. */
export const engine: Engine = new PageEngine();

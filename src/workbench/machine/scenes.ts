/** The scenes of one run: built at once for a short run, in a worker for one that would make the page stutter. */
import { wrap, type Remote } from 'comlink';
import type { RunTrace } from '#grader/walk.ts';
import { buildScene, type Scene, type SceneOptions } from './scene.ts';
import type { SceneBuilder } from './scene-worker.ts';
import SceneWorker from './scene-worker.ts?worker';

/** So many events take about ten milliseconds. */
const atOnceMax = 12_000;

export class Scenes {
  readonly #trace: RunTrace;
  #worker: Worker | null = null;
  #builder: Remote<SceneBuilder> | null = null;

  constructor(trace: RunTrace) {
    this.#trace = trace;
  }

  /** True if scenes of this run are there at once. */
  get isShort(): boolean {
    return this.#trace.events.length <= atOnceMax;
  }

  buildNow(options: SceneOptions): Scene {
    return buildScene(this.#trace, options);
  }

  async build(options: SceneOptions): Promise<Scene> {
    if (this.isShort) return this.buildNow(options);
    if (this.#builder === null) {
      this.#worker = new SceneWorker();
      this.#builder = wrap<SceneBuilder>(this.#worker);
      await this.#builder.take(this.#trace);
    }
    return (await this.#builder.build(options)) ?? this.buildNow(options);
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#builder = null;
  }
}

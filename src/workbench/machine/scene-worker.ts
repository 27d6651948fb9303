/** Builds the scenes of long runs away from the page's own thread. */
import { expose, transfer } from 'comlink';
import type { RunTrace } from '#grader/walk.ts';
import { buffersOf, buildScene, type Scene, type SceneOptions } from './scene.ts';

let kept: RunTrace | null = null;

const builder = {
  /** Keeps the run that scenes are wanted of. */
  take(trace: RunTrace): void {
    kept = trace;
  },
  build(options: SceneOptions): Scene | null {
    if (kept === null) return null;
    const scene = buildScene(kept, options);
    return transfer(scene, buffersOf(scene));
  },
};

export type SceneBuilder = typeof builder;

expose(builder);

/**
 * One run in the time machine: its scene, what of it is in view, where the cursor stands, and the state of the system
 * there. Two of these stand side by side when a run has been forked.
 */
import { computed, signal, type Signal } from '@preact/signals';
import type { RunTrace } from '#grader/walk.ts';
import type { Moment } from '#runtime/moment.ts';
import type { Stopped } from '#grader/verdict.ts';
import { bounded, fittingZoom, showing, type Camera, type Viewport } from './camera.ts';
import { noFilter, type Scene, type SceneOptions } from './scene.ts';
import { Scenes } from './scenes.ts';
import { nextTold } from './story-marks.ts';
import type { WalkPort } from './walk-port.ts';

/** What is known of the system at the cursor. */
export type MomentView =
  | { readonly kind: 'known'; readonly moment: Moment }
  | { readonly kind: 'coming'; readonly last: Moment | null }
  | { readonly kind: 'stopped'; readonly stopped: Stopped };

export type Chosen =
  | { readonly kind: 'process'; readonly process: number }
  | { readonly kind: 'node'; readonly node: number };

/** A glance at the beginning shows about so many events. */
const firstZoom = 1;
const restMs = 120;
const initialOptions: SceneOptions = {
  scale: 'folded',
  grain: 'processes',
  filter: noFilter,
  hasIdle: false,
};

/** Index of the last row at or before an event; -1 if there is none. */
export function positionIn(rows: Int32Array, event: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) <= event) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class RunView {
  readonly walk: WalkPort;
  readonly scene: Signal<Scene | null> = signal(null);
  readonly options: Signal<SceneOptions> = signal(initialOptions);
  readonly camera: Signal<Camera> = signal({ topY: 0, zoom: firstZoom, leftPx: 0 });
  /** How far the lanes are moved: the names above them need no more of the camera. */
  readonly leftPx = computed(() => this.camera.value.leftPx);
  readonly viewport: Signal<Viewport> = signal({ widthPx: 0, heightPx: 0 });
  /** The event that the run is looked at from; -1 before the first. */
  readonly cursor: Signal<number> = signal(-1);
  /** The event at which the cursor has come to rest: what is not needed while the slider runs goes by this. */
  readonly resting: Signal<number> = signal(-1);
  readonly moment: Signal<MomentView> = signal({ kind: 'coming', last: null });
  /** A process or node that was chosen by hand; else the one of the event is looked at. */
  readonly chosen: Signal<Chosen | null> = signal(null);
  /** Done when the state at the cursor is known, or will not be. */
  settled: Promise<void> = Promise.resolve();
  readonly #scenes: Scenes;
  #wanted = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** A view of a walk; what `before` looked at, and how, is kept: it is the same run, gone on. */
  constructor(walk: WalkPort, before: RunView | null = null) {
    this.walk = walk;
    this.#scenes = new Scenes(walk.trace);
    if (before !== null) {
      this.options.value = before.options.value;
      this.viewport.value = before.viewport.value;
      this.camera.value = before.camera.value;
      this.chosen.value = before.chosen.value;
      this.cursor.value = before.cursor.value;
      this.resting.value = before.resting.value;
      this.moment.value = before.moment.value;
    }
    const options = this.options.value;
    if (this.#scenes.isShort) this.scene.value = this.#scenes.buildNow(options);
    else void this.#build(options);
  }

  get trace(): RunTrace {
    return this.walk.trace;
  }

  /** Index of the process that is looked at; null if there is none. */
  readonly focus = computed((): number | null => {
    const chosen = this.chosen.value;
    if (chosen?.kind === 'process') return chosen.process;
    const event = this.cursor.value;
    if (event < 0) return null;
    const process = this.trace.events.process[event] ?? -1;
    return process < 0 ? null : process;
  });

  async #build(options: SceneOptions): Promise<void> {
    const scene = await this.#scenes.build(options);
    if (this.options.value !== options) return;
    this.#settle(scene);
  }

  /** Takes a new scene; what the cursor stands on stays at its height in the window. */
  #settle(scene: Scene): void {
    const before = this.scene.value;
    const { camera, viewport } = this;
    this.scene.value = scene;
    const at = Math.max(0, this.cursor.value);
    if (before === null) {
      const above = (viewport.value.heightPx * 0.55) / camera.value.zoom;
      this.look({ ...camera.value, topY: (scene.ys[at] ?? 0) - above });
      return;
    }
    const moved = (scene.ys[at] ?? 0) - (before.ys[at] ?? 0);
    camera.value = bounded(
      { ...camera.value, topY: camera.value.topY + moved },
      scene,
      viewport.value,
    );
  }

  /** Draws the run by other rules. */
  setOptions(change: Partial<SceneOptions>): void {
    const options = { ...this.options.value, ...change };
    this.options.value = options;
    if (this.#scenes.isShort) this.#settle(this.#scenes.buildNow(options));
    else void this.#build(options);
  }

  /** The drawing has got room; when it is first seen, the cursor stands in its middle. */
  setViewport(viewport: Viewport): void {
    const isFirst = this.viewport.value.heightPx === 0;
    this.viewport.value = viewport;
    const { ys } = this.scene.value ?? {};
    const { camera } = this;
    if (isFirst && ys !== undefined)
      this.look({
        ...camera.value,
        topY: (ys[this.cursor.value] ?? 0) - (viewport.heightPx * 0.55) / camera.value.zoom,
      });
    else this.look(camera.value);
  }

  /** Moves the view. */
  look(camera: Camera): void {
    const scene = this.scene.value;
    if (scene !== null) this.camera.value = bounded(camera, scene, this.viewport.value);
  }

  lookAtAll(): void {
    const scene = this.scene.value;
    if (scene === null) return;
    this.look({ topY: 0, leftPx: 0, zoom: fittingZoom(scene, this.viewport.value) });
  }

  /** Puts the cursor on an event and brings it into view. */
  goTo(event: number): void {
    const last = this.trace.events.length - 1;
    this.cursor.value = Math.max(-1, Math.min(last, event));
    const scene = this.scene.value;
    if (scene !== null)
      this.look(showing(this.camera.value, scene.ys[this.cursor.value] ?? 0, this.viewport.value));
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.resting.value = this.cursor.value), restMs);
    this.settled = this.#fetchMoment();
  }

  /** Goes so many shown events on or back. */
  step(by: number): void {
    const { rows } = this.scene.value ?? {};
    if (rows === undefined || rows.length === 0) return;
    const here = positionIn(rows, this.cursor.value);
    const next = here + by;
    this.goTo(next < 0 ? -1 : (rows[Math.min(next, rows.length - 1)] ?? -1));
  }

  /** Goes to the next fault, or back to the one before; stays where there is none. */
  toFault(direction: 1 | -1): void {
    const events = this.trace.spans.map(({ event }) => event).sort((a, b) => a - b);
    const here = this.cursor.value;
    const target =
      direction > 0
        ? events.find((event) => event > here)
        : events.findLast((event) => event < here);
    if (target !== undefined) this.goTo(target);
  }

  /** Goes to the next event of the story, or back to the one before; stays where there is none. */
  toStory(direction: 1 | -1): void {
    const event = nextTold(this.trace, { here: this.cursor.value, direction });
    if (event !== null) this.goTo(event);
  }

  toBreach(): void {
    const [breach] = this.trace.breaches;
    if (breach !== undefined) this.goTo(breach.event);
  }

  /** The step after whose end the cursor stands. */
  get stepHere(): number {
    return this.trace.events.step[this.cursor.value] ?? 0;
  }

  async #fetchMoment(): Promise<void> {
    const step = this.stepHere;
    this.#wanted += 1;
    clearTimeout(this.#again);
    const wanted = this.#wanted;
    const cached = this.walk.peek(step);
    if (cached !== null) {
      this.moment.value = { kind: 'known', moment: cached };
      return;
    }
    const before = this.moment.value;
    const last =
      before.kind === 'known' ? before.moment : before.kind === 'coming' ? before.last : null;
    if (before.kind !== 'coming') this.moment.value = { kind: 'coming', last };
    const answer = await this.walk.moment(step);
    if (wanted !== this.#wanted) return;
    if (answer.kind === 'stopped' && answer.stopped.code === 'KIT-CANCELLED') {
      // The sandbox does one thing at a time, and had to do another: this is asked for again.
      this.#again = setTimeout(() => void this.#fetchMoment(), restMs);
      return;
    }
    this.moment.value =
      answer.kind === 'moment'
        ? { kind: 'known', moment: answer.moment }
        : { kind: 'stopped', stopped: answer.stopped };
  }

  dispose(): void {
    this.#wanted += 1;
    clearTimeout(this.#rest);
    clearTimeout(this.#again);
    this.#scenes.dispose();
  }
}

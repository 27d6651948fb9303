/**
 * The space-time diagram of a whole run: names of the lanes on top, the drawing on a canvas below, the highlighter
 * under what the cursor stands on, and a veil over what has not happened yet. All of it is also told by the words and
 * the table beside it, so the canvas itself is an image with a name.
 */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { printInstant } from '#workbench/print.ts';
import { gutterPx, screenY, type Camera } from './camera.ts';
import { listenForGestures } from './gestures.ts';
import { LaneHeads } from './LaneHeads.tsx';
import { describeRun } from './narrate.ts';
import { paint, type Frame } from './paint.ts';
import { readPalette, watchPalette, type Palette } from './palette.ts';
import { pickEvent } from './pick.ts';
import type { RunView } from './run-view.ts';

/** Sizes a canvas for the screen's own pixels; gives a context in CSS pixels. */
function sized(
  canvas: HTMLCanvasElement,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Calls `draw` at most once a frame, however often something changes. */
function createFrames(draw: () => void): { ask(): void; stop(): void } {
  let handle = 0;
  return {
    ask() {
      if (handle !== 0) return;
      handle = requestAnimationFrame(() => {
        handle = 0;
        draw();
      });
    },
    stop() {
      cancelAnimationFrame(handle);
    },
  };
}

/** Paints whenever the scene, the view, the cursor or the colours change. */
function usePainting(
  view: RunView,
  canvas: { current: HTMLCanvasElement | null },
): { current: Frame } {
  const frame = useRef<Frame>({ messages: [], badges: [] });
  const palette = useSignal<Palette | null>(null);
  const frames = useRef<ReturnType<typeof createFrames> | null>(null);
  useEffect(() => {
    const host = canvas.current?.parentElement;
    if (!host) return undefined;
    const read = (): void => void (palette.value = readPalette(host));
    read();
    return watchPalette(read);
  }, [canvas, palette]);
  useEffect(() => {
    const painter = createFrames(() => {
      const scene = view.scene.value;
      const viewport = view.viewport.value;
      const colours = palette.value;
      if (scene === null || colours === null || viewport.widthPx === 0) return;
      const picture = {
        trace: view.trace,
        scene,
        camera: view.camera.value,
        viewport,
        palette: colours,
      };
      const context = canvas.current && sized(canvas.current, viewport);
      if (context) frame.current = paint(context, picture, view.cursor.value);
    });
    frames.current = painter;
    painter.ask();
    return () => painter.stop();
  }, [view, canvas, palette]);
  useSignalEffect(() => {
    // Read here, so that a change of any of them asks for a frame.
    void [
      view.scene.value,
      view.camera.value,
      view.cursor.value,
      view.viewport.value,
      palette.value,
    ];
    frames.current?.ask();
  });
  return frame;
}

function useRoom(view: RunView, host: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const measure = (): void => {
      view.setViewport({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [view, host]);
}

/** The cursor's instant, where the other instants stand. */
function Now({ view }: { readonly view: RunView }) {
  const scene = view.scene.value;
  const event = view.cursor.value;
  if (scene === null || event < 0) return null;
  const y = screenY(scene.ys[event] ?? 0, view.camera.value);
  if (y < -12 || y > view.viewport.value.heightPx + 12) return null;
  return (
    <div
      class="tm-now"
      aria-hidden="true"
      style={{ transform: `translateY(${y - 9}px)`, width: `${gutterPx - 17}px` }}
    >
      {printInstant(view.trace.events.atMs[event] ?? 0)}
    </div>
  );
}

/** What has not happened yet lies under paper. */
function Veil({ view }: { readonly view: RunView }) {
  const scene = view.scene.value;
  if (scene === null) return null;
  const y = screenY(scene.ys[view.cursor.value] ?? 0, view.camera.value);
  return <div class="tm-veil" style={{ transform: `translateY(${Math.max(0, y + 7)}px)` }} />;
}

/** Where two runs part. */
function PartingMark({ view, event }: { readonly view: RunView; readonly event: number }) {
  const scene = view.scene.value;
  if (scene === null) return null;
  const y = screenY(scene.ys[event] ?? 0, view.camera.value);
  if (y < 0 || y > view.viewport.value.heightPx) return null;
  return (
    <div
      class="tm-parting"
      style={{ insetBlockStart: `${y}px`, insetInlineStart: `${gutterPx - 16}px` }}
    >
      <span>here they part</span>
    </div>
  );
}

interface RunDiagramProps {
  readonly view: RunView;
  /** First event in which this run differs from the one beside it. */
  readonly partsAt: number | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Tells which of two runs is being looked at. */
  readonly onActivate: () => void;
}

export function RunDiagram({ view, partsAt, onKeyDown, onActivate }: RunDiagramProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useRoom(view, host);
  const frame = usePainting(view, canvas);
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    return listenForGestures(element, {
      camera: () => view.camera.value,
      look: (camera: Camera) => view.look(camera),
      click: (x, y) => {
        const scene = view.scene.value;
        if (scene === null) return;
        onActivate();
        const { trace } = view;
        const [camera, viewport] = [view.camera.value, view.viewport.value];
        view.chosen.value = null;
        view.goTo(pickEvent({ trace, scene, camera, viewport, ...frame.current }, { x, y }));
      },
    });
  }, [view, frame, onActivate]);
  return (
    <div class="tm-diagram">
      <LaneHeads view={view} />
      <div
        ref={host}
        class="tm-canvas"
        // Arrow keys step through it.
        tabIndex={0}
        role="group"
        aria-label="The run drawn. Arrow keys step from event to event, plus and minus zoom."
        onKeyDown={onKeyDown}
        onFocus={onActivate}
      >
        <canvas ref={canvas} role="img" aria-label={describeRun(view.trace)} />
        <Veil view={view} />
        <Now view={view} />
        {partsAt !== null && <PartingMark view={view} event={partsAt} />}
        {view.scene.value === null && (
          <p class="tm-wait">Drawing {view.trace.events.length} events …</p>
        )}
      </div>
    </div>
  );
}

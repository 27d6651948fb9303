/** Where in the run the cursor stands: a slider over the strip of the whole run, buttons to step and to jump. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ToolGlyph } from '#workbench/Glyph.tsx';
import { printCount, printInstant } from '#workbench/print.ts';
import { JumpGlyph } from './JumpGlyph.tsx';
import { paintStrip } from './paint-strip.ts';
import { readPalette, watchPalette } from './palette.ts';
import type { RunView } from './run-view.ts';

function Strip({ view }: { readonly view: RunView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useRef<() => void>(() => undefined);
  useEffect(() => {
    const element = canvas.current;
    const host = element?.parentElement;
    if (!element || !host) return undefined;
    draw.current = () => {
      const ratio = devicePixelRatio || 1;
      const { clientWidth: widthPx, clientHeight: heightPx } = element;
      element.width = Math.round(widthPx * ratio);
      element.height = Math.round(heightPx * ratio);
      const context = element.getContext('2d');
      context?.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (context)
        paintStrip(context, view.trace, { widthPx, heightPx, palette: readPalette(host) });
    };
    draw.current();
    const observer = new ResizeObserver(() => draw.current());
    observer.observe(element);
    const end = watchPalette(() => draw.current());
    return () => {
      observer.disconnect();
      end();
    };
  }, [view]);
  useSignalEffect(() => {
    void view.scene.value;
    draw.current();
  });
  return <canvas ref={canvas} class="tm-strip" aria-hidden="true" />;
}

interface JumpProps {
  readonly view: RunView;
}

function Jumps({ view }: JumpProps) {
  const { spans, breaches } = view.trace;
  return (
    <span class="tm-buttons">
      {spans.length > 0 && (
        <button
          type="button"
          aria-label="Previous fault"
          title="Previous fault (Shift+F)"
          onClick={() => view.toFault(-1)}
        >
          <JumpGlyph kind="fault" direction={-1} />
        </button>
      )}
      <button
        type="button"
        aria-label="Previous event"
        title="Previous event (←)"
        disabled={view.cursor.value < 0}
        onClick={() => view.step(-1)}
      >
        <ToolGlyph tool="previous" />
      </button>
      <button
        type="button"
        aria-label="Next event"
        title="Next event (→)"
        disabled={view.cursor.value >= view.trace.events.length - 1}
        onClick={() => view.step(1)}
      >
        <ToolGlyph tool="next" />
      </button>
      {spans.length > 0 && (
        <button
          type="button"
          aria-label="Next fault"
          title="Next fault (F)"
          onClick={() => view.toFault(1)}
        >
          <JumpGlyph kind="fault" direction={1} />
        </button>
      )}
      {breaches.length > 0 && (
        <button
          type="button"
          aria-label="To the breach"
          title="To the breach (B)"
          onClick={() => view.toBreach()}
        >
          <JumpGlyph kind="breach" direction={1} />
        </button>
      )}
    </span>
  );
}

export function Scrubber({ view }: JumpProps) {
  const { events } = view.trace;
  const cursor = view.cursor.value;
  const share = ((cursor + 1) / Math.max(1, events.length)) * 100;
  const atMs = events.atMs[cursor] ?? 0;
  return (
    <div class="tm-scrubber">
      <Jumps view={view} />
      <div class="tm-slider" style={{ '--share': `${share}%` }}>
        <Strip view={view} />
        <input
          type="range"
          min={-1}
          max={events.length - 1}
          step={1}
          value={cursor}
          aria-label="Event of the run"
          aria-valuetext={
            cursor < 0
              ? 'before the first event'
              : `event ${cursor + 1} of ${events.length}, at ${printInstant(atMs)}`
          }
          onInput={({ currentTarget }) => view.goTo(Number(currentTarget.value))}
        />
      </div>
      <output class="tm-position">
        <b>{cursor < 0 ? '0.0 ms' : printInstant(atMs)}</b>
        <span>
          {printCount(cursor + 1)} of {printCount(events.length)}
        </span>
      </output>
    </div>
  );
}

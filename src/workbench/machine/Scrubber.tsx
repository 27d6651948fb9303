/** Where in the run the cursor stands: a slider over the strip of the whole run, buttons to step and to jump. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ToolGlyph } from '#workbench/Glyph.tsx';
import { printCount, printInstant } from '#workbench/print.ts';
import { useDerived } from './derived.ts';
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

interface JumpButtonProps {
  readonly kind: 'fault' | 'story' | 'breach';
  readonly direction: 1 | -1;
  readonly label: string;
  readonly keys: string;
  readonly jump: () => void;
}

function JumpButton({ kind, direction, label, keys, jump }: JumpButtonProps) {
  return (
    <button type="button" aria-label={label} title={`${label} (${keys})`} onClick={jump}>
      <JumpGlyph kind={kind} direction={direction} />
    </button>
  );
}

/** Jumps to what the story tells and to faults, one way. */
function FarJumps({ view, direction }: JumpProps & { readonly direction: 1 | -1 }) {
  const { spans, story } = view.trace;
  const isBack = direction < 0;
  const way = isBack ? 'Previous' : 'Next';
  const shift = isBack ? 'Shift+' : '';
  const toStory = story.length > 0 && (
    <JumpButton
      kind="story"
      direction={direction}
      label={`${way} event of the story`}
      keys={`${shift}N`}
      jump={() => view.toStory(direction)}
    />
  );
  const toFault = spans.length > 0 && (
    <JumpButton
      kind="fault"
      direction={direction}
      label={`${way} fault`}
      keys={`${shift}F`}
      jump={() => view.toFault(direction)}
    />
  );
  return (
    <>
      {isBack ? toFault : toStory}
      {isBack ? toStory : toFault}
    </>
  );
}

function Jumps({ view }: JumpProps) {
  const { breaches, events } = view.trace;
  // While the slider runs, the buttons stay as they are.
  const isFirst = useDerived(() => view.cursor.value < 0, [view]);
  const isLast = useDerived(() => view.cursor.value >= events.length - 1, [view]);
  return (
    <span class="tm-buttons">
      <FarJumps view={view} direction={-1} />
      <button
        type="button"
        aria-label="Previous event"
        title="Previous event (←)"
        disabled={isFirst}
        onClick={() => view.step(-1)}
      >
        <ToolGlyph tool="previous" />
      </button>
      <button
        type="button"
        aria-label="Next event"
        title="Next event (→)"
        disabled={isLast}
        onClick={() => view.step(1)}
      >
        <ToolGlyph tool="next" />
      </button>
      <FarJumps view={view} direction={1} />
      {breaches.length > 0 && (
        <JumpButton
          kind="breach"
          direction={1}
          label="To the breach"
          keys="B"
          jump={() => view.toBreach()}
        />
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

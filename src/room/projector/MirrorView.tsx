/** The instructor's editor on the wall: one file, large, with the lines that were just written lit up and in view. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { tint, type Tint } from '#workbench/tint.ts';
import { changedLines, type Stretch } from './changed-lines.ts';
import { useLabTitle } from './lab-title.ts';
import type { ViewProps } from './views.ts';

/** Tinted pieces line by line: a comment over many lines is cut where they end. */
function tintedLines(text: string): Tint[][] {
  const lines: Tint[][] = [[]];
  for (const { hue, text: piece } of tint(text))
    piece.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ hue, text: part });
    });
  return lines;
}

/** What changed since the state before; nothing for a file that is shown for the first time. */
function useChanged(file: string, text: string): Stretch | null {
  const last = useRef({ file, text });
  const [changed, setChanged] = useState<Stretch | null>(null);
  useEffect(() => {
    setChanged(last.current.file === file ? changedLines(last.current.text, text) : null);
    last.current = { file, text };
  }, [file, text]);
  return changed;
}

function Code({ file, text }: { readonly file: string; readonly text: string }) {
  const frame = useRef<HTMLPreElement>(null);
  const lines = useMemo(() => tintedLines(text), [text]);
  const changed = useChanged(file, text);
  useEffect(() => {
    const line = frame.current?.querySelectorAll('.mirror-line')[changed?.from ?? 0];
    line?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [changed]);
  return (
    // It scrolls, so the keyboard must reach it.
    <pre class="code mirror-code" ref={frame} tabIndex={0} aria-label={file}>
      {lines.map((pieces, index) => {
        const isNew = changed !== null && index >= changed.from && index < changed.until;
        return (
          <span key={index} class={`mirror-line${isNew ? ' is-new' : ''}`}>
            <span class="mirror-number" aria-hidden="true">
              {index + 1}
            </span>
            <code>
              {pieces.map(({ hue, text: piece }, at) => (
                <span key={at} class={hue}>
                  {piece}
                </span>
              ))}
              {'\n'}
            </code>
          </span>
        );
      })}
    </pre>
  );
}

export function MirrorView({ session }: ViewProps<'mirror'>) {
  const { mirror } = session;
  const title = useLabTitle(mirror?.lab ?? '');
  if (mirror === null)
    return (
      <div class="shown is-resting">
        <p class="shown-title">{session.title}</p>
        <p class="shown-note">The editor is not mirrored at the moment.</p>
      </div>
    );
  return (
    <div class="shown is-mirror">
      <p class="mirror-head">
        <b>{mirror.file}</b> <span>{title}</span>
      </p>
      <Code file={mirror.file} text={mirror.text} />
    </div>
  );
}

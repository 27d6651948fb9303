/**
 * The files of a lab as tabs, in one of three surfaces: the static code that came with the page, a plain text field,
 * or the code editor. The static code stays in view until the editor has painted, so nothing jumps.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { BenchProps } from './Bench.tsx';
import { ToolGlyph } from './Glyph.tsx';
import type { FileState } from './lab-state.ts';
import type { LabSession } from './lab-session.ts';
import { PlainEditor } from './PlainEditor.tsx';
import { attachSplit } from './split.ts';
import { commandKey } from './support.ts';
import { TintedText } from './TintedText.tsx';

/** Line numbers beside text that has none of its own. */
export function LineNumbers({ text }: { readonly text: string }) {
  const lines = text.split('\n').length;
  return (
    <div class="line-numbers" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => `${index + 1}\n`).join('')}
    </div>
  );
}

interface TabsProps {
  readonly session: LabSession;
  readonly panelId: string;
}

function Tabs({ session, panelId }: TabsProps) {
  const { files, active } = session.state.value;
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
    const index = files.findIndex(({ file }) => file === active);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: files.length - 1 }[
      event.key
    ];
    const next = target === undefined ? undefined : files[(target + files.length) % files.length];
    if (next === undefined) return;
    event.preventDefault();
    session.choose(next.file);
    event.currentTarget.querySelector<HTMLElement>(`[data-file="${next.file}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Files" onKeyDown={onKeyDown}>
      {files.map(({ file, access, text, starter }) => (
        <button
          key={file}
          type="button"
          role="tab"
          id={`${panelId}-${file}`}
          data-file={file}
          aria-selected={file === active}
          aria-controls={panelId}
          tabIndex={file === active ? 0 : -1}
          onClick={() => session.choose(file)}
        >
          {access === 'given' && <ToolGlyph tool="lock" />}
          {file}
          {access === 'given' && <span class="is-hidden"> (given, read only)</span>}
          {text !== starter && (
            <span class="tab-changed" title="Changed by you">
              <span class="is-hidden"> (changed)</span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

interface StaticCodeProps {
  readonly file: FileState;
  /** Shiki's markup, when the site is built; in the browser it is in the page already. */
  readonly html: string;
  readonly isShown: boolean;
}

/** The code as the site painted it; or, once the text differs, as `tint` paints it. */
function StaticCode({ file, html, isShown }: StaticCodeProps) {
  const isOriginal = file.text === file.starter;
  return (
    <>
      <div class="static-code" hidden={!isShown || !isOriginal} data-source={file.file}>
        <span class="static-name">{file.file}</span>
        <LineNumbers text={file.starter} />
        {/* The markup stays as it came: an empty text is never written while the page comes to life. */}
        <div class="static-text" dangerouslySetInnerHTML={{ __html: html }} />
      </div>
      {isShown && !isOriginal && (
        <div class="static-code">
          <LineNumbers text={file.text} />
          <div class="static-text">
            {/* It scrolls, and Enter edits it. */}
            <pre class="code" tabIndex={0}>
              <code>
                <TintedText text={file.text} />
              </code>
            </pre>
          </div>
        </div>
      )}
    </>
  );
}

/** Opens the code editor in `host` whenever its surface is chosen. */
function useCodeEditor(
  { session, editorPort }: BenchProps,
  host: { current: HTMLElement | null },
): void {
  const isCode = session.surface.value === 'code';
  useEffect(() => {
    if (!isCode || host.current === null) return undefined;
    return editorPort?.open(host.current);
  }, [isCode, editorPort, host]);
}

function surfaceHint(session: LabSession, isReady: boolean, isGiven: boolean): string {
  if (session.surface.value === 'code') {
    return isReady ? 'Ctrl+M: the Tab key leaves the editor' : 'Opening the editor …';
  }
  if (isGiven) return 'Part of the lab’s world: read only';
  return session.surface.value === 'plain' ? `Plain text. ${commandKey()}+Enter runs` : '';
}

type CodeHeadProps = BenchProps & { readonly panelId: string; readonly isGiven: boolean };

/** The tabs, what to know about the surface, and the way to another one. */
function CodeHead({ session, editorPort, panelId, isGiven }: CodeHeadProps) {
  const surface = session.surface.value;
  const isReady = editorPort?.isReady.value ?? false;
  return (
    <div class="code-head">
      <Tabs session={session} panelId={panelId} />
      <span class="code-hint">{surfaceHint(session, isReady, isGiven)}</span>
      {surface === 'static' && (
        <button
          type="button"
          class="edit-button quiet-button"
          data-act="edit"
          onClick={() => editorPort?.edit()}
        >
          {isGiven ? 'Open' : 'Edit'}
        </button>
      )}
    </div>
  );
}

const codeHeight = { property: '--code-height', axis: 'y', min: 10, max: 80 } as const;

interface HeightSplitProps {
  readonly frame: { readonly current: HTMLElement | null };
  readonly panelId: string;
}

/** The lower edge of the code, which can be moved. */
function HeightSplit({ frame, panelId }: HeightSplitProps) {
  const split = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (split.current === null || frame.current === null) return undefined;
    return attachSplit(split.current, frame.current, codeHeight);
  }, [frame]);
  return (
    <div
      ref={split}
      class="code-split"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the code"
      aria-controls={panelId}
      aria-valuenow={34}
      // A separator that can be moved is a control.
      tabIndex={0}
    />
  );
}

/** Tabs and the surface below them. */
export function CodePane(props: BenchProps) {
  const { session, code, editorPort } = props;
  const host = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { files, active } = session.state.value;
  const surface = session.surface.value;
  const isReady = editorPort?.isReady.value ?? false;
  useCodeEditor(props, host);
  const panelId = `lab-${session.lab.id}-panel`;
  const current = files.find(({ file }) => file === active);
  const isStatic = surface === 'static' || (surface === 'code' && !isReady);
  const openAt = (event: MouseEvent): void => {
    // A click that ends a selection is for copying; links and buttons have their own meaning.
    if (surface !== 'static' || getSelection()?.isCollapsed === false) return;
    editorPort?.edit({ x: event.clientX, y: event.clientY });
  };
  return (
    <div class="code-pane">
      <CodeHead {...props} panelId={panelId} isGiven={current?.access === 'given'} />
      {/* “Edit” does the same for the keyboard. */}
      <div
        ref={frame}
        class={`code-frame is-${surface}`}
        role="tabpanel"
        id={panelId}
        aria-labelledby={`${panelId}-${active}`}
        onPointerEnter={() => editorPort?.prefetch()}
      >
        <div
          class="static-frame"
          hidden={!isStatic}
          onClick={openAt}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && surface === 'static' && !event.ctrlKey && !event.metaKey) {
              event.preventDefault();
              editorPort?.edit();
            }
          }}
        >
          {files.map((file) => (
            <StaticCode
              key={file.file}
              file={file}
              html={code[file.file] ?? ''}
              isShown={file.file === active}
            />
          ))}
        </div>
        {surface === 'plain' && current !== undefined && (
          <PlainEditor session={session} file={current} />
        )}
        <div ref={host} class="code-host" hidden={surface !== 'code'} />
      </div>
      <HeightSplit frame={frame} panelId={panelId} />
    </div>
  );
}

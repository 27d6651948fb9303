/**
 * A text field for code: what phones and screen readers handle best, and what is left when the code editor cannot be
 * loaded. Tab moves on, as everywhere on the page.
 */
import { useEffect, useRef } from 'preact/hooks';
import { LineNumbers } from './CodePane.tsx';
import type { LabSession } from './lab-session.ts';
import type { FileState } from './lab-state.ts';

interface PlainEditorProps {
  readonly session: LabSession;
  readonly file: FileState;
}

/** Where a line begins and ends in a text. */
function lineRange(text: string, line: number): { start: number; end: number } {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  return { start, end: start + (lines[line - 1]?.length ?? 0) };
}

/** Selects the wanted line and brings it into view. */
function showPlace(field: HTMLTextAreaElement, text: string, line: number): void {
  const { start, end } = lineRange(text, line);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const frame = field.closest('.code-frame');
  if (frame === null) return;
  const lineHeight = Number.parseFloat(getComputedStyle(field).lineHeight);
  frame.scrollTop = Math.max(0, (line - 1) * lineHeight - frame.clientHeight / 3);
  frame.scrollIntoView({ block: 'nearest' });
}

export function PlainEditor({ session, file }: PlainEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const place = session.wantedPlace.value;
  useEffect(() => {
    if (field.current === null || place === null || place.file !== file.file) return;
    showPlace(field.current, file.text, place.line);
    session.wantedPlace.value = null;
    // The text at the moment of the jump counts; typing must not jump again.
  }, [place, file.file]);
  const rows = file.text.split('\n').length;
  const columns = Math.max(...file.text.split('\n').map(({ length }) => length), 20);
  return (
    <div class="plain-editor">
      <LineNumbers text={file.text} />
      <textarea
        ref={field}
        class="plain-field"
        aria-label={`${file.file}${file.access === 'given' ? ', read only' : ''}`}
        rows={rows}
        cols={columns + 2}
        wrap="off"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        readOnly={file.access === 'given'}
        value={file.text}
        onInput={({ currentTarget }) => session.edit(file.file, currentTarget.value)}
      />
    </div>
  );
}

/**
 * Between a lab and the code editor, which is two megabytes and comes only when somebody wants to write: decides which
 * surface opens, fetches the editor ahead of the click where the link is fast, and falls back to plain text.
 */
import { signal } from '@preact/signals';
import type { LabSession } from './lab-session.ts';
import { editorChoice, isLinkFast, rememberEditorChoice, type EditorChoice } from './support.ts';

/** A point of the window, where the learner clicked. */
export interface ClientPoint {
  readonly x: number;
  readonly y: number;
}

function loadEditor(): Promise<typeof import('./editor.ts')> {
  return import('./editor.ts');
}

export class EditorPort {
  /** True once the editor has painted. */
  readonly isReady = signal(false);
  readonly #session: LabSession;
  #at: ClientPoint | null = null;

  constructor(session: LabSession) {
    this.#session = session;
  }

  /** Opens the files for writing, in the editor of the learner's choice. */
  edit(at: ClientPoint | null = null): void {
    this.#at = at;
    this.#session.surface.value = editorChoice();
  }

  /** Changes the editor and remembers the choice. */
  switchTo(choice: EditorChoice): void {
    rememberEditorChoice(choice);
    this.#at = null;
    this.#session.surface.value = choice;
  }

  /** Fetches the editor before it is asked for, unless it would cost the learner something. */
  prefetch(): void {
    if (editorChoice() === 'code' && isLinkFast()) void loadEditor().catch(() => undefined);
  }

  /** Formats the file that is open in the code editor. */
  async format(): Promise<void> {
    const { formatOpenFile } = await loadEditor();
    await formatOpenFile();
  }

  /** Puts the editor into `host`; gives a function that takes it out again. */
  open(host: HTMLElement): () => void {
    const session = this.#session;
    let close: (() => void) | null = null;
    let isOpen = true;
    loadEditor()
      .then(async ({ openEditor }) => {
        if (!isOpen) return;
        close = await openEditor({
          host,
          session,
          at: this.#at,
          taken: () => (session.surface.value = 'static'),
        });
        this.isReady.value = true;
        if (!isOpen) close();
      })
      .catch(() => {
        session.notify({
          text: 'The code editor could not be loaded. Here is the plain one; everything else works as before.',
        });
        session.surface.value = 'plain';
      });
    return () => {
      isOpen = false;
      this.isReady.value = false;
      close?.();
    };
  }
}

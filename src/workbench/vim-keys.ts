/**
 * Vim's keys in the code editor, by monaco-vim, with a line below the code that shows mode, keys and commands. Fetched
 * when somebody first asks for them. What is not Vim's (Ctrl+Enter runs, Ctrl+M frees the Tab key) stays as it was.
 */
import type { editor } from 'monaco-editor/editor/editor.api';
import { initVimMode, VimMode } from 'monaco-vim';

/** What `:run` and `:grade` do. */
export interface VimDeeds {
  run(goal: 'run' | 'grade'): void;
}

interface ExCommands {
  defineEx(
    name: string,
    prefix: string,
    run: (adapter: { openNotification(text: string): void }) => void,
  ): void;
}

/** Commands are the page's, not one editor's: they are told to whoever turned the keys on last. */
let deeds: VimDeeds | null = null;
let isTaught = false;

function teachCommands(): void {
  if (isTaught) return;
  isTaught = true;
  // The package sets this property when it is loaded, and its types leave it out.
  const { Vim } = VimMode as unknown as { readonly Vim: ExCommands };
  Vim.defineEx('run', 'ru', () => deeds?.run('run'));
  Vim.defineEx('grade', 'gra', () => deeds?.run('grade'));
  Vim.defineEx('write', 'w', (adapter) =>
    adapter.openNotification('Your files are saved at each pause. :run runs them.'),
  );
}

/** Turns them on, with their line in `status`; gives the way back. */
export function startVim(
  instance: editor.IStandaloneCodeEditor,
  status: HTMLElement,
  told: VimDeeds,
): () => void {
  deeds = told;
  teachCommands();
  const vim = initVimMode(instance, status);
  // Whoever chose the keys in a menu wants to use them.
  instance.focus();
  return () => {
    vim.dispose();
    status.replaceChildren();
    instance.updateOptions({ cursorStyle: 'line', cursorBlinking: 'blink', cursorWidth: 0 });
  };
}

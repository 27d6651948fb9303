/** Gives the code editor the keys that the learner chose, for as long as the page lives. */
import { effect } from '@preact/signals';
import type { editor } from 'monaco-editor/editor/editor.api';
import { chooseKeys, keysChoice } from './keys-choice.ts';
import type { VimDeeds } from './vim-keys.ts';

interface KeysOptions extends VimDeeds {
  readonly instance: editor.IStandaloneCodeEditor;
  /** Where Vim's line goes: an element below the code. */
  readonly status: HTMLElement;
  /** Says that the keys could not be fetched. */
  readonly failed: (words: string) => void;
}

/** Follows the choice. A choice that was taken back while its keys were on their way starts nothing. */
export function followKeys({ instance, status, failed, ...deeds }: KeysOptions): void {
  let stop: (() => void) | null = null;
  effect(() => {
    const choice = keysChoice();
    stop?.();
    stop = null;
    status.hidden = choice !== 'vim';
    if (choice !== 'vim') return;
    import('./vim-keys.ts')
      .then(({ startVim }) => {
        if (keysChoice() === 'vim') stop ??= startVim(instance, status, deeds);
      })
      .catch(() => {
        chooseKeys('usual');
        failed(
          'Vim’s keys could not be loaded, so the editor has its usual ones. Check the connection and choose them again.',
        );
      });
  });
}

/** What the menus of lab and playground offer about the editor. */
import type { EditorPort } from './editor-port.ts';
import { chooseKeys, keysChoice } from './keys-choice.ts';
import type { LabSession } from './lab-session.ts';
import type { MenuItem } from './Menu.tsx';

/** What can be done with the code editor while it is open; before that, only the way to it. */
export function editorItems(session: LabSession, editorPort: EditorPort | null): MenuItem[] {
  const surface = session.surface.value;
  const isPlain = surface === 'plain';
  const change: MenuItem = {
    label: isPlain ? 'Use the code editor' : 'Use a plain text field',
    run: () => editorPort?.switchTo(isPlain ? 'code' : 'plain'),
  };
  if (surface !== 'code') return [change];
  const isVim = keysChoice() === 'vim';
  return [
    change,
    {
      label: isVim ? 'Use the usual keys' : 'Use Vim’s keys',
      run: () => chooseKeys(isVim ? 'usual' : 'vim'),
    },
    { label: 'Format the file', keys: 'Shift+Alt+F', run: () => void editorPort?.format() },
  ];
}

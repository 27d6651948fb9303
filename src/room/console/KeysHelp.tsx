/** The keys of the console, the switch for those who speak their input, and the tone for a new request. */
import { useState } from 'preact/hooks';
import { Dialog } from '#workbench/Dialog.tsx';
import type { Panel } from './desk.ts';
import { keysAreOn, switchKeys } from './keys.ts';
import { chime, soundIsOn, switchSound } from './sound.ts';

interface KeysHelpProps {
  readonly panels: readonly Panel[];
  readonly close: () => void;
}

export function KeysHelp({ panels, close }: KeysHelpProps) {
  const [areOn, setAreOn] = useState(keysAreOn);
  const [isLoud, setIsLoud] = useState(soundIsOn);
  const lines: readonly (readonly [string, string])[] = [
    ...panels.map(({ key, title }) => [key, title] as const),
    ['f', 'Find somebody by name'],
    ['j ↓', 'Next in a list'],
    ['k ↑', 'The one before'],
    ['← →', 'Other tabs'],
    ['Enter', 'Open what is chosen'],
    ['Esc', 'Close what is open'],
    ['?', 'These keys'],
  ];
  return (
    <Dialog title="Keys and sound" close={close}>
      <dl class="keys">
        {lines.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="console-check">
        <input
          type="checkbox"
          checked={areOn}
          onChange={({ currentTarget }) => {
            switchKeys(currentTarget.checked);
            setAreOn(currentTarget.checked);
          }}
        />{' '}
        Single letters are keys. Switch them off if you dictate.
      </label>
      <label class="console-check">
        <input
          type="checkbox"
          checked={isLoud}
          onChange={({ currentTarget }) => {
            switchSound(currentTarget.checked);
            setIsLoud(currentTarget.checked);
            if (currentTarget.checked) chime();
          }}
        />{' '}
        A soft tone when somebody asks for help.
      </label>
    </Dialog>
  );
}

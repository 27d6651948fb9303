/** The keys of the workbench. */
import { Dialog } from './Dialog.tsx';
import { commandKey } from './support.ts';

export function KeysDialog({ close }: { readonly close: () => void }) {
  const command = commandKey();
  const keys: readonly (readonly [string, string])[] = [
    [`${command} + Enter`, 'Run on the public seeds'],
    [`${command} + Shift + Enter`, 'Grade'],
    ['Esc', 'Stop the run'],
    ['Enter on the code', 'Edit it'],
    ['Ctrl + M', 'In the code editor: switch whether Tab indents or moves on'],
    ['Shift + Alt + F', 'In the code editor: format the file'],
    ['Alt + ↑ ↓ ← →', 'On a block of help: move it, leave it out, take it in'],
    ['↑ ↓, ← →', 'On the line below the code, or beside the brief: move it; Enter puts it back'],
    ['F1', 'In the code editor: all its commands'],
    [
      ':run, :grade',
      'With Vim’s keys: the same as the buttons; “More” turns these keys on and off',
    ],
    ['↑ ↓ ← →', 'On the story or its drawing: step from event to event'],
    ['Home, End', 'First and last event'],
    ['?', 'This list'],
  ];
  return (
    <Dialog title="Keys" close={close}>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

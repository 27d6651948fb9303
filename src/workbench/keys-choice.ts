/** Which keys the code editor listens to: one choice for every lab of the page, remembered. */
import { signal } from '@preact/signals';

export type KeysChoice = 'usual' | 'vim';

const storageKey = 'nines:keys';

function remembered(): KeysChoice {
  try {
    return localStorage.getItem(storageKey) === 'vim' ? 'vim' : 'usual';
  } catch {
    // Storage is refused: the choice lasts as long as the page.
    return 'usual';
  }
}

const chosen = signal(remembered());

/** To be read, and followed by effects. */
export function keysChoice(): KeysChoice {
  return chosen.value;
}

export function chooseKeys(choice: KeysChoice): void {
  chosen.value = choice;
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // See above.
  }
}

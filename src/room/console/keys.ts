/**
 * Single keys of the console. They act only while nobody writes, never with Control, Alt or Command, and can be
 * switched off, as speech input types letters by itself (WCAG 2.1.4).
 */

const writes = 'input, textarea, select, [contenteditable], .monaco-editor';
const offKey = 'nines:console-keys-off';

export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(offKey) === null;
  } catch {
    return true;
  }
}

export function switchKeys(areOn: boolean): void {
  try {
    if (areOn) localStorage.removeItem(offKey);
    else localStorage.setItem(offKey, '1');
  } catch {
    // The browser keeps nothing: they are on again after a reload.
  }
}

/** The key that was pressed on its own, outside of any field; null for all else. */
export function singleKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const { target } = event;
  if (target instanceof Element && target.closest(writes) !== null) return null;
  // A dialog has the keyboard to itself.
  if (target instanceof Element && target.closest('dialog') !== null) return null;
  return event.key;
}

/** By how much a key moves in a list; 0 for keys that move nothing. */
function stepOf(key: string): number {
  if (key === 'ArrowDown' || key === 'j') return 1;
  if (key === 'ArrowUp' || key === 'k') return -1;
  return 0;
}

/**
 * Moves the focus within the list that has it: every `[data-item]` below the nearest `[data-list]`. Tells whether the key
 * was used. With `j` and the focus nowhere, the first item of the page's first list is taken.
 */
export function moveInList(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof Element)) return false;
  const list = target.closest('[data-list]');
  const letters = event.key === 'j' || event.key === 'k';
  if (letters && !keysAreOn()) return false;
  if (list === null || (singleKey(event) === null && !target.matches('[data-item]'))) return false;
  const items = [...list.querySelectorAll<HTMLElement>('[data-item]')];
  const now = items.findIndex((item) => item.contains(target));
  const step = stepOf(event.key);
  const next =
    step !== 0
      ? now + step
      : event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? items.length - 1
          : -1;
  const item = step === 0 && event.key !== 'Home' && event.key !== 'End' ? undefined : items[next];
  item?.focus();
  return item !== undefined;
}

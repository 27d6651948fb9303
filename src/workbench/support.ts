/** What this browser can do for a lab, and in what way a learner here probably wants to write. */

/** Why labs cannot run here, in one sentence; null if they can. Kept free of new syntax on purpose. */
export function missingSupport(): string | null {
  if (typeof Worker !== 'function')
    return 'This browser has no web workers, so labs cannot run in it.';
  const frame = document.createElement('iframe');
  if (!('srcdoc' in frame) || !('sandbox' in frame)) {
    return 'This browser cannot shut a program into a frame, so labs do not run in it.';
  }
  if (typeof Object.hasOwn !== 'function' || typeof Array.prototype.findLast !== 'function') {
    return 'This browser is too old to run labs: it needs one from 2023 or later.';
  }
  return null;
}

/** Calls back when the page has nothing else to do. Safari has no idle callbacks. */
export function whenIdle(start: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(start, { timeout: 1_000 });
  else setTimeout(start, 200);
}

export type EditorChoice = 'code' | 'plain';

const choiceKey = 'nines:editor';

/** The editor that was chosen last; on a touch screen the plain one if nothing was. */
export function editorChoice(): EditorChoice {
  try {
    const stored = localStorage.getItem(choiceKey);
    if (stored === 'code' || stored === 'plain') return stored;
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
  return matchMedia('(hover: none) and (pointer: coarse)').matches ? 'plain' : 'code';
}

export function rememberEditorChoice(choice: EditorChoice): void {
  try {
    localStorage.setItem(choiceKey, choice);
  } catch {
    // See above.
  }
}

interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** True if two megabytes may be fetched before anybody asked for them. */
export function isLinkFast(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  return connection?.saveData !== true && (connection?.effectiveType ?? '4g') === '4g';
}

/** The name of the key that goes with Enter. */
export function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}

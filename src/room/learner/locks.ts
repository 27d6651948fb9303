/** Passes the instructor's locks on the help ladder on to the labs of a page, and to those that wake later. */
import type { Session } from '#workshop/session.ts';

/** Up to which rung the help of a lab may be opened; infinite where nothing is locked. */
export function openMostOf(locks: Session['locks'], lab: string): number {
  const own = Object.hasOwn(locks, lab) ? locks[lab] : undefined;
  return own ?? locks['*'] ?? Number.POSITIVE_INFINITY;
}

function tell(lab: string, locks: Session['locks']): void {
  const detail = { lab, openMost: openMostOf(locks, lab) };
  document.dispatchEvent(new CustomEvent('nines:help-lock', { detail }));
}

/** Keeps the locks of this page's labs up to date. Gives what to call with the locks as they are now. */
export function keepLocks(): (locks: Session['locks']) => void {
  let current: Session['locks'] = {};
  let told = '';
  const labs = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('[data-lab][data-awake]')].flatMap(
      ({ dataset }) => dataset['lab'] ?? [],
    );
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const lab = target instanceof HTMLElement ? target.dataset['lab'] : undefined;
      if (lab !== undefined) tell(lab, current);
    }
  }).observe(document.body, { attributeFilter: ['data-awake'], subtree: true });
  return (locks) => {
    const text = JSON.stringify(locks);
    if (text === told) return;
    told = text;
    current = { ...locks };
    for (const lab of labs()) tell(lab, current);
  };
}

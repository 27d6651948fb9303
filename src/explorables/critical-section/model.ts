/**
 * A transfer of 30 crowns between two accounts, and a crash after any of its steps: once with threads that share the
 * accounts and a lock, once with a process that keeps them and, if asked to, a copy in London.
 */

/** What the transfer has done when the crash comes; 0: nothing yet. */
export const steps = [
  { shared: 'the transfer has not begun', isolated: 'the request is in the mailbox' },
  { shared: 'thread A holds the lock', isolated: 'the process has read the request' },
  { shared: 'A has subtracted 30 here', isolated: 'it has subtracted 30 here' },
  { shared: 'A has added 30 there', isolated: 'it has added 30 there' },
  { shared: 'A has released the lock', isolated: 'it has told London and the client' },
] as const;

export const lastStep = steps.length - 1;
const before: Accounts = { here: 60, there: 40 };
const amount = 30;

export interface Accounts {
  readonly here: number;
  readonly there: number;
}

export interface Choices {
  /** The crash comes after this step. */
  readonly step: number;
  /** A process in London is told of every change. */
  readonly hasCopy: boolean;
  /** The line to London is down. */
  readonly isCut: boolean;
}

/** What threads leave behind. */
export interface SharedOutcome {
  readonly accounts: Accounts;
  readonly isLockHeld: boolean;
  /** Threads that must be stopped, for they have seen or will see what nobody vouches for. */
  readonly stopped: number;
  readonly verdict: string;
}

/** What processes leave behind. */
export interface IsolatedOutcome {
  /** Processes that end: the one that crashed, and no other. */
  readonly ended: number;
  /** What London knows; null without a copy. */
  readonly london: Accounts | null;
  /** True if the copy is what the accounts were, or became. */
  readonly verdict: string;
}

/** The accounts after so many steps. */
export function accountsAfter(step: number): Accounts {
  return {
    here: before.here - (step >= 2 ? amount : 0),
    there: before.there + (step >= 3 ? amount : 0),
  };
}

export function sum({ here, there }: Accounts): number {
  return here + there;
}

/** Thread A crashes while B and C share its memory. */
export function sharedOutcome({ step }: Choices): SharedOutcome {
  const accounts = accountsAfter(step);
  const isLockHeld = step >= 1 && step < lastStep;
  if (!isLockHeld) {
    const what = step === 0 ? 'Nothing had begun' : 'All was done';
    return {
      accounts,
      isLockHeld,
      stopped: 1,
      verdict: `${what}, and the lock was free. This is the lucky case.`,
    };
  }
  const isBroken = sum(accounts) !== sum(before);
  return {
    accounts,
    isLockHeld,
    stopped: 3,
    verdict: isBroken
      ? `${amount} crowns are nowhere. Release the lock, and B and C count with it; keep it, and they wait for ever.`
      : 'The sum is right, but nobody can know that: the lock says that somebody was at it.',
  };
}

/** The process that keeps the accounts crashes; clients and London are processes of their own. */
export function isolatedOutcome({ step, hasCopy, isCut }: Choices): IsolatedOutcome {
  const isTold = step === lastStep && !isCut;
  const london = hasCopy ? accountsAfter(isTold ? lastStep : 0) : null;
  return { ended: 1, london, verdict: isolatedVerdict({ step, hasCopy, isCut }) };
}

function isolatedVerdict({ step, hasCopy, isCut }: Choices): string {
  if (!hasCopy) {
    return 'The accounts are gone, all at once. Whoever starts again must have kept them somewhere.';
  }
  if (step === lastStep) {
    return isCut
      ? 'The client was told that it is done, and London has never heard of it. Two truths: somebody has to merge them.'
      : 'London has the accounts as they became. It can go on from there.';
  }
  return 'London has the accounts as they were before the transfer, whole. The client hears nothing, and may ask again.';
}

/** The state of the board: the ledger that is being set, and the attempts so far. */
import { useEffect, useState } from 'preact/hooks';
import { notLoaded } from '#explorables/controls.tsx';
import { loadAttempts, saveAttempts, withAttempt, type Attempt } from './attempts.ts';
import { firstMeasured } from './baseline.ts';
import { firstLedger, type Fn, type Ledger } from './ledger.ts';
import { nothingToWalk, saysOfPromises, sayWitness } from './words.ts';

export const firstAttempt: Attempt = { ledger: firstLedger, measured: firstMeasured };

export interface Board {
  readonly ledger: Ledger;
  readonly attempts: readonly Attempt[];
  readonly isRunning: boolean;
  /** What a screen reader is told. */
  readonly narration: string;
  readonly notice: string;
  readonly decide: (ledger: Ledger) => void;
  readonly run: () => void;
  /** Back to the first attempt. */
  readonly forget: () => void;
  /** Opens a run in which something went wrong with a function of the attempt. */
  readonly walk: (attempt: Attempt, fn: Fn) => void;
}

export function useBoard(): Board {
  const [ledger, setLedger] = useState<Ledger>(firstLedger);
  const [attempts, setAttempts] = useState<readonly Attempt[]>([firstAttempt]);
  const [isRunning, setRunning] = useState(false);
  const [narration, setNarration] = useState('');
  const [notice, setNotice] = useState('');

  useEffect(() => {
    const kept = loadAttempts();
    const latest = kept.at(-1);
    if (latest === undefined) return;
    setAttempts(kept);
    setLedger(latest.ledger);
  }, []);

  const keep = (next: readonly Attempt[]): void => {
    setAttempts(next);
    saveAttempts(next);
  };
  const run = async (): Promise<void> => {
    setRunning(true);
    setNotice('');
    try {
      // Model and runtime are fetched with the first run: whoever only reads does not load them.
      const { played } = await import('./ask-worker.ts');
      const measured = await played(ledger);
      keep(withAttempt(attempts, { ledger, measured }));
      setNarration(`Measured. ${saysOfPromises(measured)}`);
    } catch {
      setNotice(notLoaded);
    }
    setRunning(false);
  };
  const walk = async ({ ledger: walked }: Attempt, fn: Fn): Promise<void> => {
    setNotice('');
    try {
      // The time machine comes when somebody wants to walk.
      const [{ walkOf, witnessOf }, { showWalk }] = await Promise.all([
        import('./walk.ts'),
        import('#workbench/machine/show-walk.tsx'),
      ]);
      const witness = witnessOf(walked, fn);
      if (witness === null) setNotice(nothingToWalk);
      else {
        const { walk: run, event } = walkOf(walked, witness);
        showWalk(run, { title: sayWitness(fn, witness), event });
      }
    } catch {
      setNotice(notLoaded);
    }
  };
  return {
    ledger,
    attempts,
    isRunning,
    narration,
    notice,
    decide: setLedger,
    run: () => void run(),
    walk: (attempt, fn) => void walk(attempt, fn),
    forget: () => {
      setLedger(firstLedger);
      keep([firstAttempt]);
    },
  };
}

/** What if one row said something else: the same night twice, as state and actions. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { cellName, withChange, type Cell, type CellValue } from './ledger.ts';
import type { Night } from './night.ts';
import type { Replayed } from './rerun.ts';

/** Plays a night with these files. */
export type PlayTexts = (
  texts: Readonly<Record<string, string>>,
  progressed: (events: number) => void,
  signal: AbortSignal,
) => Promise<Replayed>;

/** Two nights of one seed, and the row that tells them apart. */
export interface Pair {
  readonly name: string;
  readonly from: CellValue;
  readonly to: CellValue;
  readonly expected: string;
  readonly before: Night;
  readonly after: Night;
}

/** Where the playing is. */
export type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'playing'; readonly part: 'before' | 'after'; readonly events: number }
  | { readonly kind: 'failed'; readonly message: string };

/** What a row says, in words. */
export function sayCell(value: CellValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** A row with what it should say, and what somebody expects of it. */
export interface Wish {
  readonly cell: Cell;
  readonly value: CellValue;
  readonly expected: string;
}

type Texts = Readonly<Record<string, string>>;

/** What stops a what-if before its end, in words for the page. */
class NoNight extends Error {}

/** Plays what-ifs on one night's files. The unchanged night is played once, by the page itself, for all of them. */
export function useWhatIf(texts: Texts, play: PlayTexts) {
  const [phase, setPhase] = useState<Phase>({ kind: 'idle' });
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  // A night that was kept may have been played with other files of earlier labs than there are now.
  const base = useRef<Night | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const playPart = async (part: 'before' | 'after', given: Texts): Promise<Night> => {
    const signal = abort.current?.signal ?? new AbortController().signal;
    const progressed = (events: number): void => setPhase({ kind: 'playing', part, events });
    progressed(0);
    const played = await play(given, progressed, signal);
    if (played.kind === 'none') throw new NoNight(played.message);
    return played.night;
  };
  const run = async ({ cell, value, expected }: Wish): Promise<void> => {
    abort.current = new AbortController();
    try {
      base.current ??= await playPart('before', texts);
      const before = base.current;
      const after = await playPart('after', withChange(texts, cell, value));
      const pair = { name: cellName(cell), from: cell.value, to: value, expected, before, after };
      setPairs((all) => [pair, ...all]);
      setPhase({ kind: 'idle' });
    } catch (error) {
      const message =
        error instanceof NoNight
          ? error.message
          : 'The night could not be played. Check the connection and try again.';
      setPhase({ kind: 'failed', message });
    }
  };
  return { phase, pairs, run, stop: () => abort.current?.abort() };
}

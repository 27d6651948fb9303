/** What the reader has left out, what came of it, and how far the search has got: the state of the figure. */
import { useEffect, useState } from 'preact/hooks';
import { notLoaded } from '#explorables/controls.tsx';
import { found } from './recorded.ts';
import {
  rangesOf,
  stillFails,
  wholeSchedule,
  type Books,
  type Kept,
  type Target,
} from './schedule.ts';

// Model and runtime are fetched with the first run: whoever only reads does not load them.
const loadModel = () => import('./model.ts');
// The time machine comes when somebody wants to walk.
const loadWalk = () =>
  Promise.all([import('./walk.ts'), import('#workbench/machine/show-walk.tsx')]);

/** Some of the events, and what the books say after them. */
export interface Run {
  readonly kept: Kept;
  readonly books: Books;
}

/** The runs of delta debugging, of which some have been shown. */
interface Search {
  readonly target: Target;
  readonly tries: readonly Run[];
  readonly core: Kept;
  readonly shown: number;
}

/** The run that is on the table, and all that have been seen. */
interface Seen {
  readonly run: Run;
  readonly known: Readonly<Record<string, Books>>;
}

const stepMs = 350;
const keyOf = (kept: Kept): string => kept.join();
const first: Run = { kept: wholeSchedule, books: found };
const firstSeen: Seen = { run: first, known: { [keyOf(wholeSchedule)]: found } };

const withRuns = ({ known }: Seen, runs: readonly Run[], run: Run): Seen => ({
  run,
  known: { ...known, ...Object.fromEntries(runs.map(({ kept, books }) => [keyOf(kept), books])) },
});

export function useShrinking() {
  const [{ run, known }, see] = useState(firstSeen);
  const [search, setSearch] = useState<Search | null>(null);
  const [notice, setNotice] = useState('');
  const [narration, narrate] = useState('');

  useSteps(search, (count, { tries, core }) => {
    setSearch((now) => now && { ...now, shown: count });
    if (count < tries.length) {
      const last = tries[count - 1];
      if (last !== undefined) see((seen) => ({ ...seen, run: last }));
      return;
    }
    const end = tries.findLast(({ kept }) => keyOf(kept) === keyOf(core)) ?? first;
    see((seen) => withRuns(seen, tries, end));
    narrate(`${tries.length} runs. What is left: ${rangesOf(core)}.`);
  });

  const load = <T>(what: () => Promise<T>, use: (loaded: T) => void): void => {
    what().then(
      (loaded) => {
        setNotice('');
        use(loaded);
      },
      () => setNotice(notLoaded),
    );
  };

  return {
    run,
    search,
    notice,
    narration,
    isSearching: isUnderWay(search),
    /** How many different schedules the reader has seen the end of. */
    runs: Object.keys(known).length,
    /** True if leaving out this event was tried here, and the failure went with it. */
    isNeeded: (number: number): boolean => {
      const books = known[keyOf(run.kept.filter((one) => one !== number))];
      return (
        books !== undefined &&
        run.kept.includes(number) &&
        stillFails(run.books, 'the same') &&
        !stillFails(books, 'the same')
      );
    },
    /** Takes an event out of the schedule, or puts it back. */
    turn: (number: number): void => {
      setSearch(null);
      load(loadModel, ({ play }) => {
        see((seen) => {
          const { kept: before } = seen.run;
          const kept = wholeSchedule.filter((one) => before.includes(one) !== (one === number));
          const next = { kept, books: play(kept) };
          narrate(stillFails(next.books, 'the same') ? 'Still fails.' : 'No second parcel.');
          return withRuns(seen, [next], next);
        });
      });
    },
    /** Lets delta debugging do it, from the whole schedule. */
    minimise: (target: Target): void =>
      load(loadModel, ({ minimise }) => {
        const { kept: core, tries } = minimise(target);
        setSearch({ target, tries, core, shown: 0 });
      }),
    again: (): void => {
      setSearch(null);
      see((seen) => ({ ...seen, run: first }));
    },
    /** Shows all that is left of the search at once. */
    skip: (): void => setSearch((now) => now && { ...now, shown: now.tries.length - 1 }),
    /** Opens the run in the time machine. */
    walk: (): void =>
      load(loadWalk, ([{ walkOf }, { showWalk }]) => {
        const { walk, event } = walkOf(run.kept);
        showWalk(walk, { title: `Events ${rangesOf(run.kept)}`, event });
      }),
  };
}

export type Shrinking = ReturnType<typeof useShrinking>;

const isUnderWay = (search: Search | null): boolean =>
  search !== null && search.shown < search.tries.length;

/** Shows one run of the search after the other, or all at once to those who want no movement. */
function useSteps(search: Search | null, show: (count: number, search: Search) => void): void {
  useEffect(() => {
    if (search === null || !isUnderWay(search)) return undefined;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      show(search.tries.length, search);
      return undefined;
    }
    const timer = setTimeout(() => show(search.shown + 1, search), stepMs);
    return () => clearTimeout(timer);
  }, [search]);
}

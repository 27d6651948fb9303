/** What the reader has chosen, played and found out: the state of the figure. */
import { useState } from 'preact/hooks';
import { notLoaded } from '#explorables/controls.tsx';
import {
  isInTable,
  places,
  strategies,
  usualTimeoutMs,
  type Outcome,
  type Setup,
  type Trip,
} from './setup.ts';

/** A trip that was played, with what the reader had said. */
export interface Played {
  readonly setup: Setup;
  readonly trip: Trip;
  readonly predicted: Outcome;
}

/** Trips by `strategy place`. */
export type Results = Readonly<Record<string, Trip>>;

/** Cells of the whole table. */
export const cellCount = strategies.length * places.length;

// Model and runtime are fetched with the first prediction: whoever only reads does not load them.
const loadModel = () => import('./model.ts');
// The time machine comes when somebody wants to walk.
const loadWalk = () =>
  Promise.all([import('./walk.ts'), import('#workbench/machine/show-walk.tsx')]);

function playTable(play: (setup: Setup) => Trip): Results {
  const all: Record<string, Trip> = {};
  for (const strategy of strategies) {
    for (const { number } of places) {
      const setup = { strategy, cuts: [number], always: false, timeoutMs: usualTimeoutMs };
      all[`${strategy} ${number}`] = play(setup);
    }
  }
  return all;
}

export function useTrips(first: Setup) {
  const [setup, setSetup] = useState(first);
  const [played, setPlayed] = useState<Played | null>(null);
  const [results, setResults] = useState<Results>({});
  const [narration, narrate] = useState('');
  const [notice, setNotice] = useState('');

  const walk = async (setup: Setup): Promise<void> => {
    try {
      const [{ walkTrip }, { showWalk }] = await loadWalk();
      setNotice('');
      const { walk, event } = walkTrip(setup);
      showWalk(walk, { title: `One order, ${setup.strategy}`, event });
    } catch {
      setNotice(notLoaded);
    }
  };

  const withModel = async (use: (play: (setup: Setup) => Trip) => void): Promise<void> => {
    try {
      const { play } = await loadModel();
      setNotice('');
      use(play);
    } catch {
      setNotice(notLoaded);
    }
  };

  return {
    setup,
    played,
    results,
    narration,
    notice,
    narrate,
    /** The reader chooses: what was shown belongs to another choice. */
    choose: (next: Setup): void => {
      setSetup(next);
      setPlayed(null);
    },
    reveal: (predicted: Outcome): void => {
      void withModel((play) => setPlayed({ setup, predicted, trip: play(setup) }));
    },
    /** All events of the trip have been shown: it enters the table. */
    shown: (): void => {
      if (played === null) return;
      const { trip } = played;
      narrate(`Books: ${trip.books}. ${trip.lesson}`);
      const [place] = setup.cuts;
      if (isInTable(setup)) setResults({ ...results, [`${setup.strategy} ${place}`]: trip });
    },
    again: (): void => {
      setPlayed(null);
    },
    /** Opens what was played in the time machine. */
    walk: (): void => {
      if (played !== null) void walk(played.setup);
    },
    fillTable: (): void => {
      void withModel((play) => {
        setResults(playTable(play));
        narrate('The table is complete.');
      });
    },
  };
}

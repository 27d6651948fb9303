/** The stage, held by the view. */
import { useEffect, useState } from 'preact/hooks';
import { firstShown, Stage, type Shown } from './stage.ts';

export interface Queue extends Pick<Stage, 'turn' | 'pause'> {
  readonly shown: Shown;
  readonly play: () => void;
  /** Plays what is left without showing it. */
  readonly finish: () => void;
}

export function useQueue(): Queue {
  const [shown, setShown] = useState(firstShown);
  const [stage] = useState(
    () =>
      new Stage({
        // Runtime and model are fetched with the first run: whoever only reads does not load them.
        open: async () => (await import('./ask-worker.ts')).opened(),
        pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        show: setShown,
      }),
  );
  useEffect(() => () => stage.pause(), [stage]);
  return {
    shown,
    turn: (change) => stage.turn(change),
    pause: () => stage.pause(),
    play: () => void stage.play(strideOf()),
    finish: () => void stage.play(),
  };
}

/** Who wants no motion sees ten seconds at once. */
const strideOf = (): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 10 : 1);

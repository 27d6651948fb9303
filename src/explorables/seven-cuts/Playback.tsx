/** The trip, event by event, and what it came to. */
import { useEffect, useState } from 'preact/hooks';
import { Successor, Tile } from '#explorables/controls.tsx';
import { LaneNames, Strip } from './Strip.tsx';
import type { Page, Step, Trip } from './setup.ts';
import type { Played } from './trips.ts';

const stepMs = 450;
const pageSays: Readonly<Record<Page, string>> = {
  delivered: 'delivered',
  'not delivered': 'it failed',
  unknown: 'we don’t know',
};

interface PlaybackProps {
  readonly played: Played;
  /** All events have been shown. */
  readonly onShown: () => void;
  /** The reader has stepped to this event. */
  readonly onStep: (text: string) => void;
  readonly onAgain: () => void;
  /** Opens the whole run, with every state in it. */
  readonly onWalk: () => void;
}

export function Playback({ played, onShown, onStep, onAgain, onWalk }: PlaybackProps) {
  const { steps } = played.trip;
  const [count, setCount] = useState(1);
  const [isRunning, setRunning] = useState(true);
  const isOver = count >= steps.length;

  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) setCount(steps.length);
  }, [steps]);
  useEffect(() => {
    if (isOver) onShown();
  }, [isOver]);
  useEffect(() => {
    if (isOver || !isRunning) return undefined;
    const timer = setTimeout(() => setCount(count + 1), stepMs);
    return () => clearTimeout(timer);
  }, [count, isRunning, isOver]);

  const stepOn = (): void => {
    setRunning(false);
    setCount(count + 1);
    onStep(steps[count]?.text ?? '');
  };

  return (
    <Successor class="cuts-playback">
      <div class="cuts-events">
        <LaneNames />
        <ol>
          {steps.slice(0, count).map((step, index) => (
            <EventRow key={index} step={step} isLast={index === count - 1 && !isOver} />
          ))}
        </ol>
      </div>
      {isOver ? (
        <Result played={played} onAgain={onAgain} onWalk={onWalk} />
      ) : (
        <p class="x-row cuts-buttons">
          <button type="button" onClick={() => setRunning(!isRunning)}>
            {isRunning ? 'Pause' : 'Go on'}
          </button>
          <button type="button" onClick={stepOn}>
            Next event
          </button>
          <button type="button" onClick={() => setCount(steps.length)}>
            All {steps.length}
          </button>
        </p>
      )}
    </Successor>
  );
}

function EventRow({ step, isLast }: { readonly step: Step; readonly isLast: boolean }) {
  const isBad = step.kind === 'effect' && !step.text.startsWith('A ');
  return (
    <li class={isBad ? 'is-bad' : ''}>
      <Strip from={step.from} to={step.to} kind={step.kind} isMarked={isLast} />
      <span>
        <small>{Math.round(step.atMs).toLocaleString('en')} ms</small>
        {step.text}
      </span>
    </li>
  );
}

function Result({ played, onAgain, onWalk }: Pick<PlaybackProps, 'played' | 'onAgain' | 'onWalk'>) {
  const { trip, predicted } = played;
  return (
    <Successor class="cuts-result">
      <dl class="x-tiles">
        <Tile
          label="Books delivered"
          isBad={trip.books !== 1}
          note={predicted.books === trip.books ? 'as you said' : `you said ${predicted.books}`}
        >
          {trip.books}
        </Tile>
        <Tile
          label="The page says"
          note={
            predicted.page === trip.page ? 'as you said' : `you said: ${pageSays[predicted.page]}`
          }
        >
          {pageSays[trip.page]}
        </Tile>
        <Tile label="Is the page right?" isBad={isWrong(trip)}>
          {truth(trip)}
        </Tile>
      </dl>
      <p class="cuts-lesson">{trip.lesson}</p>
      <p class="x-row cuts-buttons">
        <button type="button" onClick={onAgain}>
          Predict again
        </button>
        <button type="button" onClick={onWalk}>
          Walk through the run
        </button>
      </p>
    </Successor>
  );
}

const isWrong = ({ page, books }: Trip): boolean => page === 'delivered' && books !== 1;

function truth(trip: Trip): string {
  if (isWrong(trip)) return 'no';
  if (trip.page === 'delivered') return 'yes';
  return trip.mailed ? 'settled by letter' : 'open for ever';
}

/** The runs of delta debugging: a row each, with the events that were kept, and what came of it. */
import { Successor } from '#explorables/controls.tsx';
import { rangesOf, stillFails, wholeSchedule, type Kept } from './schedule.ts';
import type { Run, Shrinking } from './shrinking.ts';

interface SearchProps {
  readonly search: NonNullable<Shrinking['search']>;
  readonly skip: () => void;
}

export function Search({ search, skip }: SearchProps) {
  const { target, tries, shown, core } = search;
  const isOver = shown >= tries.length;
  return (
    <div class="shrink-search needs-js">
      <ol>
        {tries.slice(0, shown).map((run, index) => (
          <Step key={index} run={run} isKept={stillFails(run.books, target)} />
        ))}
      </ol>
      {isOver ? (
        <Successor class="shrink-lesson">
          <b>{`${tries.length} runs, ${core.length} events: ${rangesOf(core)}.`}</b>{' '}
          {target === 'any' ? slipped : lesson}
        </Successor>
      ) : (
        <button type="button" onClick={skip}>
          All at once
        </button>
      )}
    </div>
  );
}

const lesson =
  'An order, a reply that its customer never hears, and a restart between that and the next attempt. None of the three does any harm without the other two, and together they name the cause: the record of the order was in memory.';
const slipped =
  'It is smaller, and it is about something else: the second parcel that you were after is not in it any more. A shrinker has to ask for the same failure each time.';

function Step({ run, isKept }: { readonly run: Run; readonly isKept: boolean }) {
  return (
    <li class={isKept ? 'is-kept' : ''}>
      <Strip kept={run.kept} />
      <span>
        {endOf(run)}
        {isKept && <b>, kept</b>}
      </span>
    </li>
  );
}

function endOf({ books }: Run): string {
  if (stillFails(books, 'the same')) return 'two parcels';
  return stillFails(books, 'any') ? 'no parcel for Zoe' : 'passes';
}

/** Fourteen cells: the full ones were kept. */
function Strip({ kept }: { readonly kept: Kept }) {
  const cells = (numbers: Kept, size: number): string =>
    numbers
      .map(
        (one) => `M${(one - 1) * 11 + 5 - size} ${5 - size}h${2 * size}v${2 * size}h-${2 * size}z`,
      )
      .join('');
  return (
    <svg
      class="shrink-strip"
      viewBox="0 0 153 10"
      width="153"
      height="10"
      role="img"
      aria-label={`Events ${rangesOf(kept)}`}
    >
      <path class="is-in" d={cells(kept, 5)} />
      <path
        d={cells(
          wholeSchedule.filter((one) => !kept.includes(one)),
          1,
        )}
      />
    </svg>
  );
}

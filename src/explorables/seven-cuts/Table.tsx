/** The trip with its seven places, and beside each place what the three strategies have come to so far. */
import { places, strategies, type Place, type Setup, type Strategy, type Trip } from './setup.ts';
import { LaneNames, Strip } from './Strip.tsx';
import type { Results } from './trips.ts';

const shortNames: Readonly<Record<Strategy, string>> = {
  'at-most-once': 'at most',
  'at-least-once': 'at least',
  'exactly-once effect': 'exactly',
};

interface TableProps {
  readonly setup: Setup;
  readonly results: Results;
  readonly onChange: (setup: Setup) => void;
}

export function Table({ setup, results, onChange }: TableProps) {
  const turn = (place: number): void => {
    const { cuts } = setup;
    const next = cuts.includes(place) ? cuts.filter((each) => each !== place) : [...cuts, place];
    onChange({ ...setup, cuts: next.sort((left, right) => left - right) });
  };
  return (
    <table class="cuts-table">
      <caption>
        One order, from top to bottom. Tick where to cut it.
        <small>
          On the right, as you play: the books that left, and whether the page said “delivered” (✓),
          did not know (?), or did not know and was settled by letter (?✓).
        </small>
      </caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="is-hidden">Place</span>
            <LaneNames />
          </th>
          {strategies.map((strategy) => (
            <th key={strategy} scope="col" class={strategy === setup.strategy ? 'is-current' : ''}>
              {shortNames[strategy]}
              <span class="is-hidden"> once</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <Row
            key={place.number}
            place={place}
            setup={setup}
            results={results}
            onTurn={() => turn(place.number)}
            onPick={(strategy) =>
              onChange({ strategy, cuts: [place.number], always: false, timeoutMs: 500 })
            }
          />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  readonly place: Place;
  readonly setup: Setup;
  readonly results: Results;
  readonly onTurn: () => void;
  readonly onPick: (strategy: Strategy) => void;
}) {
  const { place, setup, results, onTurn, onPick } = props;
  const { number, name, from, to } = place;
  const isCut = setup.cuts.includes(number);
  const isNode = from === to;
  return (
    <tr class={isCut ? 'is-cut' : ''}>
      <th scope="row">
        <label>
          <input type="checkbox" checked={isCut} onChange={onTurn} />
          <Strip
            from={from}
            to={to}
            kind={isCut ? (isNode ? 'crash' : 'lost') : isNode ? 'note' : 'message'}
          />
          <span class="cuts-place">
            <b>{number}</b> {name}
          </span>
        </label>
      </th>
      {strategies.map((strategy) => {
        const trip = results[`${strategy} ${number}`];
        return (
          <td key={strategy} class={strategy === setup.strategy ? 'is-current' : ''}>
            <button
              type="button"
              class={trip !== undefined && trip.books > 1 ? 'is-bad' : ''}
              aria-label={`Set up ${strategy}, cut at place ${number}. ${trip === undefined ? 'Not played yet' : sayResult(trip)}`}
              onClick={() => onPick(strategy)}
            >
              {trip === undefined ? (
                <span class="cuts-open">·</span>
              ) : (
                <>
                  <b>{trip.books}</b> {trip.page === 'delivered' ? '✓' : trip.mailed ? '?✓' : '?'}
                </>
              )}
            </button>
          </td>
        );
      })}
    </tr>
  );
}

function sayResult({ books, page, mailed }: Trip): string {
  const said = page === 'delivered' ? 'delivered' : 'unknown';
  const later = page === 'unknown' && mailed ? ', settled later' : '';
  return `${books} ${books === 1 ? 'book' : 'books'}, page: ${said}${later}`;
}

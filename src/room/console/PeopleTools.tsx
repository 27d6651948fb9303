/** Whom the table shows, and in which order. */
import type { Only, Order } from './people.ts';

const orders: readonly (readonly [Order, string])[] = [
  ['stuck', 'Stuck first'],
  ['name', 'By name'],
  ['activity', 'By activity'],
];
const kinds: readonly (readonly [Only, string])[] = [
  ['all', 'Everybody'],
  ['stuck', 'Stuck'],
  ['help', 'Ask for help'],
  ['silent', 'Silent'],
  ['away', 'Away'],
  ['passed', 'Passed this lab'],
];

/** What is asked of the table. */
export interface Wish {
  readonly order: Order;
  readonly only: Only;
  /** Part of a name. */
  readonly text: string;
}

interface ToolsProps {
  readonly wish: Wish;
  readonly setWish: (wish: Wish) => void;
  /** How many are stuck, are in the room, and are shown. */
  readonly stuck: number;
  readonly all: number;
  readonly shown: number;
}

export function PeopleTools({ wish, setWish, stuck, all, shown }: ToolsProps) {
  return (
    <div class="people-tools">
      <input
        type="search"
        id="find-person"
        aria-label="Find by name"
        placeholder="Find a name"
        aria-keyshortcuts="f"
        value={wish.text}
        onInput={({ currentTarget }) => setWish({ ...wish, text: currentTarget.value })}
      />
      <select
        aria-label="Who is shown"
        value={wish.only}
        onChange={({ currentTarget }) =>
          setWish({
            ...wish,
            only: kinds.find(([id]) => id === currentTarget.value)?.[0] ?? 'all',
          })
        }
      >
        {kinds.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        value={wish.order}
        onChange={({ currentTarget }) =>
          setWish({
            ...wish,
            order: orders.find(([id]) => id === currentTarget.value)?.[0] ?? 'stuck',
          })
        }
      >
        {orders.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <p class="people-count">
        <b>{stuck}</b> stuck of <b>{all}</b>
        {shown !== all && `, ${shown} shown`}
      </p>
    </div>
  );
}

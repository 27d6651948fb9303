/** The three copies side by side, and the line that is pulled between them. */
import { items, replicas, type Item, type MergeName, type Replica } from './merges.ts';
import { lineAfter, lines, type Deed, type Snapshot } from './model.ts';
import { sideWords } from './words.ts';

interface BoardProps {
  readonly name: MergeName;
  readonly now: Snapshot;
  readonly deeds: readonly Deed[];
  /** What each copy's cart should hold. */
  readonly wanted: Snapshot['carts'];
  /** No more deeds fit. */
  readonly isFull: boolean;
  readonly onDeed: (deed: Deed) => void;
}

export function Board({ name, now, deeds, wanted, isFull, onDeed }: BoardProps) {
  const line = lineAfter(deeds);
  const pull = (to: number): void => {
    const next = lines.find((each) => each === to);
    if (next !== undefined && next !== line) onDeed({ kind: 'cut', line: next });
  };
  return (
    <div class={`copies-board is-line-${line}`}>
      <label class="copies-scissor needs-js">
        <span>
          {line % 3 === 0
            ? 'Not cut: all three reach each other. Pull the handle between them.'
            : `Cut: ${sideWords(line)}`}
        </span>
        <input
          type="range"
          min={0}
          max={3}
          step={1}
          value={line}
          disabled={isFull}
          aria-label="Where the network is cut"
          aria-valuetext={line % 3 === 0 ? 'not cut: A, B, C' : sideWords(line)}
          onChange={(event) => pull(Number(event.currentTarget.value))}
        />
      </label>
      <div class="copies-columns">
        {replicas.map((at) => (
          <Copy
            key={at}
            at={at}
            cart={now.carts[at]}
            wanted={wanted[at]}
            memory={now.memory[at]}
            isFull={isFull}
            onDeed={onDeed}
          />
        ))}
      </div>
      <small class="copies-memory-legend">
        {`In the last lines: what ${name === 'last writer' ? 'the register' : `the ${name}`} keeps beside the items.`}
      </small>
    </div>
  );
}

interface CopyProps {
  readonly at: Replica;
  readonly cart: readonly Item[];
  readonly wanted: readonly Item[];
  readonly memory: readonly string[];
  readonly isFull: boolean;
  readonly onDeed: (deed: Deed) => void;
}

function Copy({ at, cart, wanted, memory, isFull, onDeed }: CopyProps) {
  return (
    <section class="copies-copy" aria-label={`Copy ${at}`}>
      <p class="copies-name">{at}</p>
      <ul>
        {items.map((item) => (
          <Line
            key={item}
            item={item}
            at={at}
            isIn={cart.includes(item)}
            isWanted={wanted.includes(item)}
            isFull={isFull}
            onDeed={onDeed}
          />
        ))}
      </ul>
      <p class="copies-memory">
        {memory.map((words) => (
          <span key={words}>{words}</span>
        ))}
      </p>
    </section>
  );
}

function Line(props: {
  readonly item: Item;
  readonly at: Replica;
  readonly isIn: boolean;
  readonly isWanted: boolean;
  readonly isFull: boolean;
  readonly onDeed: (deed: Deed) => void;
}) {
  const { item, at, isIn, isWanted, isFull, onDeed } = props;
  const isWrong = isIn !== isWanted;
  const state = `${isIn ? 'is-in' : ''} ${isWrong ? 'is-wrong' : ''}`;
  return (
    <li class={state}>
      <span>
        {item}
        <small>{`${isIn ? 'in the cart' : 'not in it'}${isWrong ? (isIn ? ', came back' : ', lost') : ''}`}</small>
      </span>
      <span class="copies-turn needs-js">
        <button
          type="button"
          aria-label={`Add ${item} at ${at}`}
          disabled={isFull}
          onClick={() => onDeed({ kind: 'add', item, at })}
        >
          +
        </button>
        <button
          type="button"
          aria-label={`Remove ${item} at ${at}`}
          disabled={!isIn || isFull}
          onClick={() => onDeed({ kind: 'remove', item, at })}
        >
          −
        </button>
      </span>
    </li>
  );
}

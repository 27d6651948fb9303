/**
 * Blocks to put in order. Every move can be made three ways: by dragging a block by its grip, by its buttons, and with
 * Alt and an arrow key; each is told to a screen reader.
 */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ToolGlyph } from './Glyph.tsx';
import { InlineText } from './InlineText.tsx';
import {
  judgeOrder,
  mixed,
  moveBlock,
  placeOf,
  type Arrangement,
  type Block,
  type OrderVerdict,
  type Place,
  type Puzzle,
} from './puzzle.ts';
import { printMany } from './print.ts';
import { TintedText } from './TintedText.tsx';

interface Desk {
  readonly puzzle: Puzzle;
  readonly arrangement: Signal<Arrangement>;
  readonly verdict: Signal<OrderVerdict | null>;
  readonly told: Signal<string>;
  /** Moves a block and says so. */
  readonly move: (block: Block, place: Place) => void;
}

function firstLine({ text }: Block): string {
  return text.trim().split('\n')[0] ?? '';
}

/** Where a block is, in words. */
function sayPlace({ list, index }: Place, { chosen }: Arrangement): string {
  return list === 'left' ? 'left out' : `number ${index + 1} of ${chosen.length}`;
}

function useDesk(puzzle: Puzzle): Desk {
  const arrangement = useSignal(mixed(puzzle));
  const verdict = useSignal<OrderVerdict | null>(null);
  const told = useSignal('');
  const move: Desk['move'] = (block, place) => {
    arrangement.value = moveBlock(arrangement.value, block.id, place);
    verdict.value = null;
    told.value = `${firstLine(block)}: ${sayPlace(placeOf(arrangement.value, block.id), arrangement.value)}`;
  };
  return { puzzle, arrangement, verdict, told, move };
}

/** The place a key asks for, or null: Alt with up and down moves within a list, right takes in, left leaves out. */
function placeOfKey(event: KeyboardEvent, place: Place, chosen: number): Place | null {
  if (!event.altKey) return null;
  const { list, index } = place;
  switch (event.key) {
    case 'ArrowUp':
      return list === 'chosen' && index > 0 ? { list, index: index - 1 } : null;
    case 'ArrowDown':
      return list === 'chosen' && index < chosen - 1 ? { list, index: index + 1 } : null;
    case 'ArrowRight':
      return list === 'left' ? { list: 'chosen', index: chosen } : null;
    case 'ArrowLeft':
      return list === 'chosen' ? { list: 'left', index: 0 } : null;
    default:
      return null;
  }
}

/** The place under a point while a block is dragged: that of the block there, or the end of the list there. */
function placeAt(
  desk: HTMLElement,
  { clientX, clientY }: PointerEvent,
  arrangement: Arrangement,
): Place | null {
  const under = document.elementFromPoint(clientX, clientY);
  if (under === null || !desk.contains(under)) return null;
  const id = under.closest<HTMLElement>('[data-block]')?.dataset['block'];
  if (id !== undefined) return placeOf(arrangement, id);
  const list = under.closest<HTMLElement>('[data-list]')?.dataset['list'];
  if (list !== 'chosen' && list !== 'left') return null;
  return { list, index: arrangement[list].length };
}

function Grip({ desk, block }: { readonly desk: Desk; readonly block: Block }) {
  const follow = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const root = event.currentTarget.closest<HTMLElement>('.puzzle');
    const { value } = desk.arrangement;
    const place = root === null ? null : placeAt(root, event, value);
    const now = placeOf(value, block.id);
    if (place !== null && (place.list !== now.list || place.index !== now.index)) {
      desk.move(block, place);
    }
  };
  return (
    <span
      class="block-grip"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={follow}
    />
  );
}

const controlWords = { up: 'Up', down: 'Down', in: 'Take in', out: 'Leave out' } as const;

interface BlockItemProps {
  readonly desk: Desk;
  readonly block: Block;
  readonly place: Place;
}

function BlockItem({ desk, block, place }: BlockItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const { chosen } = desk.arrangement.value;
  const { list, index } = place;
  const moveTo = (to: Place, control: string): void => {
    desk.move(block, to);
    // A block that moves in the page loses the focus; whoever moved it goes on from there.
    const root = item.current?.closest('.puzzle');
    requestAnimationFrame(() => {
      const moved = root?.querySelector(`[data-block="${block.id}"]`);
      const wanted = moved?.querySelector<HTMLButtonElement>(`[data-control="${control}"]`);
      const usable = wanted?.disabled === false ? wanted : moved?.querySelector('button:enabled');
      if (usable instanceof HTMLElement) usable.focus();
    });
  };
  const control = (glyph: keyof typeof controlWords, to: Place, isOff = false) => (
    <button
      type="button"
      data-control={glyph}
      aria-label={`${controlWords[glyph]}: ${firstLine(block)}`}
      title={controlWords[glyph]}
      disabled={isOff}
      onClick={() => moveTo(to, glyph)}
    >
      <ToolGlyph tool={glyph} />
    </button>
  );
  const { value: verdict } = desk.verdict;
  const isWrong = verdict?.kind === 'wrong' && list === 'chosen' && verdict.right === index;
  const isRight = verdict !== null && list === 'chosen' && index < rightOf(verdict, chosen.length);
  return (
    <li
      ref={item}
      class={`block${isWrong ? ' is-wrong' : isRight ? ' is-right' : ''}`}
      data-block={block.id}
      onKeyDown={(event) => {
        const to = placeOfKey(event, place, chosen.length);
        if (to === null) return;
        event.preventDefault();
        const used = event.target instanceof HTMLElement ? event.target.dataset['control'] : '';
        moveTo(to, used ?? '');
      }}
    >
      <Grip desk={desk} block={block} />
      <pre>
        <code>
          <TintedText text={block.text} />
        </code>
      </pre>
      <span class="block-controls">
        {list === 'left' ? (
          control('in', { list: 'chosen', index: chosen.length })
        ) : (
          <>
            {control('up', { list, index: index - 1 }, index === 0)}
            {control('down', { list, index: index + 1 }, index === chosen.length - 1)}
            {control('out', { list: 'left', index: 0 })}
          </>
        )}
      </span>
    </li>
  );
}

function rightOf(verdict: OrderVerdict, chosen: number): number {
  return verdict.kind === 'solved' ? chosen : verdict.right;
}

function verdictWords(verdict: OrderVerdict, { file }: Puzzle): string {
  switch (verdict.kind) {
    case 'solved':
      return `In order. So it stands in the reference’s \`${file}\`; now write it in yours.`;
    case 'short':
      return verdict.right === 0
        ? 'Nothing is taken in yet.'
        : `Right so far: ${printMany(verdict.right, 'block')}. Something is still missing.`;
    case 'wrong': {
      const before =
        verdict.right === 0 ? '' : `${printMany(verdict.right, 'block')} from the top fit. `;
      return `${before}Number ${verdict.right + 1} does not belong there. ${verdict.why}`;
    }
  }
}

function BlockList({ desk, list }: { readonly desk: Desk; readonly list: Place['list'] }) {
  const ids = desk.arrangement.value[list];
  const items = ids.flatMap((id, index) => {
    const block = desk.puzzle.blocks.find((candidate) => candidate.id === id);
    return block === undefined
      ? []
      : [<BlockItem key={id} desk={desk} block={block} place={{ list, index }} />];
  });
  return (
    <ol
      class={`blocks is-${list}`}
      data-list={list}
      aria-label={list === 'chosen' ? 'In order' : 'Left out'}
    >
      {items.length > 0 ? (
        items
      ) : (
        <li class="blocks-empty">
          {list === 'chosen' ? 'Take the first block in, or drag it here.' : 'Nothing is left out.'}
        </li>
      )}
    </ol>
  );
}

/** One puzzle. Give it a key: another puzzle begins anew. */
export function PuzzleView({ puzzle }: { readonly puzzle: Puzzle }) {
  const desk = useDesk(puzzle);
  const { verdict, told } = desk;
  useEffect(() => {
    if (verdict.value !== null) told.value = verdictWords(verdict.value, puzzle);
  }, [verdict.value, told, puzzle]);
  return (
    <div class="puzzle">
      <p>
        <InlineText text={puzzle.task} />
      </p>
      <div class="puzzle-code">
        <pre class="puzzle-frame">
          <TintedText text={puzzle.head} />
        </pre>
        <BlockList desk={desk} list="chosen" />
        <pre class="puzzle-frame">{puzzle.foot}</pre>
      </div>
      <p class="puzzle-check">
        <button
          type="button"
          class="plain-button"
          onClick={() => (verdict.value = judgeOrder(puzzle, desk.arrangement.value))}
        >
          Check the order
        </button>
        {verdict.value !== null && (
          <span class={`puzzle-verdict is-${verdict.value.kind}`}>
            <InlineText text={verdictWords(verdict.value, puzzle)} />
          </span>
        )}
      </p>
      <h4>Left out</h4>
      <p class="is-quiet">Not every block is needed. Alt with an arrow key moves a block, too.</p>
      <BlockList desk={desk} list="left" />
      <p class="is-hidden" role="status">
        {told.value}
      </p>
    </div>
  );
}

/**
 * A piece of a solution as blocks to put in order. The blocks are lines of the reference solution, cut when the site
 * is built, so they are what really passes; decoys beside them are not needed, and say why.
 *
 * ```ts
 * const puzzle = cutPuzzle(plan, source);            // throws if the reference no longer has these lines
 * let arrangement = mixed(puzzle);                   // every block is left out
 * arrangement = moveBlock(arrangement, 'inbox-0', { list: 'chosen', index: 0 });
 * judgeOrder(puzzle, arrangement);                   // solved, or the first place that does not fit
 * ```
 */

/** What an author writes: where a piece is, and where its blocks begin. */
export interface PuzzlePlan {
  readonly id: string;
  /** Codes of the invariants that the piece is about. */
  readonly codes: readonly string[];
  readonly file: string;
  /** A top-level function of the file, or a constant that is a list or an object. */
  readonly function: string;
  readonly task: string;
  /** How the first line of each block begins, in order. */
  readonly blocks: readonly string[];
  /** Blocks that may change places with each other: groups of beginnings. */
  readonly free: readonly (readonly string[])[];
  readonly decoys: readonly { readonly text: string; readonly why: string }[];
}

export interface Block {
  readonly id: string;
  readonly text: string;
  /** Where it stands in the solution: blocks of one rank may change places. Null for a decoy. */
  readonly rank: number | null;
  /** Why a decoy is not needed; empty for the others. */
  readonly why: string;
}

export interface Puzzle {
  readonly id: string;
  readonly codes: readonly string[];
  readonly file: string;
  readonly function: string;
  readonly task: string;
  /** The lines around the blocks. */
  readonly head: string;
  readonly foot: string;
  /** In the order of the solution, the decoys last. */
  readonly blocks: readonly Block[];
}

/**
 * The lines of a top-level function, or of a list or an object that is a top-level constant: up to the one that opens its
 * body, the body, and the one that closes it.
 */
function cutFunction(name: string, source: string): { head: string; body: string[]; foot: string } {
  const lines = source.split('\n');
  const first = lines.findIndex((line) =>
    new RegExp(String.raw`^(export )?((async )?function|const) ${name}\b`).test(line),
  );
  // A parameter may have a type of several lines: the body opens where no parenthesis is open any more.
  const open = lines.findIndex((line, index) => {
    const before = lines.slice(first, index + 1).join('');
    return index >= first && /[{[]$/.test(line) && count(before, '(') === count(before, ')');
  });
  const isConstant = /^(export )?const /.test(lines[first] ?? '');
  const foot = lines[open]?.endsWith('[') === true ? '];' : isConstant ? '};' : '}';
  const close = lines.indexOf(foot, open);
  if (first < 0 || open < 0 || close < 0) throw new Error(`there is no function ${name}`);
  const head = lines.slice(first, open + 1).join('\n');
  return { head, body: lines.slice(open + 1, close), foot };
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Cuts a body where its lines begin as told; each beginning must be there once, in order. */
function cutBody(body: readonly string[], beginnings: readonly string[]): string[] {
  const starts = beginnings.map((beginning) => {
    const found = body.flatMap((line, index) => (line.trim().startsWith(beginning) ? [index] : []));
    const [start] = found;
    if (start === undefined || found.length > 1)
      throw new Error(`${found.length} lines begin with “${beginning}”: there must be one`);
    return start;
  });
  if (starts[0] !== 0) throw new Error('the first block must begin with the first line');
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? body.length;
    if (end <= start) throw new Error(`“${beginnings[index + 1]}” does not come in its order`);
    return body.slice(start, end).join('\n');
  });
}

/** True if a block ends further to the left than it begins: it closes what an earlier one opened. */
function closesMore(text: string): boolean {
  const depths = text.split('\n').map((line) => line.search(/\S/));
  return depths.some((depth) => depth >= 0 && depth < (depths[0] ?? 0));
}

/** The piece as the reference has it today. Throws, with what to put right, if the plan no longer fits. */
export function cutPuzzle(plan: PuzzlePlan, source: string): Puzzle {
  const { id, codes, file, task, blocks: beginnings, free, decoys } = plan;
  const { head, body, foot } = cutFunction(plan.function, source);
  const texts = cutBody(body, beginnings);
  const unknown = free.flat().find((beginning) => !beginnings.includes(beginning));
  if (unknown !== undefined) throw new Error(`“${unknown}” may change places and is no block`);
  const blocks = texts.map((text, index): Block => {
    if (closesMore(text) && free.flat().includes(beginnings[index] ?? ''))
      throw new Error(`“${beginnings[index]}” also closes an earlier block, so it may not move`);
    const group = free.find((one) => one.includes(beginnings[index] ?? '')) ?? [];
    const rank = Math.min(index, ...group.map((beginning) => beginnings.indexOf(beginning)));
    return { id: `${id}-${index}`, text, rank, why: '' };
  });
  const others = decoys.map(({ text, why }, index): Block => ({
    id: `${id}-decoy-${index}`,
    text,
    rank: null,
    why,
  }));
  return {
    id,
    codes,
    file,
    function: plan.function,
    task,
    head,
    foot,
    blocks: [...blocks, ...others],
  };
}

/** Which blocks are chosen, in their order, and which are left out. */
export interface Arrangement {
  readonly chosen: readonly string[];
  readonly left: readonly string[];
}

export type OrderVerdict =
  | { readonly kind: 'solved' }
  /** So many blocks from the top are right; then one is missing. */
  | { readonly kind: 'short'; readonly right: number }
  /** The block at `right`, counted from 0, does not belong there; for a decoy, why. */
  | { readonly kind: 'wrong'; readonly right: number; readonly why: string };

function blockOf({ blocks }: Puzzle, id: string | undefined): Block | undefined {
  return blocks.find((block) => block.id === id);
}

/** How far an arrangement is right, from the top. */
export function judgeOrder(puzzle: Puzzle, { chosen }: Arrangement): OrderVerdict {
  const ranks = puzzle.blocks.flatMap(({ rank }) => (rank === null ? [] : [rank]));
  const right = chosen.findIndex((id, index) => blockOf(puzzle, id)?.rank !== ranks[index]);
  if (right >= 0) return { kind: 'wrong', right, why: blockOf(puzzle, chosen[right])?.why ?? '' };
  return chosen.length < ranks.length
    ? { kind: 'short', right: chosen.length }
    : { kind: 'solved' };
}

/** Where a block may be put: a place among the chosen, or among those left out. */
export interface Place {
  readonly list: keyof Arrangement;
  readonly index: number;
}

/** Puts a block into its new place; a place beyond the end is the end. */
export function moveBlock(
  arrangement: Arrangement,
  id: string,
  { list, index }: Place,
): Arrangement {
  const without = {
    chosen: arrangement.chosen.filter((other) => other !== id),
    left: arrangement.left.filter((other) => other !== id),
  };
  return { ...without, [list]: without[list].toSpliced(Math.max(0, index), 0, id) };
}

/** Where a block is. */
export function placeOf({ chosen, left }: Arrangement, id: string): Place {
  const index = chosen.indexOf(id);
  return index >= 0 ? { list: 'chosen', index } : { list: 'left', index: left.indexOf(id) };
}

/** All blocks left out, in an order that is mixed and the same at every visit. */
export function mixed({ id, blocks }: Puzzle): Arrangement {
  let state = id
    .split('')
    .reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 7);
  const left = blocks.map((block) => block.id);
  for (let last = left.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    [left[last], left[other]] = [left[other] ?? '', left[last] ?? ''];
  }
  return { chosen: [], left };
}

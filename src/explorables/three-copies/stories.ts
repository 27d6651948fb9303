/** Histories worth knowing, to start from. */
import type { Deed, Line } from './model.ts';
import type { Item, Replica } from './merges.ts';

export interface Told {
  readonly id: string;
  readonly title: string;
  readonly deeds: readonly Deed[];
  /** How far B's clock is ahead. */
  readonly skewMs: number;
}

const add = (item: Item, at: Replica): Deed => ({ kind: 'add', item, at });
const remove = (item: Item, at: Replica): Deed => ({ kind: 'remove', item, at });
const cut = (line: Line): Deed => ({ kind: 'cut', line });

export const stories: readonly Told[] = [
  {
    id: 'deleted',
    title: 'deleted on one side',
    deeds: [add('book', 'A'), cut(1), remove('book', 'A'), add('train set', 'B'), cut(0)],
    skewMs: 0,
  },
  {
    id: 'both',
    title: 'an item on each side',
    deeds: [cut(1), add('book', 'A'), add('train set', 'B'), cut(0)],
    skewMs: 0,
  },
  {
    id: 'again',
    title: 'deleted, and bought again on the other side',
    deeds: [add('book', 'A'), cut(1), remove('book', 'A'), add('book', 'C'), cut(0)],
    skewMs: 0,
  },
  {
    id: 'regret',
    title: 'deleted, and bought again later',
    deeds: [add('book', 'A'), remove('book', 'A'), add('book', 'B')],
    skewMs: 0,
  },
  {
    id: 'clock',
    title: 'no cut at all, and a slow clock',
    deeds: [add('book', 'A'), add('train set', 'B')],
    skewMs: -20_000,
  },
];

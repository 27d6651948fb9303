/**
 * Values as trees that can be unfolded, for looking at a run from outside. Own data properties are read and nothing
 * else, so no getter, `toString` or iterator of a learner's object runs, and what is looked at stays as it is.
 */
import { assert } from './assert.ts';
import type { Tree, TreeType } from './moment.ts';
import { isPid, isRef } from './pid.ts';
import { show } from './print.ts';

const depthMax = 6;
const itemsMax = 50;
/** Values in one tree: shared parts of a structure would otherwise be shown again and again. */
const valuesMax = 400;
const textMax = 200;
/** Characters of a short form. */
const shortMax = 60;

interface Room {
  left: number;
}

/** The tree of a value. */
export function treeOf(value: unknown): Tree {
  return grow(null, value, 0, { left: valuesMax });
}

function grow(key: string | null, value: unknown, depth: number, room: Room): Tree {
  room.left -= 1;
  if (typeof value === 'function') return leaf(key, 'function', value);
  if (typeof value !== 'object' || value === null) return leaf(key, 'scalar', value);
  if (isPid(value)) return leaf(key, 'pid', value);
  if (isRef(value)) return leaf(key, 'ref', value);
  if (value instanceof Uint8Array) return leaf(key, 'bytes', value);
  if (value instanceof Error) return leaf(key, 'error', value);
  const { type, entries, size } = contentsOf(value);
  const items: Tree[] = [];
  if (depth < depthMax) {
    for (const [name, held] of entries) {
      if (items.length === itemsMax || room.left <= 0) break;
      items.push(grow(name, held, depth + 1, room));
    }
  }
  assert(items.length <= size, 'no more is shown than there is');
  return { key, type, text: shortOf(type, value, size), items, more: size - items.length };
}

function leaf(key: string | null, type: TreeType, value: unknown): Tree {
  return { key, type, text: cut(show(value), textMax), items: [], more: 0 };
}

type Entry = readonly [key: string | null, value: unknown];

interface Contents {
  readonly type: TreeType;
  readonly size: number;
  readonly entries: readonly Entry[];
}

/** The first elements of a value that holds others, and how many there are in all. */
function contentsOf(value: object): Contents {
  if (Array.isArray(value)) {
    const shown = Math.min(value.length, itemsMax);
    const entries = Array.from({ length: shown }, (_, index): Entry => [
      String(index),
      ownOf(value, String(index)),
    ]);
    return { type: 'list', size: value.length, entries };
  }
  if (value instanceof Map) return collected('map', value, mapEntries);
  if (value instanceof Set) return collected('set', value, setEntries);
  const names = Object.keys(value);
  const entries = names
    .slice(0, itemsMax)
    .map((name): Entry => [cut(name, shortMax), ownOf(value, name)]);
  return { type: 'object', size: names.length, entries };
}

/** A property that would have to be computed by code of the learner's is named as such. */
function ownOf(value: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  return descriptor?.get === undefined ? descriptor?.value : '(computed)';
}

// The engine's own ways into a collection, taken beforehand: its methods may be the learner's.
// oxlint-disable-next-line typescript/unbound-method -- `call` binds it
const eachOfMap = Function.prototype.call.bind(Map.prototype.forEach) as (
  map: ReadonlyMap<unknown, unknown>,
  visit: (value: unknown, key: unknown) => void,
) => void;
// oxlint-disable-next-line typescript/unbound-method -- `call` binds it
const eachOfSet = Function.prototype.call.bind(Set.prototype.forEach) as (
  set: ReadonlySet<unknown>,
  visit: (value: unknown) => void,
) => void;

function collected<T>(
  type: 'map' | 'set',
  value: T,
  open: (value: T, add: (key: string | null, held: unknown) => void) => void,
): Contents {
  const entries: Entry[] = [];
  let size = 0;
  try {
    open(value, (key, held) => {
      size += 1;
      if (entries.length < itemsMax) entries.push([key, held]);
    });
  } catch {
    // Something that only inherits from a collection holds nothing.
  }
  return { type, size, entries };
}

function mapEntries(
  map: ReadonlyMap<unknown, unknown>,
  add: (key: string, held: unknown) => void,
): void {
  eachOfMap(map, (held, key) => add(cut(show(key), shortMax), held));
}

function setEntries(set: ReadonlySet<unknown>, add: (key: null, held: unknown) => void): void {
  eachOfSet(set, (held) => add(null, held));
}

function shortOf(type: TreeType, value: object, size: number): string {
  if (type === 'map') return `Map(${size})`;
  if (type === 'set') return `Set(${size})`;
  if (type === 'list' && size > 5) return `list of ${size}`;
  return cut(show(value), shortMax);
}

function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}

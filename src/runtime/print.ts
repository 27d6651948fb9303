/**
 * Values as text for people, the same on every engine: no getter runs, no `toString` or `toJSON` of a
 * learner's object is asked, and the text of an error is not shown.
 */
import { guarded } from './machine.ts';
import { isPid, isRef, pidText, refText } from './pid.ts';
import { isSocket, socketText } from './socket.ts';

const textMax = 10_000;
const depthMax = 6;
const itemsMax = 100;
/** Values shown in one text: shared parts of a structure would otherwise be shown again and again. */
const valuesMax = 5_000;
let valuesLeft = 0;
const plainName = /^[A-Za-z_$][\w$]*$/;

/** `{ kind: 'order', lines: [1, 2], from: <web-1.3> }`, at most 10,000 characters. */
export function show(value: unknown): string {
  valuesLeft = valuesMax;
  const text = guarded('while a value was printed', () => showAt(value, 0));
  return text.length > textMax ? `${text.slice(0, textMax)}…` : text;
}

function showAt(value: unknown, depth: number): string {
  valuesLeft -= 1;
  if (valuesLeft < 0) return '…';
  switch (typeof value) {
    case 'string':
      return depth === 0 ? value : quote(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${String(value)}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'symbol':
      return value.description ?? 'symbol';
    case 'function':
      return `function ${ownName(value)}`;
    case 'object':
      return value === null ? 'null' : showObject(value, depth);
  }
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n');
  return `'${escaped}'`;
}

function ownName(value: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : '(anonymous)';
}

function showObject(value: object, depth: number): string {
  if (isPid(value)) return pidText(value);
  if (isRef(value)) return refText(value);
  if (isSocket(value)) return socketText(value);
  if (depth >= depthMax) return '…';
  if (value instanceof Error) return showError(value);
  if (Array.isArray(value)) return `[${showItems(value, depth).join(', ')}]`;
  if (value instanceof Map) return showCollection('Map', () => entriesOf(value), depth);
  if (value instanceof Set) return showCollection('Set', () => valuesOf(value), depth);
  if (value instanceof Uint8Array) return `bytes(${lengthOf(value)})`;
  const fields = Object.keys(value)
    .slice(0, itemsMax)
    .map((field) => showField(value, field, depth));
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function showError(error: Error): string {
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' && message !== '' ? `Error: ${message}` : 'Error';
}

const lengthGetter = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  'length',
)?.get;

function lengthOf(bytes: Uint8Array): number {
  return (lengthGetter?.call(bytes) as number | undefined) ?? 0;
}

// The engine's own iterators, taken beforehand: the methods of a learner's collection may be the learner's.
const entriesOf = Function.prototype.call.bind(Map.prototype.entries) as (
  map: ReadonlyMap<unknown, unknown>,
) => MapIterator<[unknown, unknown]>;
const valuesOf = Function.prototype.call.bind(Set.prototype.values) as (
  set: ReadonlySet<unknown>,
) => SetIterator<unknown>;

function showCollection<T>(kind: 'Map' | 'Set', open: () => Iterator<T>, depth: number): string {
  const items: string[] = [];
  let iterator: Iterator<T>;
  try {
    iterator = open();
  } catch {
    // Something that only inherits from a collection.
    return `${kind} {…}`;
  }
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    if (items.length === itemsMax) break;
    items.push(kind === 'Map' ? showEntry(step.value, depth) : showAt(step.value, depth + 1));
  }
  return `${kind} {${items.join(', ')}}`;
}

function showEntry(entry: unknown, depth: number): string {
  const [key, held] = entry as [unknown, unknown];
  return `${showAt(key, depth + 1)} => ${showAt(held, depth + 1)}`;
}

function showItems(list: readonly unknown[], depth: number): string[] {
  const items: string[] = [];
  for (let i = 0; i < list.length && i < itemsMax; i += 1) {
    const descriptor = Object.getOwnPropertyDescriptor(list, i);
    items.push(descriptor?.get === undefined ? showAt(descriptor?.value, depth + 1) : '(computed)');
  }
  if (list.length > itemsMax) items.push(`… ${list.length - itemsMax} more`);
  return items;
}

function showField(value: object, field: string, depth: number): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, field);
  const held = descriptor?.get === undefined ? showAt(descriptor?.value, depth + 1) : '(computed)';
  return `${plainName.test(field) ? field : quote(field)}: ${held}`;
}

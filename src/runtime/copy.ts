/**
 * Copies what crosses from one process to another, and counts its bytes. Data goes through: primitives, plain
 * objects, arrays, Map, Set, Uint8Array, pids and references. A top-level function travels as its file and
 * name. Everything else is refused with the path to it: closures and class instances would share memory.
 *
 * Properties are read once, by spreading. A getter or proxy is the only way code of the learner can run in
 * between; such code counts steps, so a step count that moved gives it away without looking at each property.
 */
import { assert } from './assert.ts';
import { unwind } from './exit-reason.ts';
import { messageDepthMax } from './limits.ts';
import { guarded, machine, misuse } from './machine.ts';
import { Pid, Ref, isPid, isRef, looksLikePid } from './pid.ts';
import { Socket, isSocket } from './socket.ts';
import { isPortable } from './toplevel.ts';
import { Raised } from './exit-reason.ts';

/** What the last copy came to; read it before the next one. */
export const copied = { bytes: 0, functions: false };

const word = 8;
const refused: unique symbol = Symbol('refused');

/**
 * A copy of `value` that shares nothing with it. `what` names it in the message if it is refused, as in
 * "the message" or "the argument of spawn".
 */
export function copy(value: unknown, what: string): unknown {
  copied.functions = false;
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'undefined':
      copied.bytes = word;
      return value;
    case 'string':
      copied.bytes = word + value.length;
      return value;
    default:
      return value === null || isPid(value)
        ? ((copied.bytes = word), value)
        : copyDeep(value, what);
  }
}

function copyDeep(value: unknown, what: string): unknown {
  if (looksLikePid(value) && isPid(value)) {
    copied.bytes = 2 * word;
    return value;
  }
  const { hooks } = machine;
  const before = hooks === null ? 0 : hooks.n;
  copied.bytes = 0;
  let result: unknown;
  try {
    result = machine.process === null ? walk(value, 0) : walkGuarded(value, what);
  } catch (error) {
    if (error === refused) refuse(value, what);
    throw error;
  }
  if (hooks !== null && hooks.n !== before) refuse(value, what);
  return result;
}

function walkGuarded(value: unknown, what: string): unknown {
  const { process } = machine;
  machine.process = null;
  machine.busy = `while ${what} was copied`;
  try {
    return walk(value, 0);
  } finally {
    machine.process = process;
    machine.busy = null;
  }
}

/** A further copy of what was copied before: it is known to be plain data. */
export function recopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  copied.bytes = 0;
  copied.functions = false;
  return walk(value, 0);
}

function walk(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'number':
    case 'boolean':
    case 'undefined':
      copied.bytes += word;
      return value;
    case 'string':
      copied.bytes += word + value.length;
      return value;
    case 'bigint':
      copied.bytes += 2 * word;
      return value;
    case 'function':
      if (!isPortable(value)) throw refused;
      copied.bytes += 4 * word;
      copied.functions = true;
      return value;
    case 'object':
      return value === null ? ((copied.bytes += word), null) : walkObject(value, depth + 1);
    default:
      throw refused;
  }
}

function walkObject(value: object, depth: number): unknown {
  assert(depth > 0, 'an object is one level below what holds it');
  if (depth > messageDepthMax) throw refused;
  const { system } = machine;
  if (system !== null && copied.bytes > system.limits.messageBytesMax) throw refused;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null || prototype === Raised.prototype) {
    return walkFields(value, depth);
  }
  if (prototype === Array.prototype) return walkList(value as readonly unknown[], depth);
  if (prototype === Pid.prototype || prototype === Ref.prototype) {
    if (!isPid(value) && !isRef(value)) throw refused;
    copied.bytes += 2 * word;
    return value;
  }
  if (prototype === Socket.prototype) {
    if (!isSocket(value)) throw refused;
    copied.bytes += 2 * word;
    return value;
  }
  if (prototype === Uint8Array.prototype) return walkBytes(value as Uint8Array);
  if (prototype === Map.prototype) return walkMap(value as ReadonlyMap<unknown, unknown>, depth);
  if (prototype === Set.prototype) return walkSet(value as ReadonlySet<unknown>, depth);
  throw refused;
}

function walkFields(value: object, depth: number): object {
  const fields: Record<string, unknown> = { ...value };
  copied.bytes += 2 * word;
  for (const field in fields) {
    copied.bytes += word;
    const held = fields[field];
    if (typeof held === 'number') copied.bytes += word;
    else if (typeof held === 'string') copied.bytes += word + held.length;
    else if (field === '__proto__') throw refused;
    else {
      const own = walk(held, depth);
      if (own !== held) fields[field] = own;
    }
  }
  if (Object.getOwnPropertySymbols(fields).length > 0) throw refused;
  return fields;
}

function walkList(value: readonly unknown[], depth: number): unknown[] {
  const { length } = value;
  copied.bytes += 2 * word + length * word;
  const { system } = machine;
  if (system !== null && copied.bytes > system.limits.messageBytesMax) throw refused;
  const list: unknown[] = [];
  for (let i = 0; i < length; i += 1) list.push(walk(value[i], depth));
  return list;
}

// The methods are taken from the prototypes beforehand: an own property of the value must not stand in.
const bytesLength = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype) as object,
  'length',
)?.get;
const setBytes = Function.prototype.call.bind(Uint8Array.prototype.set) as (
  bytes: Uint8Array,
  from: Uint8Array,
) => void;
const eachOfMap = Function.prototype.call.bind(Map.prototype.forEach) as (
  map: ReadonlyMap<unknown, unknown>,
  visit: (held: unknown, key: unknown) => void,
) => void;
const eachOfSet = Function.prototype.call.bind(Set.prototype.forEach) as (
  set: ReadonlySet<unknown>,
  visit: (held: unknown) => void,
) => void;

function walkBytes(value: Uint8Array): Uint8Array {
  const length = bytesLength?.call(value) as number;
  assert(length >= 0, 'bytes have a length');
  copied.bytes += 2 * word + length;
  const bytes = new Uint8Array(length);
  if (length > 0) setBytes(bytes, value);
  return bytes;
}

function walkMap(value: ReadonlyMap<unknown, unknown>, depth: number): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  copied.bytes += 2 * word;
  eachOfMap(value, (held, key) => {
    copied.bytes += word;
    map.set(walk(key, depth), walk(held, depth));
  });
  return map;
}

function walkSet(value: ReadonlySet<unknown>, depth: number): Set<unknown> {
  const set = new Set<unknown>();
  copied.bytes += 2 * word;
  eachOfSet(value, (held) => set.add(walk(held, depth)));
  return set;
}

/** Ends the run with the path to what cannot be copied. */
function refuse(value: unknown, what: string): never {
  if (machine.system !== null && machine.system.stopped !== null) throw unwind;
  const found = guarded(`while ${what} was copied`, () => findCulprit(value, '', 0));
  const [path, why, remedy] = found ?? ['', 'a Proxy', 'Send a plain object.'];
  return misuse(
    `${what} holds ${why}${path === '' ? '' : ` at ${path.replace(/^\./, '')}`}`,
    remedy,
  );
}

type Culprit = readonly [path: string, why: string, remedy: string];

/** Looks again, slowly and by descriptors, for what made the copy fail. */
function findCulprit(value: unknown, path: string, depth: number): Culprit | null {
  assert(depth <= messageDepthMax + 1, 'the search for a culprit ends');
  if (depth > messageDepthMax) {
    return ['', 'a cycle or very deep nesting', 'Send a tree; refer to shared parts by a key.'];
  }
  if (typeof value === 'symbol') return [path, 'a symbol', 'Send a string.'];
  if (typeof value === 'function') {
    if (isPortable(value)) return null;
    return [
      path,
      'a function that is not a top-level function of a file',
      'Move it to the top level of its file, declare it with `async function`, and pass what it needs as its argument.',
    ];
  }
  if (typeof value !== 'object' || value === null || isPid(value) || isRef(value)) return null;
  return findInObject(value, path, depth);
}

function findInObject(value: object, path: string, depth: number): Culprit | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Map.prototype || prototype === Set.prototype)
    return findInCollection(value, path, depth);
  if (prototype === Uint8Array.prototype) return null;
  const plain = prototype === Object.prototype || prototype === null;
  if (!plain && prototype !== Array.prototype && prototype !== Raised.prototype) {
    const remedy =
      value instanceof Error ? 'Send its message.' : 'Send its fields as a plain object.';
    return [path, 'an instance of a class', remedy];
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    return [path, 'a field whose key is a symbol', 'Name the field with a string.'];
  }
  for (const field of Object.keys(value)) {
    const at = Array.isArray(value) ? `${path}[${field}]` : `${path}.${field}`;
    const descriptor = Object.getOwnPropertyDescriptor(value, field);
    if (descriptor === undefined) continue;
    if (descriptor.get !== undefined || field === '__proto__') {
      return [
        at,
        'a field that is computed when it is read',
        'Put the value itself into the field.',
      ];
    }
    const found = findCulprit(descriptor.value, at, depth + 1);
    if (found !== null) return found;
  }
  return copied.bytes > (machine.system?.limits.messageBytesMax ?? Infinity)
    ? ['', 'more than a message may hold', 'Send it in parts.']
    : null;
}

function findInCollection(value: object, path: string, depth: number): Culprit | null {
  let found: Culprit | null = null;
  const visit = (held: unknown, key?: unknown): void => {
    found ??=
      findCulprit(key, `${path}.key`, depth + 1) ?? findCulprit(held, `${path}.value`, depth + 1);
  };
  if (Object.getPrototypeOf(value) === Map.prototype)
    eachOfMap(value as Map<unknown, unknown>, visit);
  else eachOfSet(value as Set<unknown>, (held) => visit(held));
  return found;
}

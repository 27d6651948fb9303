/**
 * Keys of values, for the trace: equal for equal content, on every engine. A key is hashed straight over the
 * value, because the text of each observation would cost more than the observation.
 *
 * What comes here is a copy: plain data, a tree, of a size that the limit of a message bounds. So nothing of a
 * learner's runs while it is read.
 */
import { isPid, isRef } from './pid.ts';
import { hashText, mix, type Key } from './random.ts';
import { isSocket } from './socket.ts';
import { functionName } from './toplevel.ts';

/** What a value is, so that an empty list, an empty object and zero have keys of their own. */
const shape = {
  undefined: 1,
  null: 2,
  false: 3,
  true: 4,
  integer: 5,
  number: 6,
  bigint: 7,
  function: 8,
  pid: 9,
  ref: 10,
  list: 11,
  fields: 12,
  map: 13,
  set: 14,
  bytes: 15,
  socket: 16,
} as const;

const float = new Float64Array(1);
const floatWords = new Int32Array(float.buffer);

/** A key that stands for the content of a copied value. */
export function digest(value: unknown): Key {
  switch (typeof value) {
    case 'string':
      return hashText(value);
    case 'number':
      return digestNumber(value);
    case 'boolean':
      return value ? shape.true : shape.false;
    case 'bigint':
      return mix(shape.bigint, hashText(String(value)));
    case 'function': {
      const at = functionName(value);
      return mix(shape.function, at === undefined ? 0 : hashText(`${at.file}:${at.name}`));
    }
    case 'object':
      return value === null ? shape.null : digestObject(value);
    default:
      return shape.undefined;
  }
}

function digestNumber(value: number): Key {
  if ((value | 0) === value && !Object.is(value, -0)) return mix(shape.integer, value);
  // Engines differ in the bits of what is not a number.
  if (Number.isNaN(value)) return mix(shape.number, 0);
  float[0] = value;
  const [low = 0, high = 0] = floatWords;
  return mix(mix(shape.number, low), high);
}

function digestObject(value: object): Key {
  if (isPid(value)) return mix(shape.pid, value.id);
  if (isRef(value)) return mix(shape.ref, value.id);
  if (isSocket(value)) return mix(shape.socket, value.id);
  if (Array.isArray(value)) return digestList(value);
  if (value instanceof Map) return digestMap(value);
  if (value instanceof Set) return digestSet(value);
  if (value instanceof Uint8Array) return digestBytes(value);
  let key: Key = shape.fields;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const field in fields) key = mix(mix(key, hashText(field)), digest(fields[field]));
  return key;
}

function digestList(list: readonly unknown[]): Key {
  let key = mix(shape.list, list.length);
  for (let i = 0; i < list.length; i += 1) key = mix(key, digest(list[i]));
  return key;
}

function digestMap(map: ReadonlyMap<unknown, unknown>): Key {
  let key = mix(shape.map, map.size);
  for (const [name, held] of map) key = mix(mix(key, digest(name)), digest(held));
  return key;
}

function digestSet(set: ReadonlySet<unknown>): Key {
  let key = mix(shape.set, set.size);
  for (const held of set) key = mix(key, digest(held));
  return key;
}

function digestBytes(bytes: Uint8Array): Key {
  let key = mix(shape.bytes, bytes.length);
  for (const byte of bytes) key = mix(key, byte);
  return key;
}

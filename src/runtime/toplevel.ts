/**
 * Top-level functions of a lab's files. Like Erlang's `fun M:F/A` they travel by file and name and mean, on
 * each node, that node's own instance of the module: a function never carries one node's memory to another.
 */
import { assert } from './assert.ts';
import { machine } from './machine.ts';
import type { Node } from './node.ts';

/** File and name of a function. */
export interface FunctionName {
  readonly file: string;
  readonly name: string;
}

type AnyFunction = (...args: never[]) => unknown;

/** A name, and the text under which a node keeps the function: made once, looked up at every spawn. */
export interface Registered extends FunctionName {
  readonly key: string;
}

/** Functions of ours, with what people call a process that runs one. */
const native = new WeakMap<object, string>();

/** Remembers a function of a module instance of a node. */
export function registerFunction(node: Node, at: FunctionName, body: AnyFunction): void {
  assert(at.name !== '', 'a function that travels has a name');
  const { file, name } = at;
  const key = `${file}:${name}`;
  node.system.functions.set(body, { file, name, key });
  node.functions.set(key, body);
}

/**
 * Declares a function of ours (a behaviour's loop, a test's body) as one that holds no state: it may be
 * spawned, and travels as it is. A bundler renames functions, so one that people see is given its name.
 */
export function nativeFunction<F extends AnyFunction>(body: F, name?: string): F {
  native.set(body, name ?? native.get(body) ?? body.name);
  return body;
}

/** What people call a process that runs a function of ours. */
export function nativeName(body: object): string | undefined {
  return native.get(body);
}

/** True for a function that may travel and be spawned. */
export function isPortable(value: unknown): boolean {
  return typeof value === 'function' && (functionName(value) !== undefined || native.has(value));
}

/** File and name of a top-level function of a lab's file. */
export function functionName(body: object): FunctionName | undefined {
  return machine.system?.functions.get(body);
}

/** What the node calls by the name that `body` has where it comes from. */
export function localFunction(node: Node, body: AnyFunction): AnyFunction {
  const at = node.system.functions.get(body);
  if (at === undefined) return body;
  if (!node.modules.has(at.file)) node.system.load(node, at.file);
  return node.functions.get(at.key) ?? body;
}

/** Replaces, in a copied value, each function by the node's own. */
export function rehome(value: unknown, node: Node): unknown {
  assert(node.up, 'only a node that is up has functions');
  if (typeof value === 'function') return localFunction(node, value as AnyFunction);
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Map) {
    for (const [key, held] of value) value.set(key, rehome(held, node));
  } else if (value instanceof Set) {
    const held = [...value].map((item) => rehome(item, node));
    value.clear();
    for (const item of held) value.add(item);
  } else if (!(value instanceof Uint8Array)) {
    const fields = value as Record<string, unknown>;
    for (const field of Object.keys(fields)) fields[field] = rehome(fields[field], node);
  }
  return value;
}

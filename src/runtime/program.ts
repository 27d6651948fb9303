/**
 * A lab's compiled program, and what its code finds in `$`. A module's text is evaluated once, to a factory;
 * the factory is called anew for every node at every boot, so that the state of a module is the memory of one
 * node and is gone when the node crashes.
 */
import { BrokenRule, assert } from './assert.ts';
import { isStackOverflow, neutralise, unwind } from './exit-reason.ts';
import {
  begin,
  here,
  machine,
  misuse,
  operationKind,
  stopDeep,
  stopRun,
  type Frame,
  type Operation,
} from './machine.ts';
import { keysOf } from './keys.ts';
import { pow } from './math.ts';
import type { Node } from './node.ts';
import * as nines from './index.ts';
import { show } from './print.ts';
import type { System } from './system.ts';
import { registerFunction } from './toplevel.ts';
import * as world from './world.ts';

/** Where in the learner's files something is; line and column count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A module's text, evaluated. */
export type Factory = (
  exports: Record<string, unknown>,
  require: (specifier: string) => unknown,
  hooks: ModuleHooks,
) => void;

/** The compiled files of a lab, sorted by name. */
export interface Program {
  readonly files: readonly { readonly file: string; readonly factory: Factory }[];
  /** Line and column of a site number, if it is one of these files'. */
  place(site: number): SourcePlace | null;
}

/** The sites of one file take this many numbers. */
export const sitesPerFile = 65_536;

function power(base: number | bigint, exponent: number | bigint): number | bigint {
  // Two of a kind the language takes as they are, one alone it refuses; both are left to it.
  if (typeof base === 'bigint' || typeof exponent === 'bigint') {
    return (base as bigint) ** (exponent as bigint);
  }
  return pow(base, exponent);
}

/** What compiled code uses: the `$` of the contract between compiler and runtime. */
export class ModuleHooks {
  /** Steps left to this turn. */
  n = 0;
  /** The site last passed. */
  at = 0;
  /** Room for the compiler's intermediate values. */
  t: unknown = undefined;
  /** True while a process that is over is being left: `finally` blocks must not run. */
  stopping = false;
  /** `a ** b`: as the language has it for whole numbers of any size, ours for the others. */
  readonly pow = power;
  /** Which errors the learner's own code has thrown: their text is the learner's. */
  readonly #thrown = new WeakSet<object>();
  #loading: { readonly node: Node; readonly file: string } | null = null;

  /** Makes an async function's generator the operation to be awaited. */
  readonly task = (frame: Frame): Operation => {
    here();
    const operation = begin(operationKind.frame);
    machine.frame = frame;
    return operation;
  };

  /** Called for every top-level async function when a module is loaded. */
  readonly define = (name: string, body: (...args: never[]) => unknown): void => {
    const loading = this.#loading;
    if (loading !== null) registerFunction(loading.node, { file: loading.file, name }, body);
  };

  /** First statement of every `catch`: what must not be caught is thrown on. */
  readonly caught = (error: unknown): void => {
    if (error === unwind || error instanceof BrokenRule) throw error;
    machine.pending = null;
    if (this.stopping) throw unwind;
    if (this.isThrown(error)) return;
    if (isStackOverflow(error)) stopDeep(this.at);
    if (error instanceof Error) neutralise(error);
  };

  /** `throw v` is compiled to `throw $.thrown(v)`. */
  readonly thrown = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) this.#thrown.add(value);
    return value;
  };

  /** `for await (x of xs)` awaits each element of an ordinary iterable. */
  readonly iterate = (iterable: Iterable<unknown>): Iterable<unknown> => {
    const iterates: unknown = (iterable as Partial<Iterable<unknown>> | null)?.[Symbol.iterator];
    if (typeof iterates === 'function') return iterable;
    return misuse('for await was given something that is not iterable', 'Give it an array.');
  };

  /** `for (k in o)` is compiled to `for (k of $.keys(o))`. */
  readonly keys = keysOf;

  /** Called when the steps are used up. */
  readonly trip = (): never => {
    this.n = 0;
    return stopRun({
      code: 'KIT-HANG',
      message: 'a process went on and on without waiting for anything',
      remedy: 'Look for a loop that never ends, or let it await something in each round.',
      site: this.at,
    });
  };

  isThrown(value: unknown): boolean {
    return typeof value === 'object' && value !== null && this.#thrown.has(value);
  }

  /** Runs a module's factory so that `define` knows whose functions they are. */
  loading(node: Node, file: string, run: () => void): void {
    assert(node.up, 'modules are loaded where something runs');
    const outer = this.#loading;
    this.#loading = { node, file };
    try {
      run();
    } finally {
      this.#loading = outer;
    }
  }
}

const library = freezeDeep({ ...nines });
const worldLibrary = freezeDeep({ ...world });

/** Freezes what learners can reach from a module: a function with a field of its own would be shared memory. */
function freezeDeep(value: object): object {
  for (const key of Reflect.ownKeys(value)) {
    const held: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
    const isObject = typeof held === 'function' || (typeof held === 'object' && held !== null);
    if (isObject && key !== 'constructor' && !Object.isFrozen(held)) freezeDeep(held);
  }
  return Object.freeze(value);
}

/** The node's instance of a module; loads it, and what it imports, if this is its first use since the boot. */
export function loadModule(system: System, node: Node, file: string): object {
  assert(node.system === system, 'a node is of one system');
  const loaded = node.modules.get(file);
  if (loaded !== undefined) return loaded;
  const found = system.program.files.find((candidate) => candidate.file === file);
  if (found === undefined) {
    return misuse(`there is no file ${file}`, 'Check the name in the import.');
  }
  const exports: Record<string, unknown> = {};
  // Entered before it runs: modules may import each other in a circle.
  node.modules.set(file, exports);
  const require = (specifier: string): unknown => requireFrom(system, node, file, specifier);
  const { hooks } = system;
  try {
    hooks.loading(node, file, () => found.factory(exports, require, hooks));
  } catch (error) {
    refuseToLoad(system, file, error);
  }
  return exports;
}

/** A program whose modules do not load cannot be judged at all. */
function refuseToLoad(system: System, file: string, error: unknown): never {
  const { hooks } = system;
  if (error === unwind || system.stopped !== null) throw unwind;
  if (!hooks.isThrown(error) && isStackOverflow(error)) stopDeep(hooks.at);
  const why = hooks.isThrown(error) ? show(error) : 'an error of the language itself';
  return stopRun({
    code: 'KIT-CRASH',
    message: `${file} failed while it was loaded: ${why}`,
    remedy: 'Look at the code outside of functions: it runs when a node boots.',
    site: hooks.at,
  });
}

function requireFrom(system: System, node: Node, from: string, specifier: string): unknown {
  if (specifier === 'nines') return library;
  if (specifier === 'nines/world') return worldLibrary;
  return loadModule(system, node, resolveFile(system.program, from, specifier));
}

/** The file that an import means: beside the importing file first, then among the lab's own. */
function resolveFile(program: Program, from: string, specifier: string): string {
  const name = specifier.startsWith('./') ? specifier.slice(2) : specifier;
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const beside = folder + name;
  return program.files.some(({ file }) => file === beside) ? beside : name;
}

/** An empty program, for systems whose processes all come from the host. */
export const noProgram: Program = { files: [], place: () => null };

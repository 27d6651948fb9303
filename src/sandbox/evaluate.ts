/**
 * Text of compiled files -> factories of modules, inside Compartments: the text sees the names listed below and
 * nothing else of the realm. The files of the learner and those of the lab's world live in Compartments of their
 * own, so that neither sees the other's `globalThis`.
 *
 * A factory is made once and called for every node at every boot: what a module holds is the memory of one node.
 */
import type { LabProgram } from '#grader/program.ts';
import * as nines from '#runtime/index.ts';
import { type Factory, type SourcePlace, sitesPerFile } from '#runtime/program.ts';
import * as world from '#runtime/world.ts';
import type { ModuleText } from './protocol.ts';

/** The language as learners have it. No `Function`, `eval`, `Promise`, `Proxy` or `Date`, and no platform at all. */
const languageNames: ReadonlySet<PropertyKey> = new Set(
  [
    'undefined NaN Infinity globalThis console',
    'isFinite isNaN parseFloat parseInt',
    'decodeURI decodeURIComponent encodeURI encodeURIComponent',
    'Object Boolean Number BigInt String Symbol RegExp Math JSON Reflect',
    'Array Map Set WeakMap WeakSet Iterator',
    'ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array',
    'Int32Array Uint32Array BigInt64Array BigUint64Array',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError',
  ].flatMap((line) => line.split(' ')),
);

/** What is handed to learners in the place of the engine's objects. */
export interface LanguageObjects {
  /** Mathematics that gives the same digits in every engine. */
  readonly Math: object;
  readonly console: object;
}

/** A file whose text cannot be evaluated: the compiler should have refused it. */
export class EvaluationError extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(`${file} cannot be evaluated: ${cause instanceof Error ? cause.message : 'no reason'}`);
    this.name = 'EvaluationError';
    this.file = file;
  }
}

/** Evaluates the texts, which are sorted by file. The realm must be locked down. */
export function evaluate(modules: readonly ModuleText[], objects: LanguageObjects): LabProgram {
  harden([objects, ...Object.values(nines), ...Object.values(world)]);
  const compartments = { learner: makeCompartment(objects), world: makeCompartment(objects) };
  const watching = new Set(modules.filter(watches).map(({ file }) => file));
  const files = modules.map((module) => {
    const factory = evaluateText(module, compartments[module.origin]);
    const { file, origin } = module;
    return {
      file,
      origin,
      factory: origin === 'learner' ? withoutWorld(factory, watching) : withFixedExports(factory),
    };
  });
  return {
    files,
    place: (site) => placeOf(modules, site),
    declared: (file, name) => declarationOf(modules, file, name),
  };
}

function evaluateText({ file, text }: ModuleText, compartment: Compartment): Factory {
  try {
    const factory: unknown = compartment.evaluate(text);
    if (typeof factory !== 'function') throw new TypeError('its text is no function');
    // The compiler wrote the text: it is a function of exports, require and the runtime's hooks.
    return factory as Factory;
  } catch (error) {
    throw new EvaluationError(file, error);
  }
}

function makeCompartment(objects: LanguageObjects): Compartment {
  const compartment = new Compartment({ __options__: true, globals: { ...objects } });
  const global: object = compartment.globalThis;
  for (const name of Reflect.ownKeys(global)) {
    if (typeof name === 'string' && !languageNames.has(name)) Reflect.deleteProperty(global, name);
  }
  // Only a frozen global lets SES turn global names into constants: without this each use of one costs 0.1 µs.
  Object.freeze(global);
  return compartment;
}

/** True for a file that puts what it sees on record for the grader. */
function watches({ text }: ModuleText): boolean {
  return text.includes('nines/world');
}

/**
 * Keeps learners from what puts observations on record, and from the files that do: a program that could start such
 * a function could report effects that never happened.
 */
function withoutWorld(factory: Factory, watching: ReadonlySet<string>): Factory {
  return (exports, require, hooks) =>
    factory(
      exports,
      (specifier) => {
        if (specifier === 'nines/world' || watching.has(specifier.replace(/^\.\//, ''))) {
          throw new Error(`${specifier} belongs to the lab and cannot be imported`);
        }
        return require(specifier);
      },
      hooks,
    );
}

/** Freezes what a file of the lab exports, so that no program can put something else in its place. */
function withFixedExports(factory: Factory): Factory {
  return (exports, require, hooks) => {
    factory(exports, require, hooks);
    Object.freeze(exports);
  };
}

function placeOf(modules: readonly ModuleText[], site: number): SourcePlace | null {
  const module = modules[Math.floor(site / sitesPerFile)];
  const found = module?.sites[site % sitesPerFile];
  if (!module || !found) return null;
  const [line, column] = found;
  return { file: module.file, line, column };
}

/** The line at which a file declares a function or a value: the compiler leaves every line where it was. */
function declarationOf(
  modules: readonly ModuleText[],
  file: string,
  name: string,
): SourcePlace | null {
  const lines = modules.find((module) => module.file === file)?.text.split('\n') ?? [];
  const starts = [`function ${name}(`, `const ${name} =`, `class ${name} `].map(
    (text) => ` ${text}`,
  );
  // What is declared at the top begins its line; `export` leaves a blank behind.
  const index = lines.findIndex((line) =>
    starts.some((text) => ` ${line.trimStart()}`.startsWith(text)),
  );
  return index < 0 ? null : { file, line: index + 1, column: 1 };
}

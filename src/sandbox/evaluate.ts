/**
 * Text of compiled files -> factories of modules, inside Compartments: the text sees the names listed below and
 * nothing else of the realm. The files of the learner and those of the lab's world live in Compartments of their
 * own, so that neither sees the other's `globalThis`.
 *
 * A factory is made once and called for every node at every boot: what a module holds is the memory of one node.
 */
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

/** A compiled file made callable. */
export interface EvaluatedModule<Factory> {
  readonly file: string;
  readonly origin: ModuleText['origin'];
  readonly factory: Factory;
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

/**
 * Evaluates the texts. The realm must be locked down. `Factory` is what the caller knows the text of a module to be;
 * here it is only known to be a function.
 */
export function evaluate<Factory>(
  modules: readonly ModuleText[],
  objects: LanguageObjects,
): readonly EvaluatedModule<Factory>[] {
  harden(objects);
  const compartments = { learner: makeCompartment(objects), world: makeCompartment(objects) };
  return modules.map(({ file, text, origin }) => {
    try {
      const factory: unknown = compartments[origin].evaluate(text);
      if (typeof factory !== 'function') throw new TypeError('its text is no function');
      return { file, origin, factory: factory as Factory };
    } catch (error) {
      throw new EvaluationError(file, error);
    }
  });
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

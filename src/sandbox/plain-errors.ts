/**
 * Constructors of errors that add nothing of their own to what they are given. Engines write onto each error where it
 * was made, each in fields of its own, and Firefox does so in spite of SES.
 *
 * SES takes hold of the constructors when it is loaded, so this file stands before it. Until `makeErrorsPlain` is
 * called the constructors do what those of the engine do.
 */
import { stripEngineFields } from '#runtime/exit-reason.ts';

let arePlain = false;
const names = [
  ...['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  'AggregateError',
];

type AnyConstructor = new (...args: unknown[]) => Error;

/** A constructor in the place of an engine's: with its prototype, its statics and its name. */
function standIn(engine: AnyConstructor): AnyConstructor {
  const made = function (...args: unknown[]): Error {
    const error = Reflect.construct(engine, args, new.target ?? made) as Error;
    if (arePlain) stripEngineFields(error);
    return error;
  };
  Object.defineProperties(made, Object.getOwnPropertyDescriptors(engine));
  Object.defineProperty(engine.prototype, 'constructor', { value: made });
  return made as unknown as AnyConstructor;
}

for (const name of names) {
  const made = standIn(Reflect.get(globalThis, name) as AnyConstructor);
  Reflect.set(globalThis, name, made);
  if (name !== 'Error') Object.setPrototypeOf(made, Error);
}

/** From now on errors are plain; to be called right before the realm is locked. */
export function makeErrorsPlain(): void {
  arePlain = true;
  // SES takes an engine that has this for V8 and calls it for each error; elsewhere than in V8 it leaves a stack.
  Reflect.set(Error, 'captureStackTrace', () => undefined);
  Reflect.deleteProperty(Error.prototype, 'stack');
}

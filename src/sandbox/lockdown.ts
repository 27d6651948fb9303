/**
 * Turns the realm this runs in into one that can hold hostile code: the intrinsics are repaired, stripped of what
 * learners must not have, and frozen. To be called once, after the runtime and the grader are loaded and before any
 * learner's code is.
 */
import { makeErrorsPlain } from './plain-errors.ts';
import 'ses';
import { replaceDigits } from './digits.ts';
import { replaceSort } from './sort.ts';

let isLocked = false;

/** Locks this realm down. A second call does nothing. */
export function lockDown(): void {
  if (isLocked) return;
  isLocked = true;
  replaceSort();
  replaceDigits();
  makeErrorsPlain();
  removeUnevenNames();
  removeHiddenPromises();
  freezeEngineErrors();
  repairIntrinsics({
    // Stacks differ from engine to engine; a program that read them would not be the same program everywhere.
    errorTaming: 'safe',
    // The worker itself evaluates the text of graders; Compartments never see these evaluators.
    evalTaming: 'unsafe-eval',
    consoleTaming: 'unsafe',
    errorTrapping: 'none',
    unhandledRejectionTrapping: 'none',
    reporting: 'none',
    // Learners may assign `error.message` or `object.toString`, as they do everywhere else.
    overrideTaming: 'moderate',
    localeTaming: 'safe',
    stackFiltering: 'verbose',
  });
  nameConstructors();
  hardenIntrinsics();
}

/** Gives the constructors that SES makes anew their names back: bundled, they are called whatever was short. */
function nameConstructors(): void {
  for (const [name, { prototype }] of Object.entries({ Error, RegExp })) {
    for (const made of [Reflect.get(globalThis, name), prototype.constructor]) {
      Object.defineProperty(made, 'name', { value: name });
    }
  }
}

/** Removes what gives a promise to code that has neither `Promise` nor an async function. */
function removeHiddenPromises(): void {
  Reflect.deleteProperty(Array, 'fromAsync');
  Reflect.deleteProperty(globalThis, 'AsyncIterator');
}

/** Removes what SES allows and only the newest engines have: a program that found it would run differently there. */
function removeUnevenNames(): void {
  const iterator = (Reflect.get(globalThis, 'Iterator') ?? {}) as object;
  const uneven: readonly (readonly [object, readonly string[]])[] = [
    [Map.prototype, ['getOrInsert', 'getOrInsertComputed']],
    [WeakMap.prototype, ['getOrInsert', 'getOrInsertComputed']],
    [Uint8Array, ['fromBase64', 'fromHex']],
    [Uint8Array.prototype, ['toBase64', 'setFromBase64', 'toHex', 'setFromHex']],
    [iterator, ['concat', 'zip', 'zipKeyed']],
  ];
  for (const [holder, names] of uneven) {
    for (const name of names) Reflect.deleteProperty(holder, name);
  }
}

/**
 * Freezes the errors that SES does not know: some engines throw them, and a `catch` gets hold of them. Their
 * constructors are taken from them, since these lead to the engine's own `Error`.
 */
function freezeEngineErrors(): void {
  for (const name of ['InternalError', 'DOMException', 'SuppressedError']) {
    const found: unknown = Reflect.get(globalThis, name);
    if (typeof found !== 'function') continue;
    const prototype: unknown = found.prototype;
    if (typeof prototype !== 'object' || prototype === null) continue;
    Reflect.deleteProperty(prototype, 'constructor');
    Object.freeze(prototype);
  }
}

/**
 * Why a process ends. A reason is data and is copied like a message. OTP's words keep OTP's spelling:
 *
 *   normal        the body returned
 *   kill          as an exit signal: cannot be trapped, and arrives at links and monitors as `killed`
 *   noproc        there was no such process
 *   noconnection  the connection to its node was lost; the process may still live
 *
 * An uncaught error becomes an `ErrorReason`. It holds nothing that differs between engines: the text of an
 * error survives only if the learner's own code threw it.
 */

/** What an uncaught error is turned into. */
export interface ErrorReason {
  readonly kind: 'error';
  /** `Error`, `TypeError`, or OTP's word: `badarg`, `noproc`, `system_limit`. */
  readonly name: string;
  readonly message: string;
  /** `server.ts:17`, where the code that ran is known. */
  readonly at: string | null;
}

let kindOf: (raised: Raised) => 'exit' | 'error';
let textIn: (raised: Raised) => string;

/** What `exit(reason)` and the errors of 'nines' throw. It can be caught; its `reason` is OTP's. */
export class Raised {
  readonly kind: 'exit' | 'error';
  readonly reason: unknown;
  readonly #brand: 'exit' | 'error';
  readonly #text: string;

  /** `text` says for people what was wrong and what to do; the reason is OTP's word. */
  constructor(kind: 'exit' | 'error', reason: unknown, text = '') {
    this.kind = kind;
    this.reason = reason;
    this.#brand = kind;
    this.#text = text;
    Object.freeze(this);
  }

  static {
    kindOf = (raised) => raised.#brand;
    textIn = (raised) => raised.#text;
  }
}
Reflect.deleteProperty(Raised.prototype, 'constructor');
Object.freeze(Raised.prototype);

/** What was wrong and what to do, in words; empty where OTP's word says it. */
export function textOf(raised: Raised): string {
  return textIn(raised);
}

/** True for what `exit(reason)` or an error of 'nines' threw. */
export function isRaised(value: unknown): value is Raised {
  if (typeof value !== 'object' || value === null || !(value instanceof Raised)) return false;
  return kindOf(value) === value.kind;
}

/**
 * Thrown to leave a process that is over: killed, on a crashed node, or in a run that was stopped. It is no
 * error and cannot be caught: compiled code throws it on at the start of every `catch`.
 */
export const unwind: unique symbol = Symbol('unwind');

/** The engines' words for a stack that is too deep: V8 and JavaScriptCore, SpiderMonkey. Others may quote a learner. */
const deepStack = /^(?:Maximum call stack size exceeded\.?|too much recursion)$/;

/**
 * True for the error an engine raises when calls nest too deep; its depth differs between engines. Only what the
 * error itself holds is looked at: reading a field of a learner's error could run the learner's code.
 */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error) || Object.getPrototypeOf(error) === Error.prototype) return false;
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' && deepStack.test(message);
}

/** What programs read in an error of the language itself. */
export const languageText = 'raised by the language itself';

/** Fields that engines give errors of their own accord, besides the message. */
const engineFields: readonly string[] = [
  ...['stack', 'fileName', 'lineNumber', 'columnNumber', 'line', 'column', 'sourceURL'],
];
const engineTexts = new WeakMap<Error, string>();

/** Takes away what an engine has written onto an error about where it was made. */
export function stripEngineFields(error: Error): void {
  for (const field of engineFields) Reflect.deleteProperty(error, field);
}

/** Makes an error of the language the same on every engine: a program may send its text, and count its letters. */
export function neutralise(error: Error): void {
  if (engineTexts.has(error)) return;
  engineTexts.set(error, error.message);
  stripEngineFields(error);
  Reflect.defineProperty(error, 'message', {
    value: languageText,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

/** What the engine had said before the error was made neutral; for display alone. */
export function engineTextOf(error: Error): string | undefined {
  return engineTexts.get(error);
}

/** True if a process that ends so did what it was asked to: OTP writes no report for these. */
export function isOrderly(reason: unknown): boolean {
  if (reason === 'normal' || reason === 'shutdown') return true;
  return Array.isArray(reason) && reason.length === 2 && reason[0] === 'shutdown';
}

/** True for the reason of an uncaught error, as against an `exit`. */
export function isErrorReason(reason: unknown): reason is ErrorReason {
  if (typeof reason !== 'object' || reason === null) return false;
  const { kind, name } = reason as Partial<ErrorReason>;
  return kind === 'error' && typeof name === 'string';
}

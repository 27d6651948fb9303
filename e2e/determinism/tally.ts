/** Counts what a program uses: every function handed to it is replaced by one that counts and does the same. */
import { nativeFunction, isPortable } from '#runtime/toplevel.ts';
import type { Factory, Program } from '#runtime/program.ts';
import { isPid, isRef } from '#runtime/pid.ts';
import { isSocket } from '#runtime/socket.ts';
import { any } from '#runtime/pattern.ts';

type AnyFunction = (...args: never[]) => unknown;

/** The words of the type `Pattern` in nines.d.ts, one for each kind of value that a pattern can be. */
function patternKind(pattern: unknown): string {
  if (pattern === any) return 'typeof any';
  if (isPid(pattern)) return 'Pid';
  if (isRef(pattern)) return 'Ref';
  if (isSocket(pattern)) return 'Socket';
  if (pattern === null) return 'null';
  if (typeof pattern === 'function') return '((value: unknown) => boolean)';
  if (Array.isArray(pattern)) return 'readonly Pattern[]';
  return typeof pattern === 'object' ? '{ readonly [field: string]: Pattern }' : typeof pattern;
}

function isOptions(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** What was used how often. */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** `call/3`: with three arguments; `spawn{link}`: with that option; `pattern null`: with a pattern of that kind. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** A copy of an object whose functions count. */
  watch<T extends object>(watched: T, prefix: string): T {
    const copy: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(watched)) {
      const name = `${prefix}${key}`;
      if (typeof value === 'function') copy[key] = this.#watchFunction(name, value as AnyFunction);
      else if (typeof value === 'object') copy[key] = this.watch(value as object, `${name}.`);
      else {
        const get = (): unknown => (this.count(name), value);
        Object.defineProperty(copy, key, { get, enumerable: true });
      }
    }
    return Object.freeze(copy) as T;
  }

  #watchFunction(name: string, body: AnyFunction): AnyFunction {
    const watched = (...args: never[]): unknown => {
      this.count(name);
      this.count(`${name}/${args.length}`);
      const options: unknown = args.at(-1);
      if (isOptions(options)) for (const key of Object.keys(options)) this.count(`${name}{${key}}`);
      if (name === 'receive' && args.length > 0) this.count(`pattern ${patternKind(args[0])}`);
      return body(...args);
    };
    return isPortable(body) ? nativeFunction(watched) : watched;
  }

  /** The same program, which gets counting modules. */
  watchProgram(program: Program): Program {
    const libraries = new Map<unknown, object>();
    const watchLibrary = (specifier: string, library: object): object => {
      const known =
        libraries.get(library) ?? this.watch(library, specifier === 'nines' ? '' : 'world.');
      libraries.set(library, known);
      return known;
    };
    const files = program.files.map(({ file, factory }) => {
      const watching: Factory = (exports, require, hooks) =>
        factory(
          exports,
          (specifier) => {
            const found = require(specifier);
            return specifier.startsWith('nines') ? watchLibrary(specifier, found as object) : found;
          },
          hooks,
        );
      return { file, factory: watching };
    });
    return { files, place: program.place };
  }
}

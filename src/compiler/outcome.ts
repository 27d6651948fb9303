/** Runs a test program twice: lowered, with a driver as small as can be, and natively. For tests only. */
// oxlint-disable-next-line no-restricted-imports -- for tests alone, which run in Node
import { runInThisContext } from 'node:vm';
import { transform } from 'sucrase';
import { compileLab } from './compile.ts';

/** What a program did. */
export interface Outcome {
  readonly printed: readonly unknown[];
  readonly returned?: unknown;
  readonly thrown?: string;
}

type Files = Readonly<Record<string, string>>;
type Require = (specifier: string) => unknown;
type Factory = (...args: unknown[]) => unknown;

/** An operation of the stand-in for 'nines'. */
class Operation {
  readonly perform: () => unknown;
  constructor(perform: () => unknown) {
    this.perform = perform;
  }
}

/** What the lowered code finds in `$`. */
export class TestHooks {
  n: number;
  at = -1;
  t: unknown;
  stopping = false;
  readonly defined: string[] = [];
  constructor(steps = 1_000_000) {
    this.n = steps;
  }
  readonly trip = (): never => {
    this.stopping = true;
    throw stop;
  };
  readonly task = (frame: Generator): Operation => new Operation(() => drive(frame));
  readonly define = (name: string, body: unknown): void => {
    if (typeof body !== 'function') throw new TypeError(`${name} is defined as no function`);
    this.defined.push(name);
  };
  readonly caught = (error: unknown): void => {
    if (error === stop) throw error;
  };
  readonly thrown = (value: unknown): unknown => value;
  readonly pow = (base: number, exponent: number): number => base ** exponent;
  readonly iterate = (iterable: Iterable<unknown>): Iterable<unknown> => iterable;
  readonly keys = function* (object: object): Generator<string> {
    for (const key in object) yield key;
  };
}

/** The signal that no learner may catch. */
const stop = new Error('stopped');

function settle(value: unknown): unknown {
  return value instanceof Operation ? settle(value.perform()) : value;
}

function drive(frame: Generator): unknown {
  let step = frame.next();
  while (!step.done) {
    let resume: () => typeof step;
    try {
      const value = settle(step.value);
      resume = () => frame.next(value);
    } catch (error) {
      resume = () => frame.throw(error);
    }
    step = resume();
  }
  return settle(step.value);
}

/** A stand-in for 'nines'; `operation` makes of a value what the program awaits. */
function standIn(
  operation: (perform: () => unknown) => unknown,
  print: (value: unknown) => void,
): object {
  let received = 0;
  return {
    call: (value: unknown) => operation(() => value),
    receive: () => operation(() => (received += 1)),
    receiveResponse: () =>
      operation(() => {
        throw new Error('no response');
      }),
    sleep: () => operation(() => undefined),
    disk: { get: (key: string) => operation(() => key) },
    send: (to: unknown, message: unknown) => print(['sent', to, message]),
    self: () => 'me',
    spawn: (body: { name: string }) => print(['spawned', body.name]),
  };
}

/** Loads the modules and gives the `main` of `a.ts`. */
function loadMain(
  factories: ReadonlyMap<string, Factory>,
  nines: object,
  rest: readonly unknown[],
): () => unknown {
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (file: string): Record<string, unknown> => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(file, exports);
    const factory = factories.get(file);
    if (factory === undefined) throw new Error(`there is no ${file}`);
    factory(exports, require, ...rest);
    return exports;
  };
  const require: Require = (specifier) =>
    specifier === 'nines' ? nines : load(specifier.replace('./', ''));
  const { main } = load('a.ts');
  if (typeof main !== 'function') throw new Error('a.ts exports no main');
  return () => main() as unknown;
}

/** The value of a text, which must be a function. */
function evaluate(text: string, print: (...values: unknown[]) => void): Factory {
  const withConsole: unknown = runInThisContext(`(function (console) { return ${text} })`);
  const factory: unknown = isFunction(withConsole) ? withConsole({ log: print }) : undefined;
  if (!isFunction(factory)) throw new TypeError('the text is no function');
  return factory;
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function';
}

/** What the text of each module is, for a program that must compile. */
export function compileTexts(files: Files): Map<string, string> {
  const result = compileLab(
    Object.entries(files).map(([file, source]) => ({ file, source, origin: 'learner' as const })),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return new Map(result.modules.map(({ file, text }) => [file, text]));
}

/** Runs the program as the compiler lowers it. */
export function runLowered(files: Files, hooks = new TestHooks()): Outcome {
  const printed: unknown[] = [];
  const print = (...values: unknown[]): void => void printed.push(snapshot(values));
  const factories = new Map(
    [...compileTexts(files)].map(([file, text]) => [file, evaluate(text, print)]),
  );
  try {
    const nines = standIn((perform) => new Operation(perform), print);
    const main = loadMain(factories, nines, [hooks]);
    return { printed, returned: snapshot(settle(main())) };
  } catch (error) {
    return { printed, thrown: String(error) };
  }
}

/** Runs the program with the async functions of the engine. */
export async function runNatively(files: Files): Promise<Outcome> {
  const printed: unknown[] = [];
  const print = (...values: unknown[]): void => void printed.push(snapshot(values));
  const factories = new Map(
    Object.entries(files).map(([file, source]) => {
      const { code } = transform(source, {
        transforms: ['typescript', 'imports'],
        disableESTransforms: true,
      });
      return [file, evaluate(`(function (exports, require) { ${code}\n})`, print)];
    }),
  );
  try {
    const nines = standIn((perform) => new Promise((resolve) => resolve(perform())), print);
    const main = loadMain(factories, nines, []);
    return { printed, returned: snapshot(await main()) };
  } catch (error) {
    return { printed, thrown: String(error) };
  }
}

/** A value as data: what is compared must not change afterwards. */
function snapshot(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/**
 * The compiler as the page calls it: in a worker, so that typing goes on, with a bound on time, so that no source can
 * hold a run up for ever.
 *
 *   page --compile(files)--> worker      a worker that does not answer in time is ended, and the next run gets a new one
 */
import { wrap } from 'comlink';
import type { Endpoint, Remote } from 'comlink';
import type { CompileResult } from './compile.ts';
import { checkSize, compileMsMax, tooSlow } from './limits.ts';
import type { SourceText } from './source-file.ts';
import type { Compiler } from './worker.ts';

/** The part of a `Worker` that the client needs. */
export interface CompilerWorker extends Endpoint {
  terminate(): void;
}

interface Running {
  readonly worker: CompilerWorker;
  readonly compiler: Remote<Compiler>;
  /** Rejected if the worker could not be loaded. */
  readonly loaded: Promise<unknown>;
}

export class CompilerClient {
  readonly #startWorker: () => CompilerWorker;
  readonly #msMax: number;
  #running: Running | null = null;
  /** One compilation at a time: the time of one must not count for the next. */
  #previous: Promise<unknown> = Promise.resolve();
  #last: { readonly key: string; readonly result: CompileResult } | null = null;

  constructor(startWorker: () => CompilerWorker, msMax = compileMsMax) {
    this.#startWorker = startWorker;
    this.#msMax = msMax;
  }

  /** Loads the worker, so that the first run need not wait for it. */
  prewarm(): void {
    // If it fails, the run that needs it will say so.
    this.#start().loaded.catch(() => undefined);
  }

  /**
   * Compiles the files; the same files as last time are not compiled again. Rejects with the signal's reason when it
   * is aborted, and with an error for the learner if the worker cannot be loaded.
   */
  async compile(files: readonly SourceText[], signal?: AbortSignal): Promise<CompileResult> {
    signal?.throwIfAborted();
    const sizeProblem = checkSize(files);
    if (sizeProblem !== undefined) return { ok: false, problems: [sizeProblem] };
    const key = JSON.stringify(files);
    const compiling = this.#previous.then(() => {
      if (this.#last?.key === key) return this.#last.result;
      if (signal?.aborted === true) throw signal.reason;
      return this.#compileNow(files, key);
    });
    this.#previous = compiling.catch(() => undefined);
    return signal === undefined ? compiling : Promise.race([compiling, whenAborted(signal)]);
  }

  async #compileNow(files: readonly SourceText[], key: string): Promise<CompileResult> {
    const running = this.#start();
    try {
      await running.loaded;
    } catch {
      this.#stop(running);
      throw new Error(
        'The compiler could not be loaded. Check the connection, then press Run again.',
      );
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.#msMax);
    });
    const result = await Promise.race([running.compiler.compile(files), late]);
    clearTimeout(timer);
    if (result === 'late') {
      this.#stop(running);
      return { ok: false, problems: [tooSlow(files[0]?.file ?? '')] };
    }
    this.#last = { key, result };
    return result;
  }

  #start(): Running {
    if (this.#running !== null) return this.#running;
    const worker = this.#startWorker();
    const compiler = wrap<Compiler>(worker);
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', () => reject(new Error('the worker did not start')));
    });
    this.#running = { worker, compiler, loaded: Promise.race([compiler.ready(), failed]) };
    return this.#running;
  }

  #stop(running: Running): void {
    running.worker.terminate();
    if (this.#running === running) this.#running = null;
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The compiler of this page; one worker serves all its labs. */
const client = new CompilerClient(
  () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
);

/** Compiles the files of a lab in the page's worker. See `CompilerClient.compile`. */
export function compileInWorker(
  files: readonly SourceText[],
  signal?: AbortSignal,
): Promise<CompileResult> {
  return client.compile(files, signal);
}

/** Starts the page's worker before it is needed. */
export function prewarmCompiler(): void {
  client.prewarm();
}

/** The compiler in a worker of the page. Node calls `compileLab` directly. */
import { expose } from 'comlink';
import { compileLab } from './compile.ts';
import type { CompileResult, SourceText } from './compile.ts';

/** What the page may ask the worker for; the page sees every answer as a promise. */
export interface Compiler {
  /** Answers when the worker has been loaded and is ready to compile. */
  ready(): true | Promise<true>;
  compile(files: readonly SourceText[]): CompileResult | Promise<CompileResult>;
}

// The first compilation of a worker costs several times the second; let it not be the learner's.
const sample = `
import { receive, send, type Pid } from 'nines';
export async function echo({ to }: { to: Pid }): Promise<void> {
  for (;;) {
    try { send(to, await receive<number>()); } catch (error) { console.log(error); }
  }
}
`;
compileLab([{ file: 'sample.ts', source: sample, origin: 'learner' }]);

const compiler: Compiler = { ready: () => true, compile: compileLab };
expose(compiler);

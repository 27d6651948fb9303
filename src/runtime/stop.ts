/** How a run can end before its time, as data. */

/** Something that ends a run at once. The codes are those of the grader's `Stopped`. */
export interface Stop {
  /** HANG: out of steps; DEEP: calls nest too deep; MISUSE: a rule of 'nines' was broken; CRASH: a module failed while it was loaded. */
  readonly code: 'KIT-HANG' | 'KIT-DEEP' | 'KIT-MISUSE' | 'KIT-CRASH' | 'KIT-FLOOD';
  /** What happened, one sentence that begins with a capital, without a full stop. */
  readonly message: string;
  /** What to write instead, in full sentences. */
  readonly remedy: string;
  /** Where the learner's code was; 0 if unknown. */
  readonly site: number;
  /** The process that was running, e.g. `<shop-2.17> orderServer`; null outside of one. */
  readonly process: string | null;
  readonly node: string | null;
  readonly atMs: number;
}

/** What a call of `System.run` came to. */
export type RunResult =
  /** The number of events asked for was handled; call `run` again to go on. */
  | { readonly kind: 'paused' }
  /** Nothing is due any more: no process can ever run again. */
  | { readonly kind: 'idle' }
  /** The instant asked for was reached. */
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped'; readonly stop: Stop };

/** Begins a sentence with a capital, unless its first word is a name: of a file, a node, a process. */
export function asSentence(text: string): string {
  const [first = ''] = text.split(' ', 1);
  return /^[a-z][a-z'-]*,?$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

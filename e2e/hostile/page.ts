/** The page that the hostile tests drive: it opens sandboxes as the course's pages do, and watches itself. */
import frameText from '#sandbox/frame.ts?iife';
import { openFrame } from '#sandbox/page-frame.ts';
import type { ModuleText, OutputLine, Verdict } from '#sandbox/protocol.ts';
import { type Job, Runner } from '#sandbox/runner.ts';
import graderText from './lab/grader.ts?iife';

/** A probe text and how to run it. */
export interface ProbeOptions {
  readonly text: string;
  /** Where it runs: in the worker, or on the frame's own thread. */
  readonly where: 'worker' | 'frame';
  /** A control run has no policy in the frame: it shows that the probe would reach the attacker. */
  readonly isControl: boolean;
  readonly waitMs: number;
  /** Wait no longer once something was said that contains this. */
  readonly untilSaid?: string;
}

/** What a probe said, and the longest time in which this page could not react. */
export interface ProbeOutcome {
  readonly said: readonly string[];
  readonly gapMs: number;
}

/** A program to run, and when to press Stop. */
export interface RunOptions {
  readonly modules: readonly ModuleText[];
  readonly stopAfterMs?: number;
}

/** What came of it. */
export interface RunOutcome {
  readonly verdict: Verdict;
  readonly ms: number;
  readonly lines: readonly OutputLine[];
  readonly dropped: number;
  /** The longest time in which this page could not react. */
  readonly gapMs: number;
}

const runner = new Runner({
  openHost: async (events) => {
    const { default: worker } = await import('#sandbox/worker.ts?iife');
    return openFrame({ frame: frameText, worker }, events);
  },
  graderText: () => Promise.resolve(graderText),
});

/** Runs a program to its verdict. */
async function run({ modules, stopAfterMs }: RunOptions): Promise<RunOutcome> {
  const lines: OutputLine[] = [];
  let dropped = 0;
  const gap = watchGaps();
  const startedMs = performance.now();
  const job: Job = { kind: 'grade', lab: 'hostile', modules, seeds: 'run' };
  const report = runner.run(job, {
    output: (output) => {
      lines.push(...output.lines);
      dropped += output.dropped;
    },
  });
  if (stopAfterMs !== undefined) setTimeout(() => runner.stop(), stopAfterMs);
  const { verdict } = await report;
  const ms = performance.now() - startedMs;
  return { verdict, ms, lines, dropped, gapMs: gap() };
}

/** Notes how long the page's event loop was ever away; gives it and ends the watch. */
function watchGaps(): () => number {
  let longestMs = 0;
  let lastMs = performance.now();
  const note = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
  };
  const timer = setInterval(note, 0);
  return () => {
    note();
    clearInterval(timer);
    return longestMs;
  };
}

/** Runs a probe for a while and gives what it said. */
async function probe(options: ProbeOptions): Promise<ProbeOutcome> {
  const { text, where, isControl, waitMs, untilSaid } = options;
  const said: string[] = [];
  const restore = isControl ? stripPolicyOfFrames() : () => undefined;
  const gap = watchGaps();
  await new Promise<void>((resolve) => {
    const note = (line: string): void => {
      // A flood is counted, not kept.
      if (said.length < 10_000) said.push(line.slice(0, 2_000));
      if (untilSaid !== undefined && line.includes(untilSaid)) end();
    };
    const host = openFrame(
      where === 'worker'
        ? { frame: frameText, worker: text }
        : { frame: `${frameText};${text}`, worker: '' },
      {
        report: note,
        ended: (reason, detail) => note(`ended: ${reason} ${detail}`),
        died: () => note('ended: died'),
      },
    );
    const end = (): void => {
      clearTimeout(timer);
      host.remove();
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    host.start();
  });
  restore();
  return { said, gapMs: gap() };
}

/** Runs a probe and then a program, and tells the page's own server: the browser's driver may have given the page up. */
async function survive(options: ProbeOptions & RunOptions): Promise<void> {
  const { said } = await probe(options);
  const { verdict } = await run(options);
  await fetch('/told', { method: 'POST', body: JSON.stringify({ said, verdict }) });
}

function stripPolicyOfFrames(): () => void {
  const srcdoc = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'srcdoc');
  if (!srcdoc?.set) throw new Error('This browser has no srcdoc.');
  const { set } = srcdoc;
  Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', {
    ...srcdoc,
    set(this: HTMLIFrameElement, text: string) {
      set.call(this, text.replace(/<meta http-equiv[^>]*>/, ''));
    },
  });
  return () => Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', srcdoc);
}

/** What the tests call. */
export const testPage = { run, probe, survive };
export type TestPage = typeof testPage;
Object.assign(globalThis, { testPage });

/**
 * Runs files that a participant has laid down once more, in a sandbox of this page, exactly as their lab would: compiler,
 * frame, worker, seeds. Nothing of theirs is trusted. Of the files only those that a learner writes are taken, so none can
 * stand in for the lab's world or its grader; the verdict is this page's own.
 *
 * ```ts
 * const found = await regrade(work, await labPageOf(work.lab), abort.signal);
 * compare(work.claim, found.verdict);   // “claimed passed, found E-1”
 * ```
 */
import { compileInWorker } from '#compiler/client.ts';
import { courseFolder, withEarlierFiles, type EarlierLab } from '#compiler/earlier-files.ts';
import type { SourceText } from '#compiler/source-file.ts';
import type { Verdict } from '#grader/verdict.ts';
import type { LabPage } from '#room/together/lab-page.ts';
import { Sandbox, type Listeners } from '#sandbox/client.ts';
import { sourcesOf } from '#workbench/engine.ts';
import { referenceOf, worldOf } from '#workbench/lab-files.ts';
import type { SourceFile } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';
import type { Chaos } from '#workshop/session.ts';
import type { SharedWork } from '#workshop/sharing.ts';

type Goal = 'run' | 'grade';

/** What came of running somebody's files here. */
export interface Found {
  readonly verdict: Verdict;
  readonly goal: Goal;
  readonly elapsedMs: number;
  /** The files that were run: those of the lab that a learner writes. */
  readonly texts: Texts;
  /** Files of earlier labs that took part, by their whole names. */
  readonly imported: readonly SourceFile[];
}

/** The files that a learner writes, with the starter where one is missing. Whatever else was sent is left out. */
export function ownTexts({ starter }: LabPage, sent: Texts): Texts {
  return Object.fromEntries(
    Object.entries(starter).map(([file, text]) => [
      file,
      Object.hasOwn(sent, file) ? (sent[file] ?? text) : text,
    ]),
  );
}

/** An earlier lab as it takes part: what was sent of it, else the reference, and over both the lab's own world. */
async function earlierLab(lab: string, imported: Texts): Promise<EarlierLab> {
  const files = new Map<string, SourceText>();
  for (const text of await referenceOf(lab)) files.set(text.file, text);
  const prefix = `labs/${lab}/`;
  for (const [name, source] of Object.entries(imported)) {
    const file = name.slice(prefix.length);
    if (name.startsWith(prefix)) files.set(file, { file, source, origin: 'learner' });
  }
  for (const text of await worldOf(lab)) files.set(text.file, text);
  return { lab, files: [...files.values()] };
}

async function sourcesFor(page: LabPage, texts: Texts, imported: Texts): Promise<SourceText[]> {
  const { info } = page;
  const own = await sourcesOf({ lab: info.id, texts });
  const earlier = await Promise.all(info.earlier.map(({ lab }) => earlierLab(lab, imported)));
  const course = { lab: courseFolder, files: await worldOf(courseFolder) };
  return withEarlierFiles(own, [...earlier, course], info.imports);
}

/** What was asked of the files: the same seeds; for an attack the one that it found, because nobody knows where it began. */
function seedsOf({ claim }: SharedWork): { readonly goal: Goal; readonly seeds: Goal | number[] } {
  if (claim === null) return { goal: 'grade', seeds: 'grade' };
  if (claim.goal !== 'attack') return { goal: claim.goal, seeds: claim.goal };
  return { goal: 'run', seeds: claim.seed === null ? 'run' : [claim.seed] };
}

export interface RegradeOptions {
  readonly signal: AbortSignal;
  readonly listen?: Listeners;
  /** The class's fault plan instead of what was asked of the files. */
  readonly plan?: Chaos['plan'];
}

/**
 * Runs the files. Rejects with a sentence if the compiler or a file of the lab could not be loaded, and with the signal's
 * reason when it is aborted. Whatever the program does is a verdict.
 */
export async function regrade(
  work: SharedWork,
  page: LabPage,
  { signal, listen = {}, plan }: RegradeOptions,
): Promise<Found> {
  const startedMs = performance.now();
  const texts = ownTexts(page, work.texts);
  const { goal, seeds } = seedsOf(work);
  const sources = await sourcesFor(page, texts, work.imported);
  const imported = sources.filter(({ file }) => file.startsWith('labs/'));
  const over = (verdict: Verdict): Found => {
    return { verdict, goal, elapsedMs: performance.now() - startedMs, texts, imported };
  };
  const compiled = await compileInWorker(sources, signal);
  if (!compiled.ok) return over({ kind: 'rejected', problems: compiled.problems });
  const { modules } = compiled;
  // One of its own: what this program does to it ends with this run.
  const sandbox = new Sandbox();
  try {
    const lab = page.info.id;
    const { verdict } = await sandbox.run(
      plan?.from === 'recipe'
        ? { kind: 'replay', lab, modules, recipe: plan.recipe }
        : { kind: 'grade', lab, modules, seeds: plan ? [plan.seed] : seeds },
      listen,
      signal,
    );
    signal.throwIfAborted();
    return over(verdict);
  } finally {
    sandbox.dispose();
  }
}

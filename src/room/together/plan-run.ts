/**
 * Plays the class's fault plan on somebody's files, in a sandbox of its own: a run that the learner has under way in the
 * workbench of the same page goes on beside it.
 */
import { compileInWorker } from '#compiler/client.ts';
import type { Verdict } from '#grader/verdict.ts';
import { Sandbox } from '#sandbox/client.ts';
import type { Chaos, Outcome } from '#workshop/session.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { Earlier } from '#workbench/earlier.ts';
import { sourcesOf } from '#workbench/engine.ts';
import type { LabInfo } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';

export interface PlanOrder {
  readonly info: LabInfo;
  readonly texts: Texts;
  readonly plan: Chaos['plan'];
  /** Whose files of earlier labs take part: this browser's, or the reference's, so that others come to the same run. */
  readonly earlier: 'own' | 'reference';
}

/**
 * The verdict of one run. Rejects with a sentence if the compiler or a file could not be loaded, and with the signal's
 * reason when it is aborted.
 */
export async function runPlan(order: PlanOrder, signal: AbortSignal): Promise<Verdict> {
  const { info, texts, plan } = order;
  const earlier = new Earlier(info);
  if (order.earlier === 'own') await earlier.read(await sharedStore());
  const sources = await sourcesOf({ lab: info.id, texts, earlier });
  const compiled = await compileInWorker(sources, signal);
  if (!compiled.ok) return { kind: 'rejected', problems: compiled.problems };
  const { modules } = compiled;
  const sandbox = new Sandbox();
  try {
    const report = await sandbox.run(
      plan.from === 'seed'
        ? { kind: 'grade', lab: info.id, modules, seeds: [plan.seed] }
        : { kind: 'replay', lab: info.id, modules, recipe: plan.recipe },
      {},
      signal,
    );
    signal.throwIfAborted();
    return report.verdict;
  } finally {
    sandbox.dispose();
  }
}

/** What a verdict comes to, as the room hears it. */
export interface Endured extends Outcome {
  readonly traceHash: string | null;
}

/** A verdict as an outcome; null if the run never happened, which is no outcome of anybody's code. */
export function outcomeOf(verdict: Verdict): Endured | null {
  switch (verdict.kind) {
    case 'failed': {
      const { breach, story } = verdict.counterexample;
      const { code } = breach;
      const { fingerprint } = story;
      return { outcome: 'failed', code, fingerprint, traceHash: verdict.traceHash };
    }
    case 'stopped': {
      const { kind, code } = verdict;
      if (code === 'KIT-GRADER' || code === 'KIT-CANCELLED') return null;
      return { outcome: kind, code, fingerprint: null, traceHash: null };
    }
    case 'rejected':
      return { outcome: 'rejected', code: null, fingerprint: null, traceHash: null };
    case 'passed':
    case 'undecided':
      return {
        outcome: verdict.kind,
        code: null,
        fingerprint: null,
        traceHash: verdict.traceHash,
      };
  }
}

/** What a fault plan does, told in words from a run of the reference in the console's own sandbox. */
import type { SourceText } from '#compiler/source-file.ts';
import type { Verdict } from '#grader/verdict.ts';
import type { Chaos } from '#workshop/session.ts';
import { referenceOf } from '#workbench/lab-files.ts';
import { Earlier } from '#workbench/earlier.ts';
import { sourcesOf } from '#workbench/engine.ts';
import { openWalk } from '#workbench/machine/walk-source.ts';
import type { LabInfo } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';
import { labPageOf } from './lab-page.ts';
import { runPlan } from './plan-run.ts';
import { faultWords, type WorldWords } from './plan-text.ts';

export type PlanWords =
  | { readonly kind: 'told'; readonly holds: boolean; readonly worlds: readonly WorldWords[] }
  | { readonly kind: 'trouble'; readonly why: string };

function worldsOf(verdict: Verdict): readonly { readonly world: string; readonly seed: number }[] {
  return verdict.kind === 'passed' ? verdict.runs : [];
}

/** What is walked: the reference's files with those of earlier labs that they import. */
interface Ground {
  readonly info: LabInfo;
  readonly texts: Texts;
  readonly imports: readonly SourceText[];
  readonly plan: Chaos['plan'];
}

async function walkWords(
  { info, texts, imports, plan }: Ground,
  run: { readonly world: string; readonly seed: number },
  signal: AbortSignal,
): Promise<WorldWords> {
  const subject =
    plan.from === 'recipe'
      ? ({ kind: 'recipe', recipe: plan.recipe } as const)
      : ({ kind: 'world', ...run } as const);
  const source = { lab: info.id, labHash: info.contentHash, texts, imports, event: null };
  const opened = await openWalk(
    { ...source, run: { subject, forks: [] }, expectedHash: null },
    {},
    signal,
  );
  if (opened.kind === 'failed') throw new Error(`${opened.message} ${opened.remedy}`);
  return { world: run.world, ...faultWords(opened.walk.trace.spans) };
}

/** Runs the plan on the reference and tells it. */
export async function tellPlan(
  lab: string,
  plan: Chaos['plan'],
  signal: AbortSignal,
): Promise<PlanWords> {
  try {
    const { info } = await labPageOf(lab);
    const reference = await referenceOf(lab);
    const texts = Object.fromEntries(reference.map(({ file, source }) => [file, source]));
    const verdict = await runPlan({ info, texts, plan, earlier: 'reference' }, signal);
    if (verdict.kind === 'stopped')
      return { kind: 'trouble', why: `${verdict.message} ${verdict.remedy}` };
    const all = await sourcesOf({ lab, texts, earlier: new Earlier(info) });
    const imports = all.filter(({ file }) => file.startsWith('labs/'));
    const worlds: WorldWords[] = [];
    for (const run of worldsOf(verdict))
      worlds.push(await walkWords({ info, texts, imports, plan }, run, signal));
    return { kind: 'told', holds: verdict.kind === 'passed', worlds };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      kind: 'trouble',
      why: `The plan could not be played: ${why} Check the connection and try again.`,
    };
  }
}

/** The same night again with other files: compiled in the page's worker, played in the sandbox, seed for seed. */
import type { Earlier } from '#workbench/earlier.ts';
import type { Engine } from '#workbench/engine.ts';
import { nightOf, type Night } from './night.ts';

export type Replayed =
  | { readonly kind: 'night'; readonly night: Night; readonly traceHash: string }
  | { readonly kind: 'none'; readonly message: string };

/** What a night is played with. */
export interface NightOrder {
  readonly lab: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly earlier: Earlier;
}

/** Plays one night and gives its report; `progressed` hears how many events have been. */
export async function playNight(
  engine: Engine,
  { lab, texts, seed, earlier }: NightOrder,
  {
    progressed,
    signal,
  }: { readonly progressed: (events: number) => void; readonly signal: AbortSignal },
): Promise<Replayed> {
  const { verdict } = await engine.run(
    { lab, texts, goal: 'run', seeds: [seed], earlier },
    { progress: ({ events }) => progressed(events) },
    signal,
  );
  if (verdict.kind === 'rejected') {
    const [problem] = verdict.problems;
    return {
      kind: 'none',
      message: `It does not compile: ${problem?.message ?? 'no reason was given.'}`,
    };
  }
  if (verdict.kind === 'stopped') return { kind: 'none', message: verdict.message };
  const [report] = verdict.reports ?? [];
  const night = report === undefined ? null : nightOf(report.json);
  if (night === null) return { kind: 'none', message: 'The run reported no night.' };
  return { kind: 'night', night, traceHash: verdict.traceHash };
}

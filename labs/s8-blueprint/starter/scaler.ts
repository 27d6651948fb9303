import type { Counts, Metrics60s, Scaling, TestResult } from './types.ts';

/** Watches the CPU of web: over 80 % one node more, under 30 % one less. */
export function scale(m: Metrics60s, now: Counts, _results: readonly TestResult[]): Scaling {
  const busy = m.cpu.web.at(-1) ?? 0;
  if (busy > 0.8) return { add: { web: 1 }, drain: [] };
  const [oldest] = m.nodes.filter(({ tier }) => tier === 'web');
  if (busy < 0.3 && now.web > 1 && oldest !== undefined) return { add: {}, drain: [oldest.name] };
  return { add: {}, drain: [] };
}

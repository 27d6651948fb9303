import type { Metric, Output, Rule, Sample } from './types.ts';

function rule(name: string, metric: Metric, raise: number): Rule {
  return {
    name,
    metric,
    raise,
    clear: raise,
    forMs: 0,
    clearForMs: 0,
    severity: 'major',
    pages: true,
    dependsOn: [],
    cause: 'unknown',
    repair: 'have a look',
  };
}

/** One rule for each gauge, at 95 % of what there is. */
export const rules: Rule[] = [
  rule('memory_high', 'memory', 95),
  rule('disk_high', 'disk', 95),
  rule('atoms_high', 'atoms', 0.95 * 1_048_576),
  rule('queue_long', 'queue', 100_000),
  rule('restarts', 'restarts', 10),
  rule('run_queue_long', 'runQueue', 40),
  rule('peers_lost', 'peersLost', 1),
];

/** What the engine remembers: nothing yet. */
export type Engine = Record<string, never>;

export function begin(): Engine {
  return {};
}

/** A page for every reading above its level. */
export function step(st: Engine, s: Sample): { st: Engine; out: Output[] } {
  const out: Output[] = [];
  for (const { name: alarm, metric, raise, severity, cause } of rules) {
    if (metric !== s.metric || s.value < raise) continue;
    out.push({ kind: 'raise', alarm, node: s.node, severity });
    out.push({ kind: 'page', alarm, node: s.node, text: cause });
  }
  return { st, out };
}

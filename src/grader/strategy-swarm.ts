/**
 * Swarm testing (Groce, Zhang, Eide, Chen and Regehr, "Swarm Testing", ISSTA 2012): leaving features out of a run lets
 * the others meet in ways they never do when everything happens at once. So a run has some families of faults and not
 * others, what it has strikes with the planned probability or less, and a part of the workload is left out.
 */
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import type { Draw } from './draw.ts';
import { buggify, type Fault } from './fault.ts';
import { familyOf } from './plan.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate } from './search.ts';
import { drawn, type Ground, type Strategy } from './strategy.ts';
import type { Operation } from './workload.ts';

export function swarm(ground: Ground): Strategy {
  return drawn('swarm', ground, (scenario, draw) => {
    const candidate = drawCandidate(scenario, draw);
    const sites = siteFaults(ground.sites, draw.of('sites'));
    return { ...candidate, faults: [...candidate.faults, ...sites] };
  });
}

/** What one run of a swarm is made of, but for the sites of the world. */
export function drawCandidate(scenario: Scenario, draw: Draw): Candidate {
  const scheduler = drawScheduler(draw.of('schedule'));
  const faults = drawSwarm(scenario.faults, draw.of('faults'));
  const operations = drawOperations(scenario, faults, draw.of('operations'));
  const { untilMs } = scenario;
  return { operations, faults, untilMs, ...(scheduler !== undefined && { scheduler }) };
}

/** First come, first served, a random walk, or priorities that change at a few points. */
export function drawScheduler(draw: Draw): SchedulerSpec | undefined {
  if (draw.chance(0.4)) return undefined;
  return draw.chance(0.6) ? 'random' : { kind: 'pct', depth: draw.integer(2, 5) };
}

/** Some families, at the planned strength or less; never none where the plan has any. */
export function drawSwarm(plan: readonly Fault[], draw: Draw): Fault[] {
  const families = [...new Set(plan.map(familyOf))];
  if (families.length === 0) return [];
  const on = new Set(families.filter(() => draw.chance(0.5)));
  on.add(draw.pick(families));
  const strengths = new Map(families.map((family) => [family, draw.pick([0.25, 0.5, 1])]));
  const faults: Fault[] = [];
  for (const fault of plan) {
    const family = familyOf(fault);
    if (!on.has(family)) continue;
    const strength = strengths.get(family) ?? 1;
    const isRare = 'probability' in fault && fault.probability !== undefined;
    faults.push(isRare ? { ...fault, probability: fault.probability * strength } : fault);
  }
  return faults;
}

/** Some of the sites at which the world may misbehave, each with a strength of its own. */
export function siteFaults(sites: Iterable<string>, draw: Draw): Fault[] {
  const faults: Fault[] = [];
  for (const site of sites) {
    const own = draw.of(site);
    if (!own.chance(0.25)) continue;
    const probability = own.pick([0.05, 0.25, 1]);
    faults.push(buggify({ id: `buggify ${site}`, label: site, site, probability }));
  }
  return faults;
}

/** A part of the workload that is worth the run: what the faults wait for by name, and a share of the rest. */
function drawOperations(scenario: Scenario, faults: readonly Fault[], draw: Draw): Operation[] {
  const named = new Set(faults.flatMap(tagsOf));
  const share = draw.pick([0.05, 0.1, 0.25, 0.5, 1]);
  return scenario.workload.filter(({ id }) => {
    const isDrawn = draw.chance(share);
    return isDrawn || named.has(id);
  });
}

/** Conversations that a fault is about. */
function tagsOf(fault: Fault): readonly string[] {
  const match =
    'match' in fault
      ? fault.match
      : 'at' in fault && typeof fault.at !== 'number'
        ? fault.at.match
        : {};
  const { tag = [] } = match;
  return typeof tag === 'string' ? [tag] : tag;
}

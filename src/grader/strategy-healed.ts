/**
 * Safety phase, then healed liveness phase: for the first part of the run a swarm of faults strikes, then all of them
 * are healed, and what is still owed must come: `eventually({ afterHeal: true })` counts from there. Systems that
 * survive the fault and never recover from it are found by nothing else.
 */
import { healed } from './heal.ts';
import { drawn, type Ground, type Strategy } from './strategy.ts';
import { drawScheduler, drawSwarm, siteFaults } from './strategy-swarm.ts';

export function healing(ground: Ground): Strategy {
  return drawn('healed', ground, (scenario, draw) => {
    const { workload: operations, untilMs } = scenario;
    const swarm = drawSwarm(scenario.faults, draw.of('faults'));
    const all = [...swarm, ...siteFaults(ground.sites, draw.of('sites'))];
    const healMs = Math.round(untilMs * draw.between(0.3, 0.6));
    const scheduler = drawScheduler(draw.of('schedule'));
    return {
      operations,
      faults: healed(all, healMs),
      untilMs,
      ...(scheduler !== undefined && { scheduler }),
    };
  });
}

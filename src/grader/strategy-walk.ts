/**
 * Random walk: at each turn, any of the processes that can run. Good at bugs that many schedules show, poor at those
 * that need one process to be late again and again: each lateness halves the chance.
 */
import { wholeOf } from './explain.ts';
import { drawn, type Ground, type Strategy } from './strategy.ts';
import { siteFaults } from './strategy-swarm.ts';

export function walk(ground: Ground): Strategy {
  return drawn('walk', ground, (scenario, draw) => {
    const whole = wholeOf(scenario);
    const faults = [...whole.faults, ...siteFaults(ground.sites, draw.of('sites'))];
    return { ...whole, faults, scheduler: 'random' };
  });
}

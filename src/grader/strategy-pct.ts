/**
 * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and Nagarakatte, ASPLOS 2010): each process has a
 * priority, drawn once, and the first in rank of those that can run does; at depth − 1 points of the run the one that
 * is running falls behind all others.
 *
 * A bug of depth d needs d orderings to show. With n processes and k turns a run finds it with a probability of at
 * least 1 / (n · k^(d−1)), however rare it is in a random walk: a process that must be late twenty times in a row is
 * late twenty times in a row in every second run.
 */
import { wholeOf } from './explain.ts';
import { drawn, type Ground, type Strategy } from './strategy.ts';
import { siteFaults } from './strategy-swarm.ts';

/** Most bugs need one or two orderings, few more than four. */
const depths = [1, 2, 2, 3, 3, 4, 5];
/** About half of a run's events are turns, the others deliveries. */
const turnsPerEvent = 0.5;

export function pct(ground: Ground): Strategy {
  return drawn('pct', ground, (scenario, draw) => {
    const whole = wholeOf(scenario);
    const faults = [...whole.faults, ...siteFaults(ground.sites, draw.of('sites'))];
    const turnsExpected = Math.max(16, Math.ceil(ground.eventsExpected() * turnsPerEvent));
    return {
      ...whole,
      faults,
      scheduler: { kind: 'pct', depth: draw.pick(depths), turnsExpected },
    };
  });
}

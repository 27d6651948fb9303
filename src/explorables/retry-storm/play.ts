/** Plays a whole run; apart from the view, so that the model is loaded when it is first needed. */
import { chanceOf, Storm } from './model.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { scene, type Policy, type Second } from './scene.ts';

export function playStorm(
  policy: Policy,
  seed: number,
): { readonly seconds: readonly Second[]; readonly outcome: Outcome } {
  const storm = new Storm(policy, chanceOf(seed));
  storm.advance(scene.endMs);
  return { seconds: storm.seconds, outcome: outcomeOf(storm) };
}

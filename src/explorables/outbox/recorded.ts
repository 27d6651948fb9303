/**
 * What the figure shows before the reader has played anything: the four rows of the ladder under the first network. A
 * test plays them again and holds the file to them; `npx vitest run -u` of that test renews it.
 */
import recorded from './recorded.json' with { type: 'json' };
import type { Outcome } from './scene.ts';

/** One a row of the ladder, in its order. */
export const recordedLadder: readonly Outcome[] = recorded.map(({ waiting, ...rest }) => ({
  ...rest,
  waiting: waiting.split(' ').map(Number),
}));

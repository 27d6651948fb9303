/** S7: the learner attacks and judges; what the grader plays are the designs, and what it examines is the checker. */
import { defineLab, invariant } from '#grader/index.ts';
import { campaign, ninth } from './campaign.ts';
import { houseWorld, repair } from './repair.ts';
import { targets } from './targets.ts';
import { telling } from './words.ts';

export const grader = defineLab({
  id: 's7-break',
  // A seed is a campaign: run k of design D in campaign c has the seed 100,000·c + 1,000·D + k. Run and Grade play the
  // same one, Grade for longer.
  seeds: { run: [1], grade: [1] },
  needs: {
    'campaign.ts': ['generate'],
    'invariants.ts': ['safety', 'eventually'],
    'shrink.ts': ['shrink'],
    'repair.ts': ['decisions'],
  },
  invariants: [
    invariant({
      code: 'X-1',
      sentence: 'Your campaign and your judge expose every flawed design',
      bound: '5 of 5',
      title: ({ cause }) =>
        cause.startsWith('overlooks')
          ? 'It went wrong before your judge’s eyes'
          : 'A flaw that nothing struck',
      hint: ({ cause }) => (cause.startsWith('overlooks') ? 2 : 1),
    }),
    invariant({
      code: 'X-2',
      sentence: 'Your judge rejects no sound design',
      bound: '0 of 3',
      title: 'A sound design is rejected',
      hint: 2,
    }),
    invariant({
      code: 'X-3',
      sentence: 'Every run of the campaign stays small',
      bound: '≤ 160 runs a design; ≤ 2,000 events a run',
      title: 'A plan that floods its run',
      hint: 2,
    }),
    invariant({
      code: 'X-4',
      sentence: 'The same seed makes the same plan, so that a counterexample comes back',
      bound: '10 of 10',
      title: 'The counterexample is gone',
      hint: 3,
    }),
    invariant({
      code: 'X-5',
      sentence: 'A shrunk counterexample holds little more than its cause',
      bound: '≤ 4 faults; ≤ 8 operations',
      title: 'Too much is left',
      hint: 3,
    }),
    invariant({
      code: 'X-6',
      sentence: 'What is left after shrinking breaks the same promise',
      bound: 'same code',
      title: 'Another failure than the one that was found',
      hint: 3,
    }),
    invariant({
      code: 'X-7',
      sentence: 'The repaired design holds in two data centres, and costs little more',
      bound: '0 violations; ≤ 1.10 × messages; carts 100 %; p99 ≤ 200 ms',
      title: 'The repair does not hold',
      hint: 2,
    }),
    invariant({
      code: 'X-8',
      sentence: 'Your campaign finds the ninth flaw as well, which takes three things at once',
      bound: '≤ 60 runs',
      title: 'The ninth design stands',
      hint: 2,
      stretch: true,
    }),
  ],
  // Two right campaigns, in the campaigns 1,001 to 1,012, expose every design within 87 runs, and half of them at once: D7
  // takes the reference 24 runs on average. What strikes the wrong place never does (m02, m03, m05: none in 160).
  // Events of a run: right at most 1,414, m11 4,162 and more. Left by shrinking: right at most 3 faults and 4 operations,
  // m12 20 operations. Messages: right 1.03, copies everywhere 1.60.
  sheet: [
    campaign('campaign-run', { flawed: 80, sound: 25 }, { run: 1, grade: 0 }),
    campaign('campaign', { flawed: 160, sound: 60 }, { run: 0 }),
    ninth('ninth', 60, { run: 0 }),
    repair('house-run', { runs: 40, messagesBefore: 6_975 }, { run: 1, grade: 0 }),
    repair('house-campaign', { runs: 120, messagesBefore: 21_032 }, { run: 0 }),
    ...targets.map(({ world }) => world),
    houseWorld,
  ],
  primary: ['X-1', 'X-2', 'X-3', 'X-4', 'X-5', 'X-6', 'X-7'],
  tell: telling,
  cut: {
    codes: ['X-1', 'X-2'],
    items: ['campaign-run', 'campaign', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8'],
  },
});

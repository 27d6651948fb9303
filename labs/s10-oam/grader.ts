/** S10: a month of check-outs, an evening of twelve nodes, and an hour with automation. */
import { defineLab, invariant, seeds } from '#grader/index.ts';
import { automation } from './automation.ts';
import { evening } from './evening.ts';
import { month } from './month.ts';
import { eveningTelling } from './words.ts';

export const grader = defineLab({
  id: 's10-oam',
  // A seed is a month and an evening of its own. Four hidden ones: each is 43,200 minutes and 180,000 readings.
  seeds: { run: [1], grade: seeds(101, 104) },
  needs: {
    'slo.ts': ['burn', 'burnRules'],
    'rules.ts': ['rules', 'begin', 'step'],
    'auto.ts': ['actions'],
  },
  invariants: [
    invariant({
      code: 'A-1',
      sentence: 'Every incident of the month is told in time',
      bound: '≤ 6 min, 2 min, 40 min, 6 h, 3 min; ticket ≤ 24 h',
      title: 'Nobody was told',
      hint: 2,
    }),
    invariant({
      code: 'A-2',
      sentence: 'Nobody is woken for what is no incident, and tickets are few',
      bound: '0 false pages; ≤ 12 tickets',
      title: 'Woken for nothing',
      hint: 2,
    }),
    invariant({
      code: 'A-3',
      sentence: 'A page ends soon after the trouble does',
      bound: '≤ 35 min',
      title: 'Still paging, and all is well',
      hint: 2,
    }),
    invariant({
      code: 'A-4',
      sentence: 'What gets worse by itself is raised before it ends badly',
      bound: '≥ 10 min; J1 ≥ 15 min, J2 ≥ 5 min',
      title: 'Raised when it was too late',
      hint: 1,
    }),
    invariant({
      code: 'A-5',
      sentence: 'An alarm comes and goes once for an incident, and noise raises none',
      bound: '≤ 2 changes; 0 for noise',
      title: ({ cause }) =>
        cause.endsWith('once')
          ? 'Noise taken for trouble'
          : 'An alarm that cannot make up its mind',
      hint: 2,
    }),
    invariant({
      code: 'A-6',
      sentence: 'An alarm is cleared when its condition is over',
      bound: '≤ 5 min; 0 left',
      title: 'Active for ever',
      hint: 2,
    }),
    invariant({
      code: 'A-7',
      sentence: 'One thing that breaks wakes somebody once',
      bound: '1 or 2 pages each',
      title: 'Many pages for one thing',
      hint: 2,
    }),
    invariant({
      code: 'A-8',
      sentence: 'A node that tells nothing is reported as that, and not as healthy',
      bound: 'no_data ≤ 2 min; nothing cleared meanwhile',
      title: 'Silence taken for health',
      hint: 2,
    }),
    invariant({
      code: 'A-9',
      sentence: 'Automation cleans the disk in time, and does nothing without cause',
      bound: 'before 85 %; 0 without cause',
      title: 'Automation makes it worse',
      hint: 2,
    }),
    invariant({
      code: 'A-10',
      sentence: 'What can be told fits into a head',
      bound: '≤ 150 metrics, 20 alarms, 20 notifications',
      title: 'More kinds of alarms than anybody knows',
      hint: 2,
    }),
    invariant({
      code: 'A-11',
      sentence: 'A deploy wakes nobody',
      bound: '0 pages',
      title: 'Woken by a deploy',
      hint: 2,
    }),
    invariant({
      code: 'A-12',
      sentence: 'Votes that stop without an error wake somebody',
      bound: '≤ 3 min, and no other page',
      title: 'No votes, no errors, no page',
      hint: 1,
      stretch: true,
    }),
  ],
  sheet: [month, evening, automation],
  primary: ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6', 'A-7', 'A-8', 'A-11', 'A-9', 'A-10'],
  tell: eveningTelling,
  cut: { codes: ['A-1', 'A-2', 'A-3'], items: ['month'] },
});

/** The grader of "Status update to a thousand friends": the table, and eight evenings for each seed. */
import { defineLab, invariant, seeds, world, type Probe } from '#grader/index.ts';
import { account, alive, delivery, inTime, listening, pooled, remembers, tidy } from './checks.ts';
import {
  deaths,
  hall,
  junk,
  killedMs,
  london,
  londonMs,
  many,
  nominal,
  nursery,
  publishMs,
  questions,
  quietMs,
  restart,
} from './evenings.ts';
import { emptied, unmoved } from './junk-checks.ts';
import { supervision } from './supervision-checks.ts';
import { words } from './words.ts';

const probes = {
  processes: { of: 'processes', node: 'seattle', atMs: [publishMs - 1, quietMs] },
} satisfies Record<string, Probe>;

export const grader = defineLab({
  id: 'p-presence',
  seeds: { run: [1, 2, 3], grade: seeds(101, 125) },
  cut: { codes: ['P-1', 'P-2', 'P-3', 'P-4'] },
  needs: {
    'session.ts': ['session'],
    'fanout.ts': ['publish'],
    'supervisor.ts': ['supervisor'],
  },
  invariants: [
    invariant({
      code: 'P-1',
      sentence: 'Friends who are well get each status once, and Ada hears the truth about it',
      bound: '≤ 1 each; ≥ 98.5 % (≥ 95 % when workers die)',
      title: ({ cause }) =>
        cause === 'shown twice'
          ? 'The same status twice'
          : cause === 'wrong account'
            ? 'Ada is told what is not so'
            : 'Friends who never heard of it',
      hint: 2,
    }),
    invariant({
      code: 'P-2',
      sentence: 'A publish is over in time, whoever does not answer',
      bound: '≤ 480 ms',
      title: 'A publish that takes for ever',
      hint: 1,
    }),
    invariant({
      code: 'P-3',
      sentence: 'Ada’s session answers while it publishes',
      bound: '≤ 20 ms',
      title: 'Nobody listens',
      hint: 2,
    }),
    invariant({
      code: 'P-4',
      sentence: 'Nothing that happens to a friend ends Ada’s session',
      bound: '0 exits',
      title: 'A friend takes the session along',
      hint: 2,
    }),
    invariant({
      code: 'P-5',
      sentence:
        'A session that starts anew, here or elsewhere, knows the last status that was stored',
      bound: '≤ 100 ms',
      title: 'A session without a memory',
      hint: 3,
    }),
    invariant({
      code: 'P-6',
      sentence: 'Whoever was started for a publish is gone when it is quiet again',
      bound: '0 left after 3 s',
      title: 'Somebody is still waiting',
      hint: 3,
    }),
    invariant({
      code: 'P-7',
      sentence: 'A child that ends is started again, until the fourth crash within five seconds',
      bound: 'exactly 3 restarts; exit shutdown',
      title: ({ cause }) =>
        cause === 'gave up too early'
          ? 'A supervisor without patience'
          : 'A supervisor without end',
      hint: 3,
    }),
    invariant({
      code: 'P-8',
      sentence: 'Messages that mean nothing neither pile up in the session’s mailbox nor end it',
      bound: '≤ 10 messages',
      title: 'A mailbox that only fills',
      hint: 3,
    }),
    invariant({
      code: 'P-9',
      sentence: 'Ten thousand friends have a status in time, told by few workers at a time',
      bound: 'all within 2.6 s; ≤ 64 alive',
      title: 'A worker for everybody',
      hint: 2,
      stretch: true,
    }),
  ],
  sheet: [
    world({
      id: 'a thousand friends',
      // Five times the work of all the others together: ten seeds of it are enough.
      seeds: { run: 1, grade: 10 },
      scenario: nominal,
      probes,
      checks: [...delivery({ atLeast: 0.985 }), account, inTime, alive, tidy],
    }),
    world({
      id: 'fifty questions',
      scenario: questions,
      checks: [inTime, listening],
    }),
    world({
      id: 'twenty workers die',
      scenario: deaths,
      probes,
      checks: [...delivery({ atLeast: 0.95 }), tidy],
    }),
    world({
      id: 'the session dies',
      scenario: restart,
      checks: [remembers({ fromMs: killedMs, where: 'after the restart' })],
    }),
    world({
      id: 'junk',
      scenario: junk,
      probes: { mailbox: { of: 'mailbox', node: 'seattle', name: 'ada', atMs: [quietMs] } },
      checks: [emptied, unmoved],
    }),
    world({ id: 'the nursery', scenario: nursery, checks: supervision }),
    world({
      id: 'a house in London',
      scenario: london,
      checks: [remembers({ fromMs: londonMs, where: 'in London' })],
    }),
    world({
      id: 'twenty statuses',
      scenario: many,
      seeds: { run: 1, grade: 3 },
      checks: [...delivery({ atLeast: 0.985 }), account, inTime],
    }),
    world({
      id: 'ten thousand in the hall',
      // Once is enough: nothing in it is left to chance.
      seeds: { run: 0, grade: 1 },
      scenario: hall,
      probes: { workers: { of: 'processes', node: 'seattle', everyMs: 10 } },
      checks: pooled,
    }),
  ],
  tell: words,
});

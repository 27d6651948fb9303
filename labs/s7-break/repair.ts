/**
 * Part B: the house's own campaign against the learner's table of decisions, in two data centres. Nothing new may break,
 * and what it costs is counted.
 */
import {
  check,
  examination,
  formatNumber,
  world,
  LearnerFailed,
  type Examination,
  type Finding,
  type FindingEvent,
  type Learner,
  type RunRecord,
} from '#grader/index.ts';
import {
  figuresOf,
  frontOf,
  houseRun,
  houseSeeds,
  measure,
  type HouseFigures,
  type HouseMeasures,
  type HouseRun,
} from './house-campaign.ts';
import { houseFronts, setupOf } from './house-decisions.ts';
import { endMs, graderFaults } from './plan-faults.ts';
import { sayOf } from './words.ts';
import { historyOfRun, scenarioOf } from './worlds.ts';
import type { Setup } from './world/setup.ts';

const file = 'repair.ts';
const messagesShareMax = 1.1;
const orderMsMax = 200;

/** Runs of the house, and the messages that the decisions of before take in them. Counted, not set. */
export interface Stretch {
  readonly runs: number;
  readonly messagesBefore: number;
}

/** The table that the learner has written, as what the house runs. */
function repaired(learner: Learner): Setup {
  const outcome = learner.value(file, 'decisions');
  const read = setupOf(outcome.kind === 'returned' ? outcome.value : null);
  if (read.kind === 'setup') return read.setup;
  throw new LearnerFailed(
    {
      code: 'KIT-MISUSE',
      message: `Your table of decisions cannot be run: ${read.problems.slice(0, 3).join('; ')}`,
      remedy: 'Decision in types.ts says what a row holds.',
      place: null,
    },
    { file, name: 'decisions' },
  );
}

/** One run of the house against the learner's table. */
export const houseWorld = world({
  id: 'house',
  seeds: { run: 0, grade: 0 },
  scenario: (_draw, seed, learner) => {
    const { ops } = houseRun(seed);
    return scenarioOf(repaired(learner), { fronts: houseFronts, ops, frontOf });
  },
  wire: { all: {} },
  checks: [
    check({
      code: 'X-7',
      // Of plans that the lab does not know nothing is said.
      calibrated: true,
      judge: (record) => {
        const held = { checked: 1, worst: null, badness: 0, breach: null };
        const [violation] =
          record.learner === null ? [] : measured(record, record.learner).violations;
        if (violation === undefined) return held;
        const { code, op, at } = violation;
        return {
          ...held,
          badness: 1,
          breach: {
            atMs: Math.min(at, endMs),
            expected: 'no promise broken in the house’s campaign',
            observed: sayOf(violation),
            operation: op ?? `run ${record.seed} of the house`,
            tags: op === undefined ? [] : [op],
            cause: `the repair: ${code}`,
          },
        };
      },
    }),
  ],
});

/** What is measured of a run, or of what shrinking has left of it. */
function measured(record: RunRecord, learner: Learner): HouseMeasures {
  const whole = houseRun(record.seed);
  const ids = new Set(record.operations.map(({ operation }) => operation.id));
  const labels = new Set(record.scenario.faults.map(({ label }) => label));
  const run: HouseRun = {
    ...whole,
    ops: whole.ops.filter(({ id }) => ids.has(id)),
    faults: whole.faults.filter((_, index) => labels.has(`F${index + 1}`)),
  };
  return measure(run, repaired(learner), historyOfRun(record));
}

/** The house's campaign as a part of the run sheet. */
export function repair(id: string, stretch: Stretch, choice: Examination['seeds']): Examination {
  return examination({
    id,
    codes: ['X-7'],
    ...(choice !== undefined && { seeds: choice }),
    about: () => ({ file, name: 'decisions' }),
    *examine(...[learner, , , runs]) {
      // Says what is wrong with the table before anything is played.
      repaired(learner);
      const all: HouseMeasures[] = [];
      let messages = 0;
      for (const seed of houseSeeds.slice(0, stretch.runs)) {
        const faults = graderFaults(houseRun(seed).faults);
        const end = yield* runs.play({ world: houseWorld, seed, faults });
        if (end.kind === 'stopped')
          throw new Error(`the house's run ${seed}: ${end.stopped.message}`);
        const { record } = end;
        messages += record.wire('all').filter(({ from, to }) => from !== to).length;
        const one = measured(record, learner);
        all.push(one);
        if (one.violations.length > 0) {
          const shownBy = { world: houseWorld, seed, faults };
          return [{ ...findingOf(figuresOf(all, messages), stretch, all.length), shownBy }];
        }
        yield;
      }
      return [findingOf(figuresOf(all, messages), stretch, all.length)];
    },
  });
}

/** One value of part B beside its bound. */
interface Value {
  readonly name: string;
  readonly said: string;
  readonly bound: string;
  readonly isHeld: boolean;
}

function valuesOf(figures: HouseFigures, stretch: Stretch): Value[] {
  const share = figures.messages / stretch.messagesBefore;
  return [
    {
      name: 'violations',
      said: String(figures.violations.length),
      bound: '0',
      isHeld: figures.violations.length === 0,
    },
    {
      name: 'messages',
      said: `${formatNumber(share, 3)} × before`,
      bound: `≤ ${messagesShareMax} ×`,
      isHeld: share <= messagesShareMax,
    },
    {
      name: 'carts while the data centres are apart',
      said: `${formatNumber(figures.cartShare * 100, 1)} %`,
      bound: '100 %',
      isHeld: figures.cartShare === 1,
    },
    {
      name: 'orders, p99',
      said: `${formatNumber(figures.orderP99Ms, 0)} ms`,
      bound: `≤ ${orderMsMax} ms`,
      isHeld: figures.orderP99Ms <= orderMsMax,
    },
  ];
}

function findingOf(figures: HouseFigures, stretch: Stretch, played: number): Finding {
  const isWhole = played === stretch.runs;
  const all = valuesOf(figures, stretch);
  // What was stopped at its first violation has not been measured.
  const values = isWhole ? all : all.slice(0, 1);
  const wrong = values.find(({ isHeld }) => !isHeld);
  const finding: Finding = {
    code: 'X-7',
    checked: played,
    worst: values.map(({ name, said }) => `${name}: ${said}`).join('; '),
    badness: values.filter(({ isHeld }) => !isHeld).length,
    breach: null,
    tables: [
      {
        title: 'What your repair costs',
        note: isWhole
          ? `Measured over ${played} runs of the house in two data centres. ○ is over its bound.`
          : `The house stopped at run ${played} of ${stretch.runs}: a promise was broken.`,
        columns: ['value', 'measured', 'bound'],
        rows: values.map(({ name, said, bound, isHeld }) => ({
          head: name,
          cells: [
            { text: said, mark: isHeld ? 'good' : 'gap' },
            { text: bound, mark: 'plain' },
          ],
        })),
      },
    ],
  };
  if (wrong === undefined) return finding;
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `${wrong.name}: ${wrong.bound}`,
      observed: wrong.said,
      operation: `${played} runs of the house`,
      tags: [],
      cause: `the repair: ${wrong.name}`,
    },
    story: values.map(({ name, said, bound, isHeld }): FindingEvent => ({
      name: `${name} ${isHeld ? 'held' : 'over'}`,
      atMs: 0,
      where: 'the house’s campaign',
      text: `${name}: ${said}; the bound is ${bound}`,
    })),
  };
}

/** Z-15: the learner's report says what the grader's own figures say. */
import {
  check,
  formatNumber,
  isFields,
  type Found,
  type Judgement,
  type Learner,
  type RunRecord,
} from '#grader/index.ts';
import { final, nightMs, zone2Excused } from './clock.ts';
import { judgedNight } from './judge.ts';
import { bounds, type FunctionReport } from './night.ts';
import { functionReport } from './functions.ts';
import { fns } from './world/observed.ts';

/** A share may differ by so much: a hundredth of a percentage point. */
const toleranceShare = 0.0001;
/** The report of a whole night walks over a quarter of a million requests, several times. */
const stepsMax = 200_000_000;

interface Difference {
  readonly fn: string;
  readonly cause: string;
  readonly observed: string;
}

export const reportCheck = check({ code: 'Z-15', scope: 'whole', calibrated: true, judge });

function judge(run: RunRecord): Judgement {
  const { learner } = run;
  // Of a night that was broken off nobody makes a report.
  if (learner === null || run.untilMs < nightMs) {
    return { checked: 0, worst: null, badness: 0, breach: null };
  }
  const { record } = judgedNight(run);
  const ours = fns.map((fn) => functionReport(fn, record.calls));
  const differences = compare(learner, ours, {
    asked: record.calls.map(({ fn, zone, askedMs, answeredMs, outcome }) => {
      return { fn, zone, askedMs, answeredMs, outcome };
    }),
    zone2Away: zone2Excused,
    final,
  });
  const [first] = differences;
  return {
    checked: ours.length,
    worst:
      differences.length === 0 ? 'all agree' : `${differences.length} of ${ours.length} differ`,
    badness: differences.length,
    breach: first === undefined ? null : foundOf(first),
  };
}

function foundOf({ fn, cause, observed }: Difference): Found {
  return {
    atMs: nightMs,
    expected: bounds['Z-15'],
    observed,
    operation: `the line of ${fn}`,
    tags: [],
    cause,
    sinceMs: nightMs - 240_000,
  };
}

/** The functions of which the learner's report says something else. */
function compare(
  learner: Learner,
  ours: readonly FunctionReport[],
  history: unknown,
): Difference[] {
  const call = { file: 'report.ts', name: 'report', args: [history], stepsMax };
  const outcome = learner.callWith(call);
  if (outcome.kind !== 'returned') {
    const said = outcome.kind === 'threw' ? `it threw ${outcome.message}` : `it is ${outcome.kind}`;
    return [{ fn: 'report', cause: 'no report', observed: said }];
  }
  const lines = Array.isArray(outcome.value) ? (outcome.value as readonly unknown[]) : [];
  return ours.flatMap((own) => {
    const line = lines.find((one) => isFields(one) && one['fn'] === own.fn);
    if (!isFields(line)) return [{ fn: own.fn, cause: 'no line', observed: 'there is none' }];
    return differenceOf(own, line);
  });
}

function differenceOf(
  own: FunctionReport,
  line: { readonly [field: string]: unknown },
): Difference[] {
  const { fn } = own;
  for (const name of ['availability', 'byTime'] as const) {
    const said = line[name];
    if (typeof said === 'number' && Math.abs(said - own[name]) <= toleranceShare) continue;
    const isCount = name === 'availability' && line['total'] !== own.total;
    const observed = `${name} of ${fn} ${percent(said)}, counted ${percent(own[name])}${isCount ? ` of ${formatNumber(own.total)} requests, not ${text(line['total'])}` : ''}`;
    return [{ fn, cause: `${name} differs`, observed }];
  }
  const { nines } = line;
  const isInfinite = own.nines === null;
  const isRight = isInfinite
    ? nines === Number.POSITIVE_INFINITY
    : typeof nines === 'number' && Math.abs(nines - (own.nines ?? 0)) < 0.01;
  if (isRight) return [];
  const observed = `${text(nines)} nines for ${fn}, counted ${isInfinite ? 'no failure' : formatNumber(own.nines ?? 0)}`;
  return [{ fn, cause: 'nines differ', observed }];
}

function percent(share: unknown): string {
  return typeof share === 'number' ? `${(share * 100).toFixed(3)} %` : text(share);
}

function text(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  return value === undefined ? 'nothing' : typeof value;
}

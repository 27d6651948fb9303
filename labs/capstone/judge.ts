/** From the record of a run to the promises of the night: what the checks, the report and the tests share. */
import type { RunRecord, Scenario } from '#grader/index.ts';
import { callsOf, type Call } from './calls.ts';
import { nightMs } from './clock.ts';
import { faultsOf } from './fault-table.ts';
import { nightFrom, promises, readingsOf, type History, type Night } from './night.ts';
import type { NightRecord, Reading } from './promise.ts';
import type { Observed } from './world/observed.ts';

interface Judged {
  readonly record: NightRecord;
  readonly readings: ReadonlyMap<string, Reading>;
}

/** A run is judged once, whatever is asked of it. */
const judged = new WeakMap<RunRecord, Judged>();

export function judgedNight(run: RunRecord): Judged {
  const known = judged.get(run);
  if (known !== undefined) return known;
  const history = historyOf(run);
  const record = { ...history, calls: callsOf(history.observed) };
  const readings = new Map(readingsOf(record).map((reading) => [reading.code, reading]));
  const result = { record, readings };
  judged.set(run, result);
  return result;
}

/** The report of a run, whole or broken off. */
export function nightReport(run: RunRecord): Night {
  const { record, readings } = judgedNight(run);
  return nightFrom(record, [...readings.values()]);
}

function historyOf(run: RunRecord): History {
  const { seed, untilMs, events, observations, learner } = run;
  return {
    seed,
    untilMs,
    events,
    // Nobody but the files of the world can put something on record, in the shapes of observed.ts.
    observed: observations as History['observed'],
    faults: faultsOf(run),
    ledger: ledgerOf(learner?.value('decisions.ts', 'decisions')),
  };
}

type LearnerValue = ReturnType<NonNullable<RunRecord['learner']>['value']>;

/** The rows of the learner's ledger, as text. */
function ledgerOf(value: LearnerValue | undefined): History['ledger'] {
  if (value?.kind !== 'returned' || typeof value.value !== 'object' || value.value === null)
    return {};
  const rows = Object.entries(value.value as { readonly [row: string]: unknown });
  return Object.fromEntries(
    rows.map(([row, columns]) => [
      row,
      Object.fromEntries(
        Object.entries(columns as object).map(([name, said]) => [name, String(said)]),
      ),
    ]),
  );
}

/** So often a night that is played for its first breach alone is looked at. */
const lookEveryMs = 20_000;
const lookGrowth = 1.1;

/** Tells from the observations, as they come, that a promise is broken for certain. */
export function breaksOff(
  scenario: Scenario,
): (seen: { readonly atMs: number; readonly value: unknown }) => boolean {
  const faults = faultsOf({ scenario, struck: [] });
  const observed: { readonly atMs: number; readonly value: Observed }[] = [];
  const calls: Call[] = [];
  let read = 0;
  let nextMs = lookEveryMs;
  return ({ atMs, value }) => {
    observed.push({ atMs, value: value as Observed });
    if (atMs < nextMs || atMs >= nightMs) return false;
    // A look costs as much as there is to see: later ones are further apart.
    nextMs = Math.max(nextMs + lookEveryMs, atMs * lookGrowth);
    for (const call of callsOf(observed.slice(read))) calls.push(call);
    read = observed.length;
    const record = { seed: 0, untilMs: atMs, events: 0, ledger: {}, faults, observed, calls };
    return promises.some((promise) => promise(record).broken.length > 0);
  };
}

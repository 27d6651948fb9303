/**
 * The shape of every report, checked in the page before anything else sees it. The types of protocol.ts and
 * verdict.ts bind these checkers: a field that is added there and not here does not compile.
 */
import {
  strategyNames,
  type FaultCoverage,
  type NearestMiss,
  type SiteCoverage,
} from '#grader/attack-progress.ts';
import { faultKinds } from '#grader/fault-kinds.ts';
import {
  reportLengthMax,
  type Arrow,
  type Breach,
  type CheckResult,
  type Counterexample,
  type Failed,
  type ImportedLab,
  type Lane,
  type Mark,
  type OutputLine,
  type Passed,
  type PlayedRun,
  type Problem,
  type Rejected,
  type RunReport,
  type ShownCell,
  type ShownTable,
  type Size,
  type SourcePlace,
  type SpaceTime,
  type Stopped,
  type Story,
  type StoryEvent,
  type Undecided,
  type Verdict,
} from '#grader/verdict.ts';
import {
  type Checker,
  boolean,
  count,
  hash,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  union,
} from './check.ts';
import type {
  AttackReport,
  OutputReport,
  ProgressReport,
  ReadyReport,
  Report,
  VerdictReport,
} from './protocol.ts';
import { walkReports } from './walk-report-shape.ts';

const name = text(200);
const place = nullable(record<SourcePlace>({ file: name, line: count, column: count }));

const checkResult = record<CheckResult>({
  code: name,
  sentence: text(),
  status: oneOf('held', 'broken', 'not-checked'),
  worst: nullable(text()),
  bound: text(),
  isOptional: optional(boolean),
});
const breach = record<Breach>({
  code: name,
  sentence: text(),
  expected: text(),
  observed: text(),
  observedWhole: nullable(text()),
  operation: text(),
  atMs: number,
});
const storyEvent = record<StoryEvent>({
  number: count,
  kind: oneOf('operation', 'message', 'lost', 'fault', 'effect', 'timeout', 'breach'),
  atMs: number,
  where: text(),
  text: text(),
  place,
});
const story = record<Story>({
  title: text(),
  events: list(storyEvent, 100),
  place,
  placeIs: text(),
  hint: count,
  fingerprint: hash,
});
const lane = record<Lane>({
  id: count,
  node: name,
  label: text(),
  startMs: number,
  endMs: nullable(number),
});
const arrow = record<Arrow>({
  fromLane: count,
  toLane: count,
  sentMs: number,
  arrivedMs: nullable(number),
  label: text(),
  fate: oneOf('arrived', 'lost', 'delayed', 'duplicated'),
  event: nullable(count),
});
const mark = record<Mark>({
  lane: nullable(count),
  node: nullable(name),
  kind: oneOf('operation', 'effect', 'fault', 'timeout', 'breach', 'exit'),
  atMs: number,
  untilMs: nullable(number),
  label: text(),
  event: nullable(count),
});
const diagram = record<SpaceTime>({
  lanes: list(lane, 1_000),
  arrows: list(arrow, 5_000),
  marks: list(mark, 5_000),
  fromMs: number,
  untilMs: number,
});
const size = record<Size>({ operations: count, faults: count, switches: count });
const counterexample = record<Counterexample>({
  seed: count,
  world: name,
  breach,
  story,
  diagram,
  recipe: text(256 * 1024),
  before: size,
  after: size,
  traceHash: hash,
});

const importedLab = record<ImportedLab>({
  lab: name,
  files: list(name, 100),
  from: oneOf('learner', 'reference'),
});
const shownTable = record<ShownTable>({
  title: text(200),
  note: text(),
  columns: list(text(200), 20),
  rows: list(
    record<ShownTable['rows'][number]>({
      head: text(200),
      cells: list(record<ShownCell>({ text: text(200), mark: oneOf('plain', 'good', 'gap') }), 20),
    }),
    100,
  ),
});
const finished = {
  seeds: list(count, 100_000),
  events: count,
  checks: list(checkResult, 200),
  traceHash: hash,
  imports: optional(list(importedLab, 100)),
  tables: optional(list(shownTable, 20)),
  // Four of them still pass the border in one piece.
  reports: optional(
    list(record<RunReport>({ world: name, seed: count, json: text(reportLengthMax) }), 4),
  ),
};
const problem = record<Problem>({
  place: record<SourcePlace>({ file: name, line: count, column: count }),
  code: name,
  message: text(),
  remedy: text(),
});

const stopped = record<Stopped>({
  kind: oneOf('stopped'),
  code: oneOf(
    'KIT-HANG',
    'KIT-CRASH',
    'KIT-DEEP',
    'KIT-MISUSE',
    'KIT-MEMORY',
    'KIT-FLOOD',
    'KIT-TIME',
    'KIT-CANCELLED',
    'KIT-NONDETERMINISM',
    'KIT-FORK',
    'KIT-GRADER',
  ),
  message: text(),
  remedy: text(),
  place,
  seed: nullable(count),
});
const walks = walkReports({ checkResult, stopped });

/** What a run came to. */
export const verdictShape: Checker<Verdict> = union<Verdict>({
  passed: record<Passed>({
    kind: oneOf('passed'),
    ...finished,
    runs: list(record<PlayedRun>({ world: name, seed: count }), 100_000),
  }),
  failed: record<Failed>({ kind: oneOf('failed'), ...finished, counterexample }),
  undecided: record<Undecided>({ kind: oneOf('undecided'), ...finished, reason: text() }),
  rejected: record<Rejected>({ kind: oneOf('rejected'), problems: list(problem, 1_000) }),
  stopped,
});

const outputLine = record<OutputLine>({
  atMs: number,
  where: name,
  level: oneOf('log', 'warn', 'error'),
  text: text(),
  place,
});

const faultCoverage = record<FaultCoverage>({
  kind: oneOf(...faultKinds),
  label: name,
  runs: count,
});
const siteCoverage = record<SiteCoverage>({ site: name, reached: count, fired: count });
const nearestMiss = record<NearestMiss>({
  code: name,
  world: name,
  seed: count,
  distance: number,
  worst: nullable(text()),
});

/** Everything a worker may say. */
export const reportShape: Checker<Report> = union<Report>({
  ready: record<ReadyReport>({ kind: oneOf('ready'), version: count }),
  progress: record<ProgressReport>({
    kind: oneOf('progress'),
    id: count,
    seed: count,
    seedsDone: count,
    seedsTotal: count,
    events: count,
    phase: oneOf('running', 'shrinking', 'telling', 'replaying'),
  }),
  attack: record<AttackReport>({
    kind: oneOf('attack'),
    id: count,
    phase: oneOf('running', 'shrinking', 'telling'),
    world: name,
    strategy: oneOf(...strategyNames),
    seed: count,
    runs: count,
    runsMax: count,
    events: count,
    faults: list(faultCoverage, 500),
    sites: list(siteCoverage, 500),
    nearest: nullable(nearestMiss),
    elapsedMs: number,
    runsPerS: number,
  }),
  output: record<OutputReport>({
    kind: oneOf('output'),
    id: count,
    lines: list(outputLine, 2_000),
    dropped: count,
  }),
  chunk: walks.chunk,
  walked: walks.walked,
  verdict: record<VerdictReport>({
    kind: oneOf('verdict'),
    id: count,
    verdict: verdictShape,
    elapsedMs: number,
  }),
});

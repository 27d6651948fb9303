/**
 * The design document: the ten decisions, their evidence, the vote night, and what is missing, in sentences. Pure;
 * `Portfolio.tsx` shows it, `portfolio-markdown.ts` writes it.
 */
import type { PassedWork } from './passed.ts';
import {
  capstone,
  columnWords,
  decidedIn,
  entriesOf,
  ledgerOf,
  type GradedNight,
  type Ledger,
  type PortfolioEntry,
  type PortfolioLab,
} from './portfolio.ts';
import { printMany } from './print.ts';

/** All that is shown. */
export interface DesignDocument {
  readonly labs: readonly PortfolioLab[];
  readonly entries: readonly PortfolioEntry[];
  readonly ledger: Ledger;
  /** What a reader must know that is not here, or not as good as it looks; in sentences. */
  readonly missing: readonly string[];
  readonly night: GradedNight | null;
  /** On how much of it there is evidence, in a sentence. */
  readonly summary: string;
}

/** Which step decides a column of the ledger. */
const columnSteps: Readonly<Record<string, string>> = {
  node: 's1-nodes',
  routedBy: 's2-ring',
  protocol: 's3-wire',
  idempotent: 's4-api',
  deadlineMs: 's4-api',
  retry: 's5-retry',
  dataSets: 's6-share',
  sharing: 's6-share',
};

const nameOf = ({ step, title }: PortfolioLab): string =>
  step === '' ? title : `${step.toLowerCase()} (${title})`;

/** `a, b and c`. */
function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function missingSteps(labs: readonly PortfolioLab[], entries: readonly PortfolioEntry[]): string[] {
  const absent = labs.filter(
    ({ id }) => id !== capstone && !entries.some(({ lab }) => lab.id === id),
  );
  const old = entries.filter(({ isOld }) => isOld).map(({ lab }) => nameOf(lab));
  return [
    ...(absent.length === 0
      ? []
      : [`Not measured, because its lab has not been passed: ${listed(absent.map(nameOf))}.`]),
    ...(old.length === 0
      ? []
      : [`Measured on an earlier version of the lab, and not since: ${listed(old)}.`]),
  ];
}

function missingColumns(labs: readonly PortfolioLab[], { columns, rows }: Ledger): string[] {
  const absent = Object.entries(columnSteps)
    .filter(([column, id]) => !columns.includes(column) && labs.some((lab) => lab.id === id))
    .map(([column]) => columnWords(column));
  const gaps = rows.filter(({ cells }) => columns.some((column) => cells[column] === undefined));
  return [
    ...(absent.length === 0 || rows.length === 0
      ? []
      : [`The ledger has no column yet for ${listed(absent)}.`]),
    ...(gaps.length === 0
      ? []
      : [
          `A dash in the ledger means that no step has decided it; ${printMany(gaps.length, 'function has one', 'functions have some')}.`,
        ]),
  ];
}

/** Step 6 calls its code a policy, too; a table it is in step 5 alone. */
function isLedger(lab: string, file: string): boolean {
  return file === 'decisions.ts' || (file === 'policy.ts' && lab === 's5-retry');
}

function missingFiles(entries: readonly PortfolioEntry[]): string[] {
  const borrowed = entries.flatMap(({ lab, work }) =>
    work.imports
      .filter(({ from }) => from === 'reference')
      .map((one) => `${one.files.join(', ')} of ${one.lab} in ${lab.step.toLowerCase() || lab.id}`),
  );
  const computed = entries.flatMap(({ lab, decisions }) =>
    decisions
      .filter(({ file, text }) => isLedger(lab.id, file) && decidedIn(text).length === 0)
      .map(({ file }) => `${file} of ${nameOf(lab)}`),
  );
  return [
    ...(borrowed.length === 0
      ? []
      : [`Measured with the reference’s files in place of mine: ${listed(borrowed)}.`]),
    ...(computed.length === 0
      ? []
      : [`Too computed to be read as a table, so it stands as code alone: ${listed(computed)}.`]),
  ];
}

function missingNight(labs: readonly PortfolioLab[], night: GradedNight | null): string[] {
  const lab = labs.find(({ id }) => id === capstone);
  if (lab === undefined) return [];
  if (night === null) {
    return [
      'The vote night has not been graded, so nothing is known of the whole: each step was measured by itself.',
    ];
  }
  const age =
    night.contentHash === lab.contentHash
      ? []
      : ['The vote night was graded on an earlier version of the lab, and not since.'];
  if (night.outcome === 'passed') return age;
  return [
    night.outcome === 'failed'
      ? `The vote night broke a promise, ${night.code ?? 'see its report'}: as a whole this design does not hold yet.`
      : 'The vote night’s last Grade ran out of events before a verdict.',
    ...age,
  ];
}

function summaryOf(labs: readonly PortfolioLab[], entries: readonly PortfolioEntry[]): string {
  const steps = labs.filter(({ id }) => id !== capstone);
  const measured = entries.filter(({ lab }) => lab.id !== capstone);
  const sum = (count: (entry: PortfolioEntry) => number): number =>
    measured.reduce((all, entry) => all + count(entry), 0);
  const seeds = printMany(
    sum(({ work }) => work.seeds.length),
    'seed',
  );
  const bounds = printMany(
    sum(({ work }) => work.checks.filter(({ stretch }) => stretch !== 'missed').length),
    'bound',
  );
  const events = printMany(
    sum(({ work }) => work.events),
    'event',
  );
  return `Evidence from ${measured.length} of ${printMany(steps.length, 'lab')}: ${bounds} held on ${seeds}, ${events} in all.`;
}

/** Puts the document together. */
export function documentOf(
  labs: readonly PortfolioLab[],
  works: readonly PassedWork[],
  night: GradedNight | null,
): DesignDocument {
  const entries = entriesOf(labs, works);
  const ledger = ledgerOf(entries, night);
  return {
    labs,
    entries,
    ledger,
    night,
    summary: summaryOf(labs, entries),
    missing: [
      ...missingSteps(labs, entries),
      ...missingColumns(labs, ledger),
      ...missingFiles(entries),
      ...missingNight(labs, night),
    ],
  };
}

/** What all figures of the document have in common; it stands beside them wherever they go. */
export const measuredHow = [
  'Everything here was measured on a simulated network and on virtual time: it says how the design behaves under loss, crashes, partitions and load, and nothing of the speed of a machine.',
  'A verdict is a function of code, seed and fault plan. The same files and seeds give the same trace on any machine, so each line can be checked.',
  'The worst seed is printed, not the mean. A bound that held on 25 seeds may break on the next one.',
] as const;

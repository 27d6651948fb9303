/** What a learner has to show: the decisions of all steps as one ledger, and for each lab what was measured. */
import { isRecord } from './draft-format.ts';
import type { Texts } from './lab-state.ts';
import { readConstant, type Literal } from './literal.ts';
import type { Measured, PassedWork } from './passed.ts';
import { printCount, printMany } from './print.ts';

/** A lab as the portfolio's page knows it. */
export interface PortfolioLab {
  readonly id: string;
  readonly title: string;
  /** `Step 5`, `Prologue`, or empty. */
  readonly step: string;
  /** What the step decides, as a question. */
  readonly question: string;
  /** What the system has after it. */
  readonly gain: string;
  readonly contentHash: string;
  readonly href: string;
}

export interface PortfolioEntry {
  readonly lab: PortfolioLab;
  readonly work: PassedWork;
  /** The files in which the decisions stand. */
  readonly decisions: readonly DecidingFile[];
  /** True if the lab has been changed since. */
  readonly isOld: boolean;
}
export interface DecidingFile {
  readonly file: string;
  readonly text: string;
}

export interface LedgerRow {
  readonly fn: string;
  /** Column -> what was decided, in words. */
  readonly cells: Readonly<Record<string, string>>;
  readonly why: readonly string[];
}

export interface Ledger {
  readonly columns: readonly string[];
  readonly rows: readonly LedgerRow[];
}

/** What the last Grade of the vote night came to, as far as this document speaks of it itself. */
export interface GradedNight {
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** The code that the verdict names. */
  readonly code: string | null;
  readonly atMs: number;
  readonly contentHash: string;
  readonly texts: Texts;
}

/** The files that say what was decided, lab by lab; everywhere else a ledger or a policy. */
const decidingFiles: Readonly<Record<string, readonly string[]>> = {
  's7-break': ['repair.ts'],
  's8-blueprint': ['plan.ts'],
  's9-regulate': ['config.ts'],
  's10-oam': ['slo.ts', 'auto.ts'],
  capstone: ['decisions.ts', 'system.ts'],
};
const usualFiles: readonly string[] = ['decisions.ts', 'policy.ts'];

/** The whole system is no step: the document ends with it. */
export const capstone = 'capstone';

/** The labs that were passed, in the order of the course. */
export function entriesOf(
  labs: readonly PortfolioLab[],
  works: readonly PassedWork[],
): PortfolioEntry[] {
  return labs.flatMap((lab) => {
    const work = works.find((one) => one.lab === lab.id);
    if (work === undefined) return [];
    const decisions = (decidingFiles[lab.id] ?? usualFiles).flatMap((file) => {
      const text = work.texts[file];
      return text === undefined ? [] : [{ file, text }];
    });
    return [{ lab, work, decisions, isOld: work.contentHash !== lab.contentHash }];
  });
}

function sayValue(value: Literal): string {
  if (Array.isArray(value)) return value.map(sayValue).join(', ') || 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return printCount(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `deadlineMs` -> `deadline, ms`; `routedBy` -> `routed by`. */
export function columnWords(column: string): string {
  return column
    .replace(/Ms$/, ', ms')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}

/** Step 5 decides its column in the policy that its client runs by; the ledger calls the functions by their whole names. */
const policyNames: Readonly<Record<string, string>> = {
  placeOrder: 'order.place',
  sendVote: 'sms.vote',
  sendChat: 'chat.send',
  notify: 'sms.notify',
};

type Decided = [fn: string, decided: Record<string, unknown>];

function entriesIn(text: string, name: string): Decided[] {
  const ledger = readConstant(text, name);
  if (!isRecord(ledger)) return [];
  return Object.entries(ledger).flatMap(([fn, decided]): Decided[] =>
    isRecord(decided) ? [[fn, decided]] : [],
  );
}

/** What a text decides, function by function; nothing where it is not a literal. */
export function decidedIn(text: string): Decided[] {
  const policy = entriesIn(text, 'policy').flatMap(([fn, { strategy, deadlineMs }]): Decided[] =>
    Object.hasOwn(policyNames, fn)
      ? [[policyNames[fn] ?? fn, { retry: strategy, deadlineMs }]]
      : [],
  );
  return [...entriesIn(text, 'decisions'), ...policy];
}

/** Where a text of decisions comes from. */
interface Source {
  readonly step: string;
  readonly text: string;
}

interface Said {
  readonly value: string;
  readonly step: string;
}

/** A later word counts, and the earlier one is not hidden: `1,900 (step 4: 2,000)`. */
function sayCell(all: readonly Said[]): string {
  const last = all.at(-1);
  if (last === undefined) return '';
  const before = all.findLast(({ value }) => value !== last.value);
  return before === undefined || before.step === ''
    ? last.value
    : `${last.value} (${before.step.toLowerCase()}: ${before.value})`;
}

function joined(sources: readonly Source[]): Ledger {
  const columns = new Set<string>();
  const rows = new Map<string, { said: Map<string, Said[]>; why: Set<string> }>();
  for (const { step, text } of sources) {
    for (const [fn, decided] of decidedIn(text)) {
      const row = rows.get(fn) ?? { said: new Map<string, Said[]>(), why: new Set<string>() };
      rows.set(fn, row);
      const { why, ...cells } = decided;
      if (typeof why === 'string') row.why.add(why);
      for (const [column, value] of Object.entries(cells)) {
        if (value === undefined) continue;
        columns.add(column);
        // What `readConstant` gives consists of literals, down to its leaves.
        const said = { value: sayValue(value as Literal), step };
        row.said.set(column, [...(row.said.get(column) ?? []), said]);
      }
    }
  }
  return {
    columns: [...columns],
    rows: [...rows].map(([fn, { said, why }]) => ({
      fn,
      cells: Object.fromEntries([...said].map(([column, all]) => [column, sayCell(all)])),
      why: [...why],
    })),
  };
}

/** Joins the columns that the steps have decided, function by function; the vote night's own ledger has the last word. */
export function ledgerOf(
  entries: readonly PortfolioEntry[],
  night: GradedNight | null = null,
): Ledger {
  const steps = entries
    .filter(({ lab }) => lab.id !== capstone || night === null)
    .flatMap(({ lab, decisions }) => decisions.map(({ text }) => ({ step: lab.step, text })));
  const last = night?.texts['decisions.ts'];
  return joined([...steps, ...(last === undefined ? [] : [{ step: 'Capstone', text: last }])]);
}

/** `101–125`, `1–3, 7`. */
export function sayNumbers(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  const runs: [from: number, to: number][] = [];
  for (const number of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** How a pass came about, in a sentence. */
export function provenanceOf({ work, isOld }: PortfolioEntry): string {
  const { seeds, events, traceHash, imports } = work;
  const borrowed = imports.map(
    ({ lab, files, from }) =>
      ` ${files.join(', ')} of ${lab} ${files.length === 1 ? 'was' : 'were'} ${from === 'learner' ? 'my own' : 'the reference’s'}.`,
  );
  const age = isOld ? ' The lab has been changed since then; grade it again to know.' : '';
  const which = seeds.length === 0 ? '' : ` (${sayNumbers(seeds)})`;
  return `Held on ${printMany(seeds.length, 'seed')}${which}, ${printCount(events)} events, trace ${traceHash}.${borrowed.join('')}${age}`;
}

/** What the worst seed measured; of a stretch goal whether it is met. */
export function sayWorst({ worst, stretch }: Measured): string {
  const measured = worst ?? '–';
  if (stretch === undefined) return measured;
  return `${measured} (stretch goal, ${stretch === 'met' ? 'met' : 'not met'})`;
}

/** What a learner has to show: the decisions of all steps as one ledger, and for each lab what was measured. */
import { isRecord } from './draft-format.ts';
import { readConstant, type Literal } from './literal.ts';
import type { PassedWork } from './passed.ts';
import { printCount, printDay, printMany } from './print.ts';

/** A lab as the portfolio's page knows it. */
export interface PortfolioLab {
  readonly id: string;
  readonly title: string;
  /** `Step 5`, or empty. */
  readonly step: string;
  /** What the step decides, as a question. */
  readonly question: string;
  readonly contentHash: string;
  readonly href: string;
}

export interface PortfolioEntry {
  readonly lab: PortfolioLab;
  readonly work: PassedWork;
  /** The files in which the decisions stand. */
  readonly decisions: readonly { readonly file: string; readonly text: string }[];
  /** True if the lab has been changed since. */
  readonly isOld: boolean;
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

const decisionFiles = ['decisions.ts', 'policy.ts'];

/** The labs that were passed, in the order of the course. */
export function entriesOf(
  labs: readonly PortfolioLab[],
  works: readonly PassedWork[],
): PortfolioEntry[] {
  return labs.flatMap((lab) => {
    const work = works.find((one) => one.lab === lab.id);
    if (work === undefined) return [];
    const decisions = decisionFiles.flatMap((file) => {
      const text = work.texts[file];
      return text === undefined ? [] : [{ file, text }];
    });
    return [{ lab, work, decisions, isOld: work.contentHash !== lab.contentHash }];
  });
}

function sayValue(value: Literal): string {
  if (Array.isArray(value)) return value.map(sayValue).join(', ');
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
function decidedIn(text: string): Decided[] {
  const policy = entriesIn(text, 'policy').flatMap(([fn, { strategy, deadlineMs }]): Decided[] =>
    Object.hasOwn(policyNames, fn)
      ? [[policyNames[fn] ?? fn, { retry: strategy, deadlineMs }]]
      : [],
  );
  return [...entriesIn(text, 'decisions'), ...policy];
}

/** Joins the columns that the steps have decided, function by function. */
export function ledgerOf(entries: readonly PortfolioEntry[]): Ledger {
  const columns = new Set<string>();
  const rows = new Map<string, { cells: Record<string, string>; why: string[] }>();
  const texts = entries.flatMap(({ decisions }) => decisions.map(({ text }) => text));
  for (const [fn, decided] of texts.flatMap(decidedIn)) {
    const row = rows.get(fn) ?? { cells: {}, why: [] };
    rows.set(fn, row);
    const { why, ...cells } = decided;
    if (typeof why === 'string') row.why.push(why);
    for (const [column, value] of Object.entries(cells)) {
      if (value === undefined) continue;
      columns.add(column);
      // What `readConstant` gives consists of literals, down to its leaves.
      row.cells[column] = sayValue(value as Literal);
    }
  }
  return { columns: [...columns], rows: [...rows].map(([fn, row]) => ({ fn, ...row })) };
}

/** How a pass came about, in a sentence. */
export function provenanceOf({ work, isOld }: PortfolioEntry): string {
  const { seeds, events, traceHash, imports } = work;
  const borrowed = imports.map(
    ({ lab, files, from }) =>
      ` ${files.join(', ')} of ${lab} ${files.length === 1 ? 'was' : 'were'} ${from === 'learner' ? 'my own' : 'the reference’s'}.`,
  );
  const age = isOld ? ' The lab has been changed since then; grade it again to know.' : '';
  return `Held on ${printMany(seeds.length, 'seed')}, ${printCount(events)} events, trace ${traceHash}.${borrowed.join('')}${age}`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** The portfolio as Markdown. */
export function portfolioMarkdown(entries: readonly PortfolioEntry[], course: string): string {
  const ledger = ledgerOf(entries);
  const rows = ledger.rows.map(({ fn, cells, why }) => [
    `\`${fn}\``,
    ...ledger.columns.map((column) => cells[column] ?? ''),
    why.join(' '),
  ]);
  const head = ['Function', ...ledger.columns.map(columnWords), 'Why'];
  return [
    `# ${course}: what I decided, and what was measured`,
    '',
    ...(rows.length === 0 ? [] : ['## Decision ledger', '', ...table(head, rows)]),
    ...entries.flatMap((entry) => [
      `## ${[entry.lab.step, entry.lab.title].filter((part) => part !== '').join(': ')}`,
      '',
      ...(entry.lab.question === '' ? [] : [`_${entry.lab.question}_`, '']),
      `Passed on ${printDay(entry.work.atMs)}. ${provenanceOf(entry)}`,
      '',
      ...table(
        ['Code', 'Invariant', 'Worst', 'Bound'],
        entry.work.checks.map(({ code, sentence, worst, bound }) => [
          code,
          sentence,
          worst ?? '–',
          bound,
        ]),
      ),
      ...entry.decisions.flatMap(({ file, text }) => [
        `\`${file}\``,
        '',
        '```ts',
        text.trimEnd(),
        '```',
        '',
      ]),
    ]),
  ].join('\n');
}

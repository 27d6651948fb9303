/** A report as Markdown: a document of its own, or a chapter of the portfolio's. */
import { printCount, printDay, printMany } from '#workbench/print.ts';
import type { NightBreach, NightSummary } from './night.ts';
import type { Claim, Slot } from './report.ts';
import {
  capital,
  functionWords,
  sayChapter,
  sayClock,
  sayNines,
  sayNinesShown,
  sayRatio,
  sayShare,
  saySpan,
} from './say.ts';
import {
  faultSums,
  functionSums,
  meanDelayMs,
  measureSums,
  medalOf,
  storySums,
  type StorySum,
} from './sums.ts';

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

/** What came out, in one sentence. */
export function outcomeSentence(claim: Claim): string {
  const { outcome, code, nights } = claim;
  const many = printMany(nights.length, 'night');
  if (outcome === 'passed') {
    const medal = medalOf(claim);
    return `Every promise held on ${many}${medal === 'none' ? '' : `: ${medal}`}.`;
  }
  if (outcome === 'undecided') return `After ${many} the budget of events was spent.`;
  const broken = measureSums(nights).filter(({ held }) => !held).length;
  const also = broken > 1 ? `, and ${printMany(broken - 1, 'other promise')} with it` : '';
  return `${code ?? 'A promise'} broke${also}.`;
}

/** Whose files worked in which slots, in a sentence each. */
export function slotSentences(slots: readonly Slot[]): string[] {
  if (slots.length === 0) return ['It stands on no file of an earlier lab.'];
  const own = slots.filter(({ from }) => from === 'learner');
  const lent = slots.filter(({ from }) => from === 'reference');
  const names = (each: readonly Slot[]): string =>
    each.map(({ lab, files }) => `${lab} (${files.join(', ')})`).join('; ');
  return [
    ...(own.length > 0 ? [`My own: ${names(own)}.`] : []),
    ...(lent.length > 0 ? [`The reference’s: ${names(lent)}.`] : []),
  ];
}

/** What a decision is called: `the ledger’s row cart.add (sharing: majority)`. */
export function decisionWords({ decision: { kind, row, said } }: NightBreach): string {
  const what = { ledger: 'ledger', wiring: 'wiring', file: 'file' }[kind];
  return `${what} \`${row}\`${said === '' ? '' : ` (${said})`}`;
}

/** What a code promises; empty where the report does not say. */
export function sentenceOf({ promises }: Claim, code: string): string {
  return promises.find((promise) => promise.code === code)?.sentence ?? '';
}

/** Rules of counting that stand beside the figures wherever they go. */
export const countingRules = [
  'A request went well if it was answered rightly within 2 s; late is a failure.',
  'An order that was told “sold out” or “price changed” was answered rightly; “unavailable” and “unknown” are failures.',
  'Orders that entered through zone 2 while it was cut off or down are not counted.',
  'By time is the share of windows of 10 s in which at least 95 % went well, in the worst night.',
] as const;

/** When a thing broke again: `again at 0:14, 0:34 and 5 more times`; empty if it did not. */
export function againWords({ again, night }: StorySum, several: boolean): string {
  if (again.length === 0) return '';
  const shown = again
    .slice(0, 3)
    .map(
      ({ atMs, seed }) =>
        `${sayClock(atMs)}${several && seed !== night.seed ? ` (seed ${seed})` : ''}`,
    );
  const more = again.length - shown.length;
  return `again at ${shown.join(', ')}${more > 0 ? ` and ${printMany(more, 'more time')}` : ''}`;
}

function story(sum: StorySum, several: boolean): string[] {
  const { breach, night } = sum;
  const fault = night.faults.find(({ id }) => id === breach.fault);
  const where = several ? `, seed ${night.seed}` : '';
  const again = againWords(sum, several);
  return [
    `### ${breach.code} at ${sayClock(breach.atMs)}${where}: ${breach.title}`,
    '',
    capital(breach.text),
    '',
    `- During: ${fault === undefined ? 'no fault' : fault.title}`,
    `- Decision: ${decisionWords(breach)}, ${sayChapter(breach.decision.chapter)}`,
    ...(again === '' ? [] : [`- ${capital(again)}`]),
    '',
  ];
}

function functionTable(nights: readonly NightSummary[]): string[] {
  return table(
    [
      'Function',
      'Requests',
      'Failed',
      'By requests',
      'Nines',
      'By time',
      'Promised',
      'Budget used',
    ],
    functionSums(nights).map((sum) => [
      functionWords[sum.fn],
      printCount(sum.total),
      printCount(sum.failed),
      sayShare(sum.availability),
      sum.nines === null ? sayNinesShown(sum.total) : sayNines(sum.nines),
      sayShare(sum.byTimeWorst),
      sum.objective === null ? '–' : sayShare(sum.objective),
      sum.objective === null ? '–' : `${Math.round(sum.usedWorst * 100)} %`,
    ]),
  );
}

/** The report as Markdown; `level` is that of its heading. */
export function reportMarkdown(claim: Claim, level: 1 | 2 = 1): string {
  const { nights } = claim;
  const deep = (title: string): string => `${'#'.repeat(level + 1)} ${title}`;
  const stories = storySums(nights).flatMap((sum) => story(sum, nights.length > 1));
  const delay = meanDelayMs(nights);
  const falsePages = Math.max(0, ...nights.map((night) => night.falsePages));
  return [
    `${'#'.repeat(level)} Vote night${claim.name === undefined ? '' : `: ${claim.name}`}`,
    '',
    `**${outcomeSentence(claim)}** ${printDay(claim.atMs)}.`,
    '',
    deep('Availability'),
    '',
    ...functionTable(nights),
    ...countingRules.map((rule) => `- ${rule}`),
    '',
    deep('Promises'),
    '',
    ...table(
      ['Code', 'Promise', 'Held', 'Measured', 'Bound'],
      measureSums(nights).map(({ code, held, values, bound }) => [
        code,
        sentenceOf(claim, code),
        held ? 'yes' : '**no**',
        values.join('; '),
        bound,
      ]),
    ),
    deep('Faults and alarms'),
    '',
    ...table(
      ['At', 'What happened', 'Known after', 'Pages'],
      faultSums(nights).map((fault) => [
        sayClock(fault.fromMs),
        capital(fault.title),
        fault.delayWorstMs === null ? '–' : saySpan(fault.delayWorstMs),
        String(fault.pagesMost),
      ]),
    ),
    `Mean time to detect: ${delay === null ? '–' : saySpan(delay)}. False pages in the worst night: ${falsePages}.`,
    '',
    deep('Cost'),
    '',
    `${sayRatio(Math.max(...nights.map(({ cost }) => cost.ratio)))} of the planned fleet, ${Math.max(...nights.map(({ cost }) => cost.nodesMax))} nodes at most.`,
    '',
    ...(stories.length === 0 ? [] : [deep('What broke'), '', ...stories]),
    deep('What it was made of'),
    '',
    ...slotSentences(claim.slots).map((sentence) => `- ${sentence}`),
    '',
    `Seeds ${claim.seeds.join(', ')}, ${printCount(claim.events)} events, trace ${claim.traceHash}.`,
    '',
  ].join('\n');
}

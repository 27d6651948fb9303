/** The design document as Markdown. */
import { measuredHow, type DesignDocument } from './portfolio-document.ts';
import {
  capstone,
  columnWords,
  provenanceOf,
  sayWorst,
  type Ledger,
  type PortfolioEntry,
  type PortfolioLab,
} from './portfolio.ts';
import { printDay } from './print.ts';

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function ledgerLines({ columns, rows }: Ledger): string[] {
  if (rows.length === 0) return [];
  const head = ['Function', ...columns.map(columnWords), 'Why'];
  return [
    '## Decision ledger',
    '',
    ...table(
      head,
      rows.map(({ fn, cells, why }) => [
        `\`${fn}\``,
        ...columns.map((column) => cells[column] ?? '–'),
        why.join(' '),
      ]),
    ),
  ];
}

const headingOf = ({ step, title }: PortfolioLab): string =>
  [step, title].filter((part) => part !== '').join(': ');

function entryLines(entry: PortfolioEntry): string[] {
  const { lab, work, decisions } = entry;
  return [
    `## ${headingOf(lab)}`,
    '',
    ...(lab.question === '' ? [] : [`_${lab.question}_ ${lab.gain}`.trim(), '']),
    `Passed on ${printDay(work.atMs)}. ${provenanceOf(entry)}`,
    '',
    ...table(
      ['Code', 'What held', 'Worst', 'Bound'],
      work.checks.map((check) => [check.code, check.sentence, sayWorst(check), check.bound]),
    ),
    ...decisions.flatMap(({ file, text }) => [
      `\`${file}\``,
      '',
      '```ts',
      text.trimEnd(),
      '```',
      '',
    ]),
  ];
}

function labLines({ entries }: DesignDocument, lab: PortfolioLab): string[] {
  if (lab.id === capstone) return [];
  const entry = entries.find((one) => one.lab.id === lab.id);
  if (entry !== undefined) return entryLines(entry);
  const asked = lab.question === '' ? '' : `_${lab.question}_ `;
  return [`## ${headingOf(lab)}`, '', `${asked}Not measured: its lab has not been passed.`, ''];
}

interface Cover {
  readonly name: string;
  readonly atMs: number;
  /** The report of the vote night, written by its own page's hand; empty without one. */
  readonly nightMarkdown: string;
}

/** The document as Markdown. */
export function portfolioMarkdown(document: DesignDocument, cover: Cover): string {
  const { name, atMs, nightMarkdown } = cover;
  return [
    '# Papertrain: a design, and what was measured',
    '',
    `${name === '' ? '' : `${name}, `}${printDay(atMs)}. Ten decisions of the course Nines, each with its evidence.`,
    '',
    document.summary,
    '',
    ...(document.missing.length === 0
      ? []
      : ['## What is missing', '', ...document.missing.map((sentence) => `- ${sentence}`), '']),
    ...ledgerLines(document.ledger),
    ...document.labs.flatMap((lab) => labLines(document, lab)),
    ...(nightMarkdown === '' ? [] : [nightMarkdown.trimEnd(), '']),
    '## How it was measured',
    '',
    ...measuredHow.map((sentence) => `- ${sentence}`),
    '',
  ].join('\n');
}

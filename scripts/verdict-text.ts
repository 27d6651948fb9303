/** A verdict for the terminal: the words of the workbench, its story and its table, as lines. */
import { printInstant } from '#workbench/print.ts';
import { sayPlace, sayShrinking, wordsOf } from '#workbench/verdict-words.ts';
import type {
  CheckResult,
  Counterexample,
  Problem,
  ShownCell,
  ShownTable,
  StoryEvent,
  Verdict,
} from '#grader/verdict.ts';

const marks: Readonly<Record<CheckResult['status'], string>> = {
  held: '✓',
  broken: '✗',
  'not-checked': '·',
};

/** The lines of a verdict. `hints` are the lab's, in their order. */
export function verdictLines(
  verdict: Verdict,
  options: { readonly goal: 'run' | 'grade'; readonly hints: readonly string[] },
): string[] {
  const { tag, title, lead, advice } = wordsOf(verdict, options.goal);
  const mark = verdict.kind === 'passed' ? '✓' : '✗';
  const head = [`${mark} ${tag}: ${title}`, `  ${lead}`];
  switch (verdict.kind) {
    case 'passed':
      return [...head, '', ...tableLines(verdict.checks), ...shownLines(verdict.tables)];
    case 'undecided':
      return [
        ...head,
        `  ${advice}`,
        '',
        ...tableLines(verdict.checks),
        ...shownLines(verdict.tables),
      ];
    case 'rejected':
      return [...head, '', ...verdict.problems.flatMap(problemLines)];
    case 'stopped': {
      const place = verdict.place ? [`  at ${sayPlace(verdict.place)}`] : [];
      return [...head, ...place, `  ${advice}`];
    }
    case 'failed':
      return [
        ...head,
        '',
        ...storyLines(verdict.counterexample, options.hints),
        '',
        ...tableLines(verdict.checks),
        ...shownLines(verdict.tables),
      ];
  }
}

/** What is wrong with the code, and what to write instead. */
export function problemLines({ place, message, remedy }: Problem): string[] {
  return [`  ${place.file}:${place.line}:${place.column}  ${message}`, `      ${remedy}`];
}

function storyLines(counterexample: Counterexample, hints: readonly string[]): string[] {
  const { breach, story, seed, world, before, after } = counterexample;
  const hint = hints[story.hint - 1];
  const shrinking = sayShrinking(before, after);
  return [
    `  ${breach.code} breaks in world '${world}', seed ${seed}, at ${breach.operation}`,
    `    expected  ${breach.expected}`,
    ...observedLines(breach),
    ...(shrinking === null ? [] : [`    ${shrinking}`]),
    '',
    ...story.events.map(eventLine),
    ...(story.place === null ? [] : ['', `  ${story.placeIs}: ${sayPlace(story.place)}`]),
    ...(hint === undefined ? [] : ['', `  Hint ${story.hint}: ${flat(hint)}`]),
  ];
}

function observedLines({ observed, observedWhole }: Counterexample['breach']): string[] {
  return observedWhole === null
    ? [`    observed  ${observed}`]
    : [
        `    observed  ${observedWhole} in the whole run`,
        `              ${observed} in the part of it told here`,
      ];
}

function eventLine({ number, atMs, where, text, place }: StoryEvent): string {
  const at = place === null ? '' : `  (${sayPlace(place)})`;
  return `  ${String(number).padStart(2)}  ${printInstant(atMs).padStart(10)}  ${where}: ${text}${at}`;
}

function tableLines(checks: readonly CheckResult[]): string[] {
  return checks.map(
    ({ code, sentence, status, worst, bound }) =>
      `  ${marks[status]} ${code}  ${sentence}  [${worst === null ? '' : `${worst}; `}${bound}]`,
  );
}

const cellMarks: Readonly<Record<ShownCell['mark'], string>> = { plain: '', good: '✓ ', gap: '○ ' };

/** Tables that are shown whatever the outcome, their columns aligned. */
export function shownLines(tables: readonly ShownTable[] = []): string[] {
  return tables.flatMap(({ title, note, columns, rows }) => {
    const lines = [
      columns,
      ...rows.map(({ head, cells }) => [head, ...cells.map((cell) => sayCell(cell))]),
    ];
    const widths = columns.map((_, index) =>
      Math.max(...lines.map((line) => (line[index] ?? '').length)),
    );
    const aligned = lines.map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    );
    return ['', `  ${title}`, `  ${note}`, '', ...aligned.map((line) => `  ${line}`)];
  });
}

function sayCell({ text, mark }: ShownCell): string {
  return `${cellMarks[mark]}${text}`;
}

/** Hints may be written over several lines. */
function flat(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, '\n          ');
}

/** The night as a table: how many came, how many waited and how long, and what came of it. */
import {
  formatMeasure,
  formatNumber,
  type RunRecord,
  type ShownCell,
  type ShownTable,
  type TimeWindow,
} from '#grader/index.ts';
import { patienceMs, beats, sum, type Charging } from './reading.ts';

interface Night {
  readonly title: string;
  readonly note: string;
  readonly stepMs: number;
  readonly untilMs: number;
  /** What is going on at an instant. */
  readonly what: (atMs: number) => string;
  /** How long PayHub takes for a charge then, on average. */
  readonly takesMs: (atMs: number) => number;
}

/** One row for each step of a night, with Little's law computed beside what was measured. */
export function nightTable(record: RunRecord, night: Night): ShownTable {
  const { title, note, stepMs, untilMs } = night;
  const steps = Array.from({ length: Math.floor(untilMs / stepMs) }, (_, index) => index * stepMs);
  return {
    title,
    note,
    columns: [
      '',
      'attempts',
      'in the house',
      'rate × stay',
      'wait for PayHub',
      'paid in time',
      'too late',
      'refused',
    ],
    rows: steps.map((fromMs) => {
      const window = { fromMs, untilMs: fromMs + stepMs };
      return {
        head: `${formatNumber(fromMs / 1_000, 1)}–${formatNumber(window.untilMs / 1_000, 1)} s, ${night.what(fromMs)}`,
        cells: cells(record, window, night.takesMs(fromMs)),
      };
    }),
  };
}

function cells(record: RunRecord, window: TimeWindow, takesMs: number): ShownCell[] {
  const all = beats(record, window);
  const seconds = (window.untilMs - window.fromMs) / 1_000;
  const rate = (name: Parameters<typeof sum>[1]): number => sum(all, name) / seconds;
  const house = record.readings('processes').findLast(({ atMs }) => atMs <= window.untilMs);
  const waits = record
    .seen<Charging>('charging')
    .filter(({ atMs }) => atMs >= window.fromMs && atMs < window.untilMs)
    .map(({ leftMs }) => patienceMs - leftMs)
    .toSorted((left, right) => left - right);
  const median = waits[Math.floor(waits.length / 2)];
  const stayMs = waits.reduce((total, one) => total + one, 0) + waits.length * takesMs;
  const late = rate('late');
  return [
    plain(`${formatNumber(rate('sent'), 0)}/s`),
    plain(formatNumber(Math.max(0, (house?.value ?? 0) - ownProcesses))),
    plain(formatNumber(Math.round(stayMs / (window.untilMs - window.fromMs)))),
    median === undefined
      ? plain('–')
      : {
          text: formatMeasure(Math.round(median), 'ms'),
          mark: median > patienceMs ? 'gap' : 'plain',
        },
    { text: `${formatNumber(rate('good'), 0)}/s`, mark: rate('good') < late ? 'gap' : 'plain' },
    { text: `${formatNumber(late, 0)}/s`, mark: late > rate('good') ? 'gap' : 'plain' },
    plain(`${formatNumber(rate('refused'), 0)}/s`),
  ];
}

/** The regulator. */
const ownProcesses = 1;

function plain(text: string): ShownCell {
  return { text, mark: 'plain' };
}

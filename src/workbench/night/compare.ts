/**
 * Two nights of one seed that differ in one decision: what is different, in the order in which the verdict would ask.
 * Same seed means same customers, faults and losses, so whatever differs is the work of that decision.
 */
import { printCount } from '#workbench/print.ts';
import { fns, type Night } from './night.ts';
import { capital, functionWords, sayClock, sayRatio, sayShare, saySpan } from './say.ts';

export interface Difference {
  /** What it is about: a code, a function, the alarms. */
  readonly about: string;
  readonly before: string;
  readonly after: string;
  readonly turn: 'better' | 'worse' | 'other';
  /** In one sentence. */
  readonly sentence: string;
}

function turnOf(before: number, after: number): 'better' | 'worse' | 'other' {
  if (after === before) return 'other';
  return after < before ? 'better' : 'worse';
}

function measureDifferences(before: Night, after: Night): Difference[] {
  return before.measures.flatMap((was) => {
    const is = after.measures.find(({ code }) => code === was.code);
    if (is === undefined || (is.held === was.held && is.value === was.value)) return [];
    const broke = after.breaches.find(({ code }) => code === was.code);
    const turn = is.held === was.held ? 'other' : is.held ? 'better' : 'worse';
    const sentence =
      turn === 'worse'
        ? `${was.code} breaks${broke === undefined ? '' : ` at ${sayClock(broke.atMs)}: ${broke.title}`}.`
        : turn === 'better'
          ? `${was.code} holds now.`
          : `${was.code} ${is.held ? 'holds as before' : 'is broken as before'}, with another figure.`;
    return [{ about: was.code, before: was.value, after: is.value, turn, sentence }];
  });
}

function functionDifferences(before: Night, after: Night): Difference[] {
  return fns.flatMap((fn) => {
    const was = before.functions.find((one) => one.fn === fn);
    const is = after.functions.find((one) => one.fn === fn);
    if (was === undefined || is === undefined) return [];
    const failed = [was.total - was.ok, is.total - is.ok] as const;
    const isSame = failed[0] === failed[1] && was.total === is.total && was.byTime === is.byTime;
    if (isSame) return [];
    const window = worstWindow(fn, before, after);
    const where = window === null ? '' : `, most of the difference ${window}`;
    return [
      {
        about: functionWords[fn],
        before: `${sayShare(was.availability)}, ${printCount(failed[0])} failed`,
        after: `${sayShare(is.availability)}, ${printCount(failed[1])} failed`,
        turn: turnOf(failed[0], failed[1]),
        sentence: `${functionWords[fn]}: ${sayMore(failed[1] - failed[0])}${where}.`,
      } satisfies Difference,
    ];
  });
}

function sayMore(by: number): string {
  if (by === 0) return 'as many failures, in other places';
  return `${printCount(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} failures`;
}

/** Where the windows of two nights differ most; null where there is nothing to name. */
function worstWindow(fn: (typeof fns)[number], before: Night, after: Night): string | null {
  const failures = (night: Night): number[] => {
    const series = night.series.functions.find((one) => one.fn === fn);
    return series?.total.map((total, index) => total - (series.ok[index] ?? 0)) ?? [];
  };
  const [was, is] = [failures(before), failures(after)];
  let most = 0;
  let at = -1;
  for (const [index, failed] of is.entries()) {
    const by = Math.abs(failed - (was[index] ?? 0));
    if (by > most) [most, at] = [by, index];
  }
  if (at < 0) return null;
  const fromMs = at * after.series.everyMs;
  const fault = after.faults.find(
    (one) => one.fromMs <= fromMs + after.series.everyMs && fromMs <= one.untilMs,
  );
  return `around ${sayClock(fromMs)}${fault === undefined ? '' : ` (${fault.title})`}`;
}

function pagesOf({ alarms }: Night): number {
  return alarms.filter(({ paged }) => paged).length;
}

function alarmDifferences(before: Night, after: Night): Difference[] {
  const found: Difference[] = [];
  const pages = [pagesOf(before), pagesOf(after)] as const;
  if (pages[0] !== pages[1] || before.falsePages !== after.falsePages) {
    found.push({
      about: 'Pages',
      before: `${pages[0]}, ${before.falsePages} of them false`,
      after: `${pages[1]}, ${after.falsePages} of them false`,
      turn: turnOf(before.falsePages, after.falsePages),
      sentence: `${Math.abs(pages[1] - pages[0])} ${pages[1] > pages[0] ? 'more' : 'fewer'} pages.`,
    });
  }
  for (const was of before.faults) {
    const is = after.faults.find(({ id }) => id === was.id);
    if (is === undefined) continue;
    const say = (delayMs: number | null): string => (delayMs === null ? 'never' : saySpan(delayMs));
    // Less than what is printed is no difference that anybody would feel.
    if (say(was.delayMs) === say(is.delayMs)) continue;
    found.push({
      about: `Alarm for ${was.id}`,
      before: say(was.delayMs),
      after: say(is.delayMs),
      turn: turnOf(was.delayMs ?? Infinity, is.delayMs ?? Infinity),
      sentence: `${capital(was.title)}: known after ${say(is.delayMs)} instead of ${say(was.delayMs)}.`,
    });
  }
  return found;
}

function deepest({ series }: Night, name: string): number {
  const queue = series.queues.find((one) => queueName(one) === name);
  return Math.max(0, ...(queue?.depth ?? []));
}

function queueName({ node, queue }: Night['series']['queues'][number]): string {
  return `${node} › ${queue}`;
}

function queueDifferences(before: Night, after: Night): Difference[] {
  const names = [before, after].flatMap(({ series }) => series.queues.map(queueName));
  return [...new Set(names)].sort().flatMap((name): Difference[] => {
    const [was, is] = [deepest(before, name), deepest(after, name)];
    // A queue that is a few deeper tells nothing.
    if (Math.abs(was - is) <= Math.max(5, 0.25 * Math.max(was, is))) return [];
    const sentence = `The queue ${name} was ${is} deep at most, instead of ${was}.`;
    return [{ about: name, before: String(was), after: String(is), turn: 'other', sentence }];
  });
}

/** All that is different, the verdict's own questions first; empty where the two nights come to the same. */
export function differencesOf(before: Night, after: Night): Difference[] {
  const cost: Difference[] =
    Math.abs(before.cost.ratio - after.cost.ratio) < 0.005
      ? []
      : [
          {
            about: 'Cost',
            before: sayRatio(before.cost.ratio),
            after: sayRatio(after.cost.ratio),
            turn: turnOf(before.cost.ratio, after.cost.ratio),
            sentence: `It costs ${sayRatio(after.cost.ratio)} of the planned fleet instead of ${sayRatio(before.cost.ratio)}.`,
          },
        ];
  return [
    ...measureDifferences(before, after),
    ...functionDifferences(before, after),
    ...alarmDifferences(before, after),
    ...cost,
    ...queueDifferences(before, after),
  ];
}

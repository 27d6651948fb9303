/** the checks of what is on its way between the shops. */
import {
  always,
  check,
  field,
  type Check,
  type Found,
  type Instance,
  type Judgement,
} from '#grader/index.ts';
import {
  changeTags,
  changes,
  newcomersTags,
  ringTag,
  ringsOf,
  type TransferEnd,
  type TransferNews,
} from './news.ts';
import { movedMs } from './run-sheet.ts';

/** Solutions have two under way; m08 has twelve. */
const permits = 2;

/** never more than two transfers into a node at once. What a crash of the node cut off is over. */
export const fewAtOnce: Check = check({
  code: 'R-7',
  as: 'at once',
  judge: (record): Judgement => {
    const begun = record.seen<TransferNews>('transferBegins');
    const ended = record.seen<TransferEnd>('transferEnds');
    const crashes = record.struck.filter(({ fault: { kind } }) => kind === 'crash');
    let worst = 0;
    let breach: Found | null = null;
    for (const [index, { to, atMs }] of begun.entries()) {
      const sinceMs =
        crashes.findLast((crash) => crash.nodes.includes(to) && crash.atMs <= atMs)?.atMs ?? 0;
      const isCounted = (one: { readonly to: string; readonly atMs: number }): boolean =>
        one.to === to && one.atMs >= sinceMs && one.atMs <= atMs;
      const over = new Set(ended.filter(isCounted).map(({ vnode }) => vnode));
      const running = begun
        .slice(0, index + 1)
        .filter((one) => isCounted(one) && !over.has(one.vnode));
      if (running.length <= worst) continue;
      worst = running.length;
      if (worst <= permits) continue;
      breach = {
        atMs,
        expected: `at most ${permits} at once`,
        observed: `${worst}`,
        operation: `transfers to ${to}`,
        tags: [
          ...changeTags(record),
          ...newcomersTags(record),
          ...running.map(({ vnode }) => `vnode-${vnode}`),
        ],
        cause: 'too many at once',
      };
    }
    return { checked: begun.length, worst: `${worst}`, badness: worst - permits, breach };
  },
});

/**
 * twenty seconds after the last change of members, or after a newcomer has come back, all that has a new owner has
 * arrived there. What came before it crashed has arrived as well: that it is gone again is not the van's fault, and
 * nobody is left who could send it. Twelve vnodes of 1.0 to 1.6 s, two at a time, take 8 s or so; what m18 and m19 leave
 * behind never arrives.
 */
export const movedInTime: Check = always({
  code: 'R-7',
  as: 'not moved',
  expected: 'all have arrived within 20 s',
  of: function* (record): Generator<Instance> {
    const made = changes(record);
    const last = made.toSorted((left, right) => right.startedMs - left.startedMs)[0];
    const before = ringsOf(record, 1)[0]?.owners.split(' ') ?? [];
    const after = ringsOf(record, made.length + 1)[0]?.owners.split(' ') ?? [];
    if (last === undefined) return;
    const back = record.struck.findLast(
      ({ fault: { kind }, phase }) => kind === 'crash' && phase === 'ends',
    );
    const fromMs = Math.max(last.startedMs, back?.atMs ?? 0);
    const ends = record
      .seen<TransferEnd>('transferEnds')
      .filter(({ result, atMs }) => result === 'ok' && atMs <= fromMs + movedMs);
    const missing = after.flatMap((to, vnode) =>
      before[vnode] === to || ends.some((end) => end.vnode === vnode && end.to === to)
        ? []
        : [vnode],
    );
    const { fn, args } = last.operation;
    const [first] = missing;
    const heir = first === undefined ? '' : (after[first] ?? '');
    yield {
      ok: missing.length === 0,
      atMs: Math.min(fromMs + movedMs, record.untilMs),
      operation:
        back === undefined
          ? `the transfers after the ${fn} of ${String(field(args, 'node'))}`
          : `the transfers after the return of ${back.nodes.join(' and ')}`,
      tags: [
        ...changeTags(record),
        ...(first === undefined ? [] : [`vnode-${first}`, ringTag(made.length + 1, heir)]),
      ],
      observed:
        first === undefined
          ? 'all have arrived'
          : `${missing.length} have not arrived; vnode ${first} is one, from ${before[first] ?? ''} to ${heir}`,
      cause: back !== undefined ? 'not resumed' : fn === 'leave' ? 'not inherited' : 'not moved',
    };
  },
});

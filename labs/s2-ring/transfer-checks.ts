/** the checks of what is on its way between the shops. */
import {
  always,
  check,
  type Check,
  type Found,
  type Instance,
  type Judgement,
} from '#grader/index.ts';
import {
  changeTags,
  changes,
  newcomersTags,
  ringsOf,
  type TransferEnd,
  type TransferNews,
} from './news.ts';
import { changeMs, movedMs } from './run-sheet.ts';

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

/** twenty seconds after a join, all that the newcomer owns has arrived there. */
export const movedInTime: Check = always({
  code: 'R-7',
  as: 'not moved',
  expected: 'moved within 20 s',
  of: function* (record): Generator<Instance> {
    const ends = record.seen<TransferEnd>('transferEnds').filter(({ result }) => result === 'ok');
    for (const [index, { operation }] of changes(record).entries()) {
      const [before, after] = [index + 1, index + 2].map((epoch) => ringsOf(record, epoch)[0]);
      if (before === undefined || after === undefined) continue;
      const was = before.owners.split(' ');
      const missing = after.owners
        .split(' ')
        .filter(
          (to, vnode) =>
            was[vnode] !== to &&
            !ends.some(
              (end) => end.vnode === vnode && end.to === to && end.atMs <= changeMs + movedMs,
            ),
        ).length;
      yield {
        ok: missing === 0,
        atMs: Math.min(changeMs + movedMs, record.untilMs),
        operation: `the transfers after ${operation.id.replace('-', ' ')}`,
        tags: changeTags(record),
        observed: `${missing} have not arrived`,
        cause: 'not moved',
      };
    }
  },
});

/** P-8: the checks of the evening of junk. */
import { always, atMost, type Check, type Instance, type Measured } from '#grader/index.ts';
import type { Ended } from './news.ts';

const mailboxMax = 10;

/** P-8: nor does the session end of it. */
export const unmoved: Check = always({
  code: 'P-8',
  as: 'ends',
  expected: 'it goes on',
  of: function* (record): Generator<Instance> {
    const junk = record.asked('junk');
    const [end] = record.seen<Ended>('sessionEnded');
    yield {
      ok: end === undefined,
      atMs: end?.atMs ?? record.untilMs,
      operation: 'Ada’s session, which got a message that means nothing',
      tags: junk.slice(0, 1).map(({ operation }) => operation.id),
      observed: `it ends: ${end?.reason ?? ''}`,
      cause: 'ended of it',
    };
  },
});

/** P-8: what nobody understands does not pile up. The probe is called `mailbox`. */
export const emptied: Check = atMost({
  code: 'P-8',
  max: mailboxMax,
  unit: '',
  of: function* (record): Generator<Measured> {
    for (const { value, atMs } of record.readings('mailbox')) {
      yield {
        value,
        atMs,
        operation: 'the mailbox of Ada’s session',
        tags: record
          .asked('junk')
          .slice(0, 1)
          .map(({ operation }) => operation.id),
        observed: `${value} messages`,
        cause: 'piled up',
      };
    }
  },
});

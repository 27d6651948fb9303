/** The checks of the campaign, in the order of the table. */
import { atMost, type Check, type Measured, type RunRecord } from '#grader/index.ts';
import { grouped } from './effects.ts';
import { orderChecks } from './order-checks.ts';
import { textChecks } from './text-checks.ts';
import { voteChecks } from './vote-checks.ts';
import { nameOf } from './names.ts';

/** The reference gives up at 1,900 ms sharp; m18, which forgets to, takes 2,818 to 3,969 ms (seeds 1–3, 101–125). */
const answerMaxMs = 2_000;

export const checks: readonly Check[] = [
  ...orderChecks,
  ...textChecks,
  ...voteChecks,
  atMost({ code: 'E-9', max: answerMaxMs, unit: 'ms', of: waits }),
];

/** E-9: how long each request waits. The aggregator asks for a vote several times; for a notice nobody waits. */
function* waits(record: RunRecord): Generator<Measured> {
  const answered = grouped(
    record.seen<{ readonly operation: string }>('answered'),
    (seen) => seen.operation,
  );
  const askedAgain = grouped(
    record.seen<{ readonly operation: string }>('askedAgain'),
    (seen) => seen.operation,
  );
  for (const { operation, startedMs } of record.operations) {
    if (operation.fn === 'notify') continue;
    const asks = [startedMs, ...(askedAgain.get(operation.id) ?? []).map(({ atMs }) => atMs)];
    const answers = answered.get(operation.id) ?? [];
    for (const [index, askedMs] of asks.entries()) {
      const endedMs = answers[index]?.atMs ?? record.untilMs;
      yield {
        value: endedMs - askedMs,
        atMs: Math.min(askedMs + answerMaxMs, endedMs),
        operation: nameOf(operation),
        tags: [operation.id],
        cause: 'waited too long',
      };
    }
  }
}

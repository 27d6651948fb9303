/** An hour with automation: what was run, and whether there was a cause. */
import { check, world, type Judgement, type RunRecord } from '#grader/index.ts';
import { eveningRecordOf } from './alarms.ts';
import { automatedOf } from './evenings.ts';
import { automationTables } from './evening-tables.ts';
import { clock, nameOf } from './evening-words.ts';
import { placeOf } from './place.ts';

const minute = 60_000;

export const automation = world({
  id: 'automation',
  scenario: automatedOf,
  checks: [check({ code: 'A-9', scope: 'whole', judge: judgeAutomation })],
  tables: automationTables,
});

/** Disk is at 85 % so long after it began to fill; right solutions clean up at 80.5 to 80.9 %. */
const diskDueMs = 50 * minute;

function judgeAutomation(record: RunRecord): Judgement {
  const { ran, happened, untilMs } = eveningRecordOf(record);
  const idle = ran.filter(({ hadCause }) => !hadCause);
  const disk = happened.find(({ what }) => what.kind === 'disk');
  const cleaned = ran.find(({ run, hadCause }) => run === 'cleanupDisk' && hadCause);
  const dueMs = (disk?.fromMs ?? 0) + diskDueMs;
  const isLate = dueMs <= untilMs && (cleaned?.atMs ?? Infinity) > dueMs;
  const [first] = idle;
  const level = disk && cleaned ? 60 + (0.5 * (cleaned.atMs - disk.fromMs)) / minute : null;
  const cleanedAt = level === null ? 'no clean-up' : `clean-up at ${Math.round(level * 10) / 10} %`;
  const said = `${cleanedAt}; ${idle.length} without cause`;
  const judgement = { checked: ran.length + 1, worst: said, badness: idle.length };
  if (first !== undefined) {
    const on = happened.find(({ what }) => 'node' in what && what.node === first.on);
    const split = happened.find(({ what }) => what.kind === 'split');
    const isSplit =
      split !== undefined && first.run === 'restartExporter' && on?.what.kind !== 'exporter';
    return {
      ...judgement,
      breach: {
        atMs: first.atMs,
        expected: 'nothing is run without cause',
        observed: `${idle.length} ${idle.length === 1 ? 'run' : 'runs'} without cause`,
        operation: `${first.run} on ${first.on}`,
        tags: [(isSplit ? split : on)?.id ?? ''],
        cause: isSplit ? 'restarts in a split' : `${first.run} again`,
        isOverMany: true,
        place: placeOf(record, 'auto.ts', 'actions'),
      },
    };
  }
  return {
    ...judgement,
    breach:
      isLate && disk !== undefined
        ? {
            atMs: dueMs,
            expected: 'a clean-up before the disk is at 85 %',
            observed: cleaned === undefined ? 'none' : `one at ${clock(cleaned.atMs)}`,
            operation: `${disk.id}: ${nameOf(disk.what)}`,
            tags: [disk.id],
            cause: 'no clean-up',
            place: placeOf(record, 'auto.ts', 'actions'),
          }
        : null,
  };
}

/** W-5 and W-6: large things on a narrow line. */
import {
  always,
  atMost,
  check,
  field,
  percentile,
  type CallRecord,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
} from '#grader/index.ts';
import { dueMs, instance, nameOf, priceAsks, settled, toldOf } from './calls.ts';
import {
  askWithinMs,
  deafMs,
  exportBytes,
  exportMs,
  exportWithinMs,
  uploadBytes,
} from './scenarios.ts';

const smallMaxMs = 60;
const bufferMaxKB = 512;
const busyMaxMs = 20;
/** What the buffers of a socket hold, at both ends together. */
const socketsHoldBytes = 128_000;
const bytesPerMs = 5_000;

export const bulkChecks: readonly Check[] = [
  always({
    code: 'W-5',
    as: 'false alarms',
    expected: 'the line stays up',
    of: function* (record): Generator<Instance> {
      const [again] = record.seen<{ port: number }>('dialled');
      yield {
        ok: again === undefined,
        atMs: again?.atMs ?? record.untilMs,
        operation: 'the line to the shop',
        tags: record
          .asked('ask')
          .filter(isExport)
          .map(({ operation }) => operation.id),
        observed: 'web-1 gave it up, and dials again',
        cause: 'given up in the middle',
      };
    },
  }),
  always({
    code: 'W-5',
    as: 'exports not whole',
    expected: 'all bytes, in order',
    of: function* (record): Generator<Instance> {
      for (const call of settled(record).filter(isExport)) {
        const bytes = field(call.answer, 'bytes');
        const isWhole = bytes === exportBytes && field(call.answer, 'inOrder') === true;
        const told = toldOf(call);
        const tookMs = (call.endedMs ?? dueMs(call)) - call.startedMs;
        const isGivenUp = told === 'unknown' && tookMs < exportWithinMs;
        const observed = bytes === undefined ? `told ${told}` : 'not all of it, or in disorder';
        yield {
          ...instance(
            call,
            isWhole,
            isGivenUp
              ? `given up after ${(tookMs / 1_000).toFixed(1)} s, with its bytes on the way`
              : observed,
          ),
          operation: 'the export',
          cause: isGivenUp ? 'given up in the middle' : 'export not whole',
        };
      }
    },
  }),
  // Seeds 1–3 and 101–103: 18 ms for the reference, 21 ms for solution-passive; behind 20 MB in one queue it is 4 s.
  percentile({
    code: 'W-5',
    as: 'small requests',
    p: 0.99,
    max: smallMaxMs,
    unit: 'ms',
    of: (record) => {
      const wholesale = record.asked('ask').find(isExport);
      const untilMs = wholesale?.endedMs ?? exportMs;
      return priceAsks(record)
        .filter(({ startedMs }) => startedMs >= exportMs && startedMs < untilMs)
        .map((call) => ({
          value: (call.endedMs ?? call.startedMs + askWithinMs) - call.startedMs,
          atMs: call.endedMs ?? call.startedMs + askWithinMs,
          operation: nameOf(call.operation.id),
          tags: [call.operation.id, 'export-1'],
          cause: 'behind the bulk',
        }));
    },
  }),
  atMost({
    code: 'W-6',
    as: 'pulled',
    max: bufferMaxKB,
    unit: 'kB',
    of: function* (record): Generator<Measured> {
      let pulled = 0;
      let worst = 0;
      let atMs = exportMs;
      for (const one of record.seen<{ bytes: number }>('pulled')) {
        pulled += one.bytes;
        const gone = socketsHoldBytes + (one.atMs - exportMs) * bytesPerMs;
        if (pulled - gone <= worst) continue;
        worst = pulled - gone;
        atMs = one.atMs;
      }
      yield {
        value: worst / 1_000,
        atMs,
        operation: 'the export',
        tags: ['export-1'],
        cause: 'pulled too early',
      };
    },
  }),
];

function isExport({ operation }: CallRecord): boolean {
  return operation.id.startsWith('export-');
}

export const unreadChecks: readonly Check[] = [
  // A few hundred further seeds: 336 kB at most for the reference, 235 kB for solution-passive; 2.0 MB for m07.
  check({
    code: 'W-6',
    as: 'buffered',
    scope: 'load',
    judge: (record) => {
      const { value, atMs, tags } = mostBuffered(record);
      return {
        checked: record.asked('ask').length,
        worst: `${Math.round(value / 1_000)} kB`,
        badness: value - bufferMaxKB * 1_000,
        breach:
          value <= bufferMaxKB * 1_000
            ? null
            : {
                atMs,
                expected: `at most ${bufferMaxKB} kB`,
                observed: `${(value / 1_000_000).toFixed(1)} MB`,
                operation: 'what web-1 has taken on and cannot send',
                tags,
                cause: 'taken on without end',
                isOverMany: true,
              },
      };
    },
  }),
  atMost({
    code: 'W-6',
    as: 'busy after',
    max: busyMaxMs,
    unit: 'ms',
    of: function* (record): Generator<Measured> {
      for (const call of record.asked('ask')) {
        if (toldOf(call) !== 'busy' || call.endedMs === null) continue;
        yield {
          value: call.endedMs - call.startedMs,
          atMs: call.endedMs,
          operation: nameOf(call.operation.id),
          tags: [call.operation.id],
          cause: 'late no',
        };
      }
    },
  }),
];

/**
 * At each request: what is asked and not answered, less what the relay has read since the oldest of it was asked, less
 * what the sockets' buffers hold. Less than what is really buffered, never more.
 */
function mostBuffered(record: RunRecord): { value: number; atMs: number; tags: string[] } {
  const reads = record.seen<{ bytes: number }>('read');
  const asked = record.asked('ask');
  const readBy = (ms: number): number => reads.findLast(({ atMs }) => atMs <= ms)?.bytes ?? 0;
  let most = { value: 0, atMs: deafMs, tags: [] as string[] };
  for (const { startedMs: atMs } of asked) {
    const open = asked.filter(
      (one) => one.startedMs <= atMs && (one.endedMs === null || one.endedMs > atMs),
    );
    // Told busy a moment later: never taken on.
    const taken = open.filter((one) => toldOf(one) !== 'busy');
    const [oldest] = taken;
    if (oldest === undefined) continue;
    const gone = readBy(atMs) - readBy(oldest.startedMs) + socketsHoldBytes;
    const value = taken.length * uploadBytes - gone;
    if (value > most.value) {
      most = { value, atMs, tags: taken.slice(-1).map(({ operation }) => operation.id) };
    }
  }
  return most;
}

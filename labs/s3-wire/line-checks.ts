/** W-4, W-7 and W-8: what customers are told, of a line that is silent, slow, or of another release. */
import {
  always,
  atMost,
  field,
  share,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
} from '#grader/index.ts';
import { instance, nameOf, othersOk, priceAsks, toldOf } from './calls.ts';
import { askWithinMs, slowNumber } from './scenarios.ts';

const detectMaxMs = 4_500;
const waitMaxMs = 5_000;
const redialMinMs = 200;
const againMs = 25_000;

interface Done {
  readonly operation: string;
}

export const standstillChecks: readonly Check[] = [
  always({
    code: 'W-4',
    as: 'told “not done”, done',
    expected: 'not done',
    of: function* (record): Generator<Instance> {
      const done = new Map(record.seen<Done>('done').map((one) => [one.operation, one.atMs]));
      for (const call of priceAsks(record)) {
        const told = toldOf(call);
        if (told !== 'busy' && told !== 'forbidden' && told !== 'bad_request') continue;
        const deedMs = done.get(call.operation.id);
        yield {
          ...instance(call, deedMs === undefined, `told ${told}, and done`),
          atMs: Math.max(call.endedMs ?? 0, deedMs ?? 0),
          cause: 'told not done, done',
          blame: 'answer',
        };
      }
    },
  }),
  // Seeds 1–3 and 101–125: the reference needs up to 2,952 ms, solution-passive, which counts missed heartbeats, up to
  // 3,040 ms; m05 never notices, and who waits for four heartbeats instead of three is in time as well.
  atMost({
    code: 'W-4',
    as: 'noticed after',
    max: detectMaxMs,
    unit: 'ms',
    of: function* (record): Generator<Measured> {
      const stands = standsFrom(record);
      for (const { operation, startedMs, endedMs } of record.asked('ask')) {
        const fromMs = Math.max(stands, startedMs);
        const endMs = endedMs ?? record.untilMs;
        if (startedMs < stands - 5 || startedMs > stands + 3_000 || endMs < stands) continue;
        yield {
          value: endMs - fromMs,
          atMs: Math.min(endMs, fromMs + detectMaxMs),
          operation: nameOf(operation.id),
          tags: [operation.id],
          observed: 'no answer, on a line that looks alive',
          cause: 'never noticed',
          blame: 'wait',
        };
      }
    },
  }),
  atMost({
    code: 'W-4',
    as: 'longest wait',
    max: waitMaxMs,
    unit: 'ms',
    of: function* (record): Generator<Measured> {
      for (const call of record.asked('ask')) {
        const endMs = call.endedMs ?? record.untilMs;
        yield {
          value: endMs - call.startedMs,
          atMs: call.startedMs + waitMaxMs,
          operation: nameOf(call.operation.id),
          tags: [call.operation.id],
          cause: 'hangs',
          blame: 'wait',
        };
      }
    },
  }),
  always({
    code: 'W-4',
    as: 'hasty redials',
    expected: `${redialMinMs} ms apart at least`,
    of: function* (record): Generator<Instance> {
      let last: number | null = null;
      for (const { atMs } of record.seen<{ port: number }>('dialled')) {
        const apartMs = last === null ? Number.POSITIVE_INFINITY : atMs - last;
        last = atMs;
        yield {
          ok: apartMs >= redialMinMs,
          atMs,
          operation: 'the line',
          tags: [],
          observed: `${Math.round(apartMs)} ms after the last attempt`,
          cause: 'hasty',
        };
      }
    },
  }),
  share({
    code: 'W-4',
    as: 'ok again',
    what: `of the requests ok from t = ${againMs / 1_000} s on`,
    atLeast: 0.99,
    scope: 'load',
    of: (record) =>
      priceAsks(record)
        .filter(({ startedMs }) => startedMs >= againMs)
        .map((call) => ({
          ...instance(call, toldOf(call) === 'ok', `told ${toldOf(call)}`),
          cause: 'not ok again',
        })),
  }),
];

/** Shrinking may let it begin earlier. */
function standsFrom(record: RunRecord): number {
  const struck = record.struck.find(
    ({ fault, phase }) => fault.kind === 'hang' && phase === 'begins',
  );
  return struck?.atMs ?? Number.POSITIVE_INFINITY;
}

export const orderChecks: readonly Check[] = [
  always({
    code: 'W-7',
    as: 'foreign replies',
    expected: 'its own price',
    of: function* (record): Generator<Instance> {
      for (const call of priceAsks(record)) {
        const of = field(call.answer, 'ok');
        if (of === undefined) continue;
        const tag = typeof of === 'string' ? of : '';
        const { id } = call.operation;
        yield {
          ...instance(call, of === id, `the answer to ${nameOf(tag)}`),
          tags: [id, tag, `ask-${slowNumber}`],
          cause: 'foreign reply',
        };
      }
    },
  }),
  always({
    code: 'W-7',
    as: 'slow one told wrong, or late',
    expected: 'unknown, at its deadline',
    of: function* (record): Generator<Instance> {
      for (const call of priceAsks(record)) {
        if (call.operation.id !== `ask-${slowNumber}`) continue;
        const told = toldOf(call);
        const tookMs = (call.endedMs ?? record.untilMs) - call.startedMs;
        yield {
          ...instance(
            call,
            told === 'unknown' && Math.abs(tookMs - askWithinMs) <= 50,
            `told ${told} after ${Math.round(tookMs)} ms`,
          ),
          cause: `slow one: ${told}`,
        };
      }
    },
  }),
  always({
    code: 'W-7',
    as: 'others not ok',
    expected: 'ok',
    of: (record) => othersOk(record, 'others not ok'),
  }),
];

export const releaseChecks: readonly Check[] = [
  always({
    code: 'W-8',
    as: 'failed',
    expected: 'ok',
    of: (record) => othersOk(record, 'another release refused'),
  }),
];

export const rollOverChecks: readonly Check[] = [
  always({
    code: 'W-9',
    as: 'failed',
    expected: 'ok',
    of: (record) => othersOk(record, 'lost with the old line'),
  }),
];

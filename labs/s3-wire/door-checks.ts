/** W-2 and W-3: what comes through the door that should not. */
import {
  always,
  atMost,
  field,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
  type Seen,
} from '#grader/index.ts';
import { instance, nameOf, priceAsks, settled, toldOf } from './calls.ts';

const closedMaxMs = 10;
const pouredMaxBytes = 1_024 * 1_024;

interface Spoilt {
  readonly operation: string;
  readonly how: string;
  readonly port: number;
}

interface Ended {
  readonly port: number;
  /** What the channel at the shop died of; null if it ended by itself. */
  readonly error: string | null;
}

interface Poured {
  readonly operation: string;
  readonly bytes: number;
}

export const badFrameChecks: readonly Check[] = [
  always({
    code: 'W-2',
    as: 'ended early',
    expected: 'a heartbeat is heard, and the line stays',
    of: earlyEnds,
  }),
  // Seeds 1–3 and 101–125: every solution needs 1.2 ms, most of it on the way; m02 never closes.
  atMost({
    code: 'W-2',
    as: 'open for',
    max: closedMaxMs,
    unit: 'ms',
    of: function* (record): Generator<Measured> {
      const ends = [
        ...record.seen<{ port: number }>('lineEnded'),
        ...record.seen<{ port: number }>('shutOut'),
      ];
      for (const { operation, how, port, atMs } of record.seen<Spoilt>('spoilt')) {
        // That is a finding of its own.
        if (earlyEnd(record, port, atMs) !== undefined) continue;
        const endMs = ends
          .filter((one) => one.port === port && one.atMs >= atMs)
          .reduce((least, one) => Math.min(least, one.atMs), record.untilMs);
        const poured = pouredOf(record, operation);
        yield {
          value: endMs - atMs,
          atMs: Math.min(endMs, atMs + closedMaxMs),
          operation: nameOf(operation),
          tags: [operation],
          observed:
            how === 'long' && poured > 0
              ? `still open, ${Math.round(poured / 1_000)} kB taken in`
              : 'still open',
          cause: how === 'cut' ? 'kept a line that is gone' : `kept listening: ${how}`,
        };
      }
    },
  }),
  atMost({
    code: 'W-2',
    as: 'taken in',
    max: pouredMaxBytes / 1_024,
    unit: 'KiB',
    of: function* (record): Generator<Measured> {
      for (const { operation, atMs, how } of record.seen<Spoilt>('spoilt')) {
        if (how !== 'long') continue;
        const poured = record.seen<Poured>('poured').filter((one) => one.operation === operation);
        yield {
          value: (poured.at(-1)?.bytes ?? 0) / 1_024,
          atMs: poured.find(({ bytes }) => bytes > pouredMaxBytes)?.atMs ?? atMs,
          operation: nameOf(operation),
          tags: [operation],
          cause: 'filled up',
        };
      }
    },
  }),
  always({
    code: 'W-2',
    as: 'others hurt',
    expected: 'ok, over a line of their own',
    of: function* (record) {
      for (const call of priceAsks(record)) {
        const told = toldOf(call);
        const attacks = record.asked('attack').map(({ operation }) => operation.id);
        yield {
          ...instance(call, told === 'ok', `told ${told}`),
          tags: [call.operation.id, ...attacks],
          cause: 'took others along',
        };
      }
    },
  }),
];

/** The end of an attack's line before there was anything wrong with it. */
function earlyEnd(record: RunRecord, port: number, beforeMs: number): Seen<Ended> | undefined {
  return record.seen<Ended>('lineEnded').find((one) => one.port === port && one.atMs < beforeMs);
}

/** A heartbeat ends no line. What it has broken is named, with its place. */
function* earlyEnds(record: RunRecord): Generator<Instance> {
  for (const { operation, port, atMs } of record.seen<Spoilt>('spoilt')) {
    const end = earlyEnd(record, port, atMs);
    const error = end?.error ?? null;
    const endMs = end?.atMs ?? atMs;
    const crash = record.crashes.findLast(
      (one) => one.node === 'shop-1' && one.atMs <= endMs && one.atMs > endMs - 1,
    );
    const why = error === null ? '' : `, for its channel on shop-1 died of ${error}`;
    yield {
      ok: end === undefined,
      atMs: endMs,
      observed: `the line ended, and nothing had come but a heartbeat${why}`,
      operation: nameOf(operation),
      tags: [operation],
      cause: error === null ? 'ended early' : 'ended early: crashed',
      ...(error !== null && crash !== undefined && { place: crash.place }),
    };
  }
}

function pouredOf(record: RunRecord, operation: string): number {
  const poured = record.seen<Poured>('poured');
  return poured.findLast((one) => one.operation === operation)?.bytes ?? 0;
}

export const forbiddenChecks: readonly Check[] = [
  always({
    code: 'W-3',
    as: 'commanded through the cluster',
    expected: 'not executed',
    of: function* (record): Generator<Instance> {
      const done = record.seen<{ operation: string }>('commanded');
      for (const { operation, startedMs } of record.asked('command')) {
        const deed = done.find((one) => one.operation === operation.id);
        yield {
          ok: deed === undefined,
          atMs: deed?.atMs ?? startedMs,
          operation: 'os:cmd, by way of the cluster',
          tags: [operation.id],
          observed: 'web-1 ran os:cmd on shop-1',
          cause: 'a connected node commands',
        };
      }
    },
  }),
  always({ code: 'W-3', as: 'not forbidden', expected: 'forbidden', of: refusals }),
  always({
    code: 'W-3',
    as: 'nonsense not refused',
    expected: 'bad_request, and not done',
    of: function* (record): Generator<Instance> {
      for (const call of settled(record)) {
        if (!call.operation.id.startsWith('nonsense-')) continue;
        const told = toldOf(call);
        yield {
          ...instance(call, told === 'bad_request', `told ${told}`),
          operation: 'a price for nothing',
          cause: 'arguments not checked',
        };
      }
    },
  }),
  always({
    code: 'W-3',
    as: 'well-meant refused',
    expected: 'ok',
    of: function* (record): Generator<Instance> {
      for (const call of priceAsks(record)) {
        const told = toldOf(call);
        yield { ...instance(call, told === 'ok', `told ${told}`), cause: 'too much forbidden' };
      }
    },
  }),
];

/** What nobody may ask for is refused, every time. What the asking has broken is named, with its place. */
function* refusals(record: RunRecord): Generator<Instance> {
  for (const call of settled(record)) {
    if (!call.operation.id.startsWith('forbidden-')) continue;
    const told = toldOf(call);
    const crash = record.crashes.find(
      ({ atMs }) => atMs >= call.startedMs && atMs <= call.startedMs + 20,
    );
    const why =
      crash === undefined
        ? ''
        : `, for ${crash.process} on ${crash.node} found something by that name and died of ${crash.reason}`;
    yield {
      ...instance(call, told === 'forbidden', `told ${told}${why}`),
      operation: `“${String(field(call.operation.args, 'op'))}”`,
      cause: crash === undefined ? `not forbidden: ${told}` : 'not forbidden: crashed',
      ...(crash !== undefined && { place: crash.place }),
    };
  }
}

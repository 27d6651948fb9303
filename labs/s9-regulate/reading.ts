/** What a record of this lab says: who was charged, refused or late, and how many stood in line. */
import {
  field,
  isInside,
  type CallRecord,
  type RunRecord,
  type TimeWindow,
} from '#grader/index.ts';

/** PayHub has begun with a charge; its client waits so much longer. */
export interface Charging {
  readonly leftMs: number;
}
/** What became of the attempts of a tenth of a second, seen by the clients. */
export interface Beat {
  readonly sent: number;
  /** Paid, and told so in time. */
  readonly good: number;
  /** Paid for a client that had left. */
  readonly late: number;
  readonly refused: number;
  /** Of those refused: told later than promptly. */
  readonly slow: number;
  /** Clients that had no answer in two seconds. */
  readonly left: number;
}

/** How long a client waits for one attempt. */
export const patienceMs = 2_000;
const beatMs = 100;

/** The beats of a window of time. */
export function beats(record: RunRecord, window: TimeWindow): readonly Beat[] {
  // A beat tells of the time before it.
  return record.seen<Beat>('beat').filter(({ atMs }) => isInside(atMs - beatMs / 2, window));
}

export function sum(all: readonly Beat[], of: keyof Beat): number {
  return all.reduce((total, one) => total + one[of], 0);
}

/** Payments a second whose clients were told in time. */
export function goodPerS(record: RunRecord, window: TimeWindow): number {
  return sum(beats(record, window), 'good') / secondsOf(window);
}

/** Of all that PayHub charged, the share whose clients had left. */
export function lateShare(record: RunRecord, window: TimeWindow): number {
  const all = beats(record, window);
  const late = sum(all, 'late');
  return late / Math.max(1, late + sum(all, 'good'));
}

export function secondsOf({ fromMs, untilMs }: TimeWindow): number {
  return (untilMs - fromMs) / 1_000;
}

export function isPaid({ answer }: CallRecord): boolean {
  return field(answer, 'status') === 200;
}

export function isRefused({ answer }: CallRecord): boolean {
  return field(answer, 'status') === 429;
}

export function classOf({ operation }: CallRecord): string {
  return String(field(operation.args, 'class'));
}

/** How long the attempt took that was paid. */
export function tookMs({ answer }: CallRecord): number {
  const took = field(answer, 'tookMs');
  return typeof took === 'number' ? took : Number.POSITIVE_INFINITY;
}

/** Somebody begins to wait for a word of the regulator, or does so no more. */
interface Step {
  readonly atMs: number;
  readonly by: 1 | -1;
  /** The conversation of whoever it is. */
  readonly tag: string;
  /** How many wait then. */
  readonly count: number;
}

/** How many waited for a word of the regulator, whenever that changed. */
export function inLine(record: RunRecord): readonly Step[] {
  const over = new Map<unknown, number>();
  for (const { body, sentMs } of [...record.wire('granted'), ...record.wire('rejected')])
    if (!over.has(idOf(body))) over.set(idOf(body), sentMs);
  const steps = record.wire('asks').flatMap(({ body, sentMs, tag }): Omit<Step, 'count'>[] => {
    // Who hears nothing waits until its client leaves.
    const untilMs = over.get(idOf(body)) ?? record.operation(tag)?.endedMs ?? Infinity;
    return [
      { atMs: sentMs, by: 1, tag },
      { atMs: untilMs, by: -1, tag },
    ];
  });
  let count = 0;
  return steps
    .toSorted((left, right) => left.atMs - right.atMs || left.by - right.by)
    .map((step) => {
      count += step.by;
      return { ...step, count };
    });
}

function idOf(body: unknown): unknown {
  return field(field(body, 'ref'), 'id');
}

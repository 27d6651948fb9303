/** What the world files of this lab report, and who is who. */
import { type RunRecord, type Seen } from '#grader/index.ts';
import { endMs, fromMs } from './evenings.ts';

export interface CheckedOut {
  readonly ok: boolean;
  /** What was wrong with the answer; empty if nothing was. */
  readonly why: string;
  /** The machine that was asked, and the one that the books were given to. */
  readonly web: string;
  readonly first: string;
  readonly isAdded: boolean;
  readonly beganMs: number;
  readonly tookMs: number;
}
export interface Dropped {
  readonly count: number;
  readonly where: string;
}
export interface Redialled {
  readonly count: number;
  readonly lostMs: number;
}

export type Checkout = Seen<CheckedOut> & { readonly name: string };

/** The checkouts that count. */
export function checkouts(record: RunRecord): Checkout[] {
  return record
    .seen<CheckedOut>('checkedOut')
    .filter(({ beganMs }) => beganMs >= fromMs && beganMs < endMs)
    .map((one) => ({ ...one, name: nameOf(one.tag) }));
}

/** `visit-17` as a person. */
export function nameOf(id: string): string {
  return id.replace('visit-', 'visitor ').replace('-', ' ');
}

/** The conversations behind what went wrong: pictures that crashed a machine, invoices that cannot be printed. */
export function tagsOf(record: RunRecord): string[] {
  const tags = record.struck.flatMap(({ fault, message }) => {
    if (fault.kind === 'poison') return [fault.operation.id];
    return message === null ? [] : [message.tag];
  });
  return [...new Set(tags)];
}

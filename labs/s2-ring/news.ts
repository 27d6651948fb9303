/** What the world files of this lab report, and what the checks make of it. */
import { field, type CallRecord, type RunRecord, type Seen } from '#grader/index.ts';

/** A node has shown its ring of an epoch: the owners, with blanks between. */
export interface RingNews {
  readonly epoch: number;
  readonly owners: string;
}
export interface Announced {
  readonly epoch: number;
}
export interface TransferNews {
  readonly vnode: number;
  readonly from: string;
  readonly to: string;
}
export interface TransferEnd extends TransferNews {
  readonly result: string;
}

/** What a transfer carries. */
export interface Folded {
  readonly vnode: number;
  readonly keys: readonly string[];
}

/** A node has put a value on its shelf. */
export interface Stored {
  readonly vnode: number;
  readonly key: string;
  readonly value: unknown;
}

/** Key of a get or put. */
export function keyOf(call: CallRecord): string {
  const key = field(call.operation.args, 'key');
  return typeof key === 'string' ? key : '';
}

/** The number in a value: puts of one key count upwards, and everybody begins with 0. */
export function countOf(value: unknown): number | null {
  const n = field(value, 'n');
  return typeof n === 'number' ? n : null;
}

/** Joins and leaves. */
export function changes(record: RunRecord): CallRecord[] {
  return [...record.asked('join'), ...record.asked('leave')];
}

/** Ids of the joins and leaves: every story needs them. */
export function changeTags(record: RunRecord): string[] {
  return record.scenario.workload
    .filter(({ fn }) => fn === 'join' || fn === 'leave')
    .map(({ id }) => id);
}

/** Gets and puts. */
export function asked(record: RunRecord): CallRecord[] {
  return record.operations.filter(({ operation: { fn } }) => fn === 'get' || fn === 'put');
}

/** The rings that were shown of an epoch, in the order in which they were. */
export function ringsOf(record: RunRecord, epoch: number): Seen<RingNews>[] {
  return record.seen<RingNews>('ring').filter((shown) => shown.epoch === epoch);
}

/** The conversation in which a node shows the ring of an epoch. */
export function ringTag(epoch: number, node: string): string {
  return `ring-${epoch} of ${node}`;
}

/** Those in which newcomers show their first ring. */
export function newcomersTags(record: RunRecord): string[] {
  return record.asked('join').map(({ operation }) => {
    const node = String(field(operation.args, 'node'));
    const epoch = record.seen<RingNews>('ring').find((shown) => shown.node === node)?.epoch ?? 0;
    return ringTag(Math.max(epoch, 2), node);
  });
}

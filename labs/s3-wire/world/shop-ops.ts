/** What the shop offers to the outside. Each operation says that it was done. */
import { sleep, work } from 'nines';
import { observe } from 'nines/world';
import type { Json, OpTable } from './types.ts';

/** What an operation of the run sheet is asked with. */
export interface Args {
  /** The operation of the run sheet that asks. */
  readonly id: string;
  /** How long somebody else takes on whom it depends. */
  readonly waitMs?: number;
  /** Of an export: how many bytes. */
  readonly bytes?: number;
  /** Of an upload: what is stored. */
  readonly text?: string;
}

const partBytes = 32 * 1_024;

async function hasId(args: Json): Promise<boolean> {
  return typeof args === 'object' && args !== null && typeof argsOf(args).id === 'string';
}

function argsOf(args: Json): Args {
  return args as unknown as Args;
}

async function price(args: Json): Promise<Json> {
  const { id, waitMs = 0 } = argsOf(args);
  await work(1);
  if (waitMs > 0) await sleep(waitMs);
  observe({ kind: 'done', operation: id, op: 'price' });
  return { of: id };
}

async function upload(args: Json): Promise<Json> {
  const { id } = argsOf(args);
  await work(1);
  observe({ kind: 'done', operation: id, op: 'upload' });
  return { of: id };
}

async function exportOrders(args: Json): Promise<Json> {
  const { id } = argsOf(args);
  return { of: id };
}

async function exportPart(args: Json, n: number): Promise<Uint8Array | null> {
  const { id, bytes = 0 } = argsOf(args);
  const left = bytes - n * partBytes;
  if (left <= 0) return null;
  observe({ kind: 'pulled', operation: id, bytes: Math.min(left, partBytes) });
  if (left <= partBytes) observe({ kind: 'pulledAll', operation: id, bytes });
  return new Uint8Array(Math.min(left, partBytes)).fill(n % 251);
}

/** A plain object, as everybody would write it. */
export const shopOps: OpTable = {
  price: { check: hasId, run: price },
  upload: { check: hasId, run: upload },
  export: { check: hasId, run: exportOrders, parts: exportPart },
};

/** What the world reports, and how this lab names things. */
import { isFields, type CallRecord, type Operation, type RunRecord } from '#grader/index.ts';

/** The keys in the log of a node, in its order; null if no list came. */
export interface Logged {
  readonly shop: string;
  readonly keys: readonly string[] | null;
}
/** Who led when the leader was looked for. */
export interface Led {
  readonly leader: string | null;
}
interface Answered {
  readonly operation: string;
  readonly shop?: string;
}

export function textOf({ args }: Operation, name: string): string {
  const value = isFields(args) ? args[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The node that a customer comes to first. */
export function nodeOf(operation: Operation): string {
  const nodes = isFields(operation.args) ? operation.args['nodes'] : undefined;
  if (!Array.isArray(nodes)) return textOf(operation, 'node');
  const [first] = nodes as readonly unknown[];
  return typeof first === 'string' ? first : '';
}

/** `order-a12` is order a12, `cart-3-17` is change 17 of cart 3. */
export function nameOf({ id }: Operation): string {
  return id.replaceAll('-', ' ');
}

/** `{book, train set}`. */
export function setOf(items: readonly string[]): string {
  return `{${items.join(', ')}}`;
}

/** The node that answered each operation. */
export function answerers(record: RunRecord): ReadonlyMap<string, string> {
  const nodes = new Map<string, string>();
  for (const { operation, shop } of record.seen<Answered>('answered')) {
    if (shop !== undefined && !nodes.has(operation)) nodes.set(operation, shop);
  }
  return nodes;
}

/** A story follows no more operations than this. */
const fewMax = 8;

/**
 * The operations that a breach is about, its own first. Where so few are left, the breach needs each of them: an order
 * that competes, or an add elsewhere that takes up a number. Then the story tells them all.
 */
export function tagsOf(record: RunRecord, own: readonly string[]): readonly string[] {
  if (record.operations.length > fewMax) return own;
  return [...new Set([...own, ...record.operations.map(({ operation }) => operation.id)])];
}

/** How long a customer waited; to the end of the run if nobody answered. */
export function waitedMs(call: CallRecord, record: RunRecord): number {
  return (call.endedMs ?? record.untilMs) - call.startedMs;
}

/** A customer gives a node so long, and then goes to the next one on the list. */
const patienceMs = 2_000;

/** True if the run was over before anybody could say what came of it: then nothing can be said of it either. */
export function isOpen(call: CallRecord, record: RunRecord): boolean {
  const { operation, startedMs, endedMs } = call;
  const nodes = isFields(operation.args) ? operation.args['nodes'] : undefined;
  const tried = Array.isArray(nodes) ? nodes.length : 1;
  return endedMs === null && startedMs + tried * patienceMs + 100 > record.untilMs;
}

/** An answer in words, or what is said where there was none. */
export function answerText(answer: unknown, none = 'no answer'): string {
  if (answer === undefined || answer === null) return none;
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

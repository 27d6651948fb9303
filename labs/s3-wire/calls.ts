/** What customers asked for, and what came of it. */
import { field, type CallRecord, type Instance, type RunRecord } from '#grader/index.ts';
import { askWithinMs, slowNumber } from './scenarios.ts';

/** What a customer was told: `ok`, or the error, or nothing. */
export function toldOf(call: CallRecord): string {
  const error = field(call.answer, 'error');
  if (typeof error === 'string') return error;
  return call.answer === undefined ? 'nothing' : 'ok';
}

export function nameOf(id: string): string {
  return id.replace('-', ' ');
}

/** So long after its deadline a request without an answer is one. */
const graceMs = 100;

export function dueMs({ operation, startedMs }: CallRecord): number {
  const withinMs = field(operation.args, 'withinMs');
  return startedMs + (typeof withinMs === 'number' ? withinMs : askWithinMs) + graceMs;
}

/** What was asked, as far as its answer has come or is overdue. */
export function settled(record: RunRecord, fn: 'ask' | 'export' = 'ask'): readonly CallRecord[] {
  return record.asked(fn).filter((call) => call.endedMs !== null || dueMs(call) <= record.untilMs);
}

/** A request and what came of it, as an instance. */
export function instance(call: CallRecord, isOk: boolean, observed: string): Instance {
  return {
    ok: isOk,
    atMs: call.endedMs ?? dueMs(call),
    operation: nameOf(call.operation.id),
    tags: [call.operation.id],
    observed,
  };
}

export function priceAsks(record: RunRecord): readonly CallRecord[] {
  return settled(record).filter(({ operation }) => operation.id.startsWith('ask-'));
}

/** Everybody is told ok, but for the one whose handler takes three seconds. */
export function* othersOk(record: RunRecord, cause: string): Generator<Instance> {
  for (const call of priceAsks(record)) {
    if (record.world === 'out of order' && call.operation.id === `ask-${slowNumber}`) continue;
    const told = toldOf(call);
    yield { ...instance(call, told === 'ok', `told ${told}`), cause };
  }
}

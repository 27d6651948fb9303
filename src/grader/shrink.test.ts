import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drop, type Fault } from './fault.ts';
import type { Candidate, Failure, Trial } from './search.ts';
import { shrink, type Shrunk } from './shrink.ts';
import type { Operation } from './workload.ts';

const driver = { node: 'web-1', name: 'web' };

function operation(index: number): Operation {
  return { id: `op-${index}`, atMs: 1234.567 + index, fn: 'placeOrder', args: null, driver };
}
function fault(index: number, label = `F${index}`): Fault {
  return { ...drop({ label, match: { tag: `op-${index}` } }), id: `drop#${index}` };
}

/** A failure that needs these operations and these faults, and nothing else. */
function needing(
  operations: ReadonlySet<string>,
  faults: ReadonlySet<string>,
): { trial: Trial; runs: () => number } {
  let runs = 0;
  const trial: Trial = function* (candidate: Candidate) {
    runs++;
    yield;
    const there = new Set(candidate.operations.map(({ id }) => id));
    const struck = candidate.faults.filter(
      (one) => 'match' in one && there.has(String(one.match.tag)),
    );
    const labels = new Set(struck.map((one) => one.label ?? ''));
    const isBroken =
      [...operations].every((id) => there.has(id)) &&
      [...faults].every((label) => labels.has(label));
    const events = 10 * candidate.operations.length;
    return isBroken ? failure(candidate, [...operations]) : { breach: null, events };
  };
  return { trial, runs: () => runs };
}

/** Breaks 800 ms after the first operation. */
function failure(candidate: Candidate, tags: readonly string[]): Failure {
  const atMs = (candidate.operations[0]?.atMs ?? 0) + 800;
  return {
    breach: { atMs, expected: '1', observed: '2', operation: 'order', tags, cause: '' },
    others: [],
    struck: candidate.faults.map((one) => ({
      atMs: atMs - 500,
      fault: one,
      nodes: [],
      message: { tag: 'match' in one ? String(one.match.tag) : '', from: 'a', to: 'b', ordinal: 0 },
      byMs: null,
      phase: 'begins' as const,
    })),
    events: 10 * candidate.operations.length,
    traceHash: '',
    schedule: null,
  };
}

function finish(steps: Generator<void, Shrunk>): Shrunk {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function run(
  count: number,
  needed: { operations: Set<string>; faults: Set<string> },
): Shrunk & { total: number } {
  const indices = Array.from({ length: count }, (_, index) => index);
  const candidate: Candidate = {
    operations: indices.map((index) => operation(index)),
    faults: indices.map((index) => fault(index)),
    untilMs: 40_000,
  };
  const { trial, runs } = needing(needed.operations, needed.faults);
  const start = { candidate, failure: failure(candidate, [...needed.operations]) };
  return { ...finish(shrink(start, trial, { keepLoad: false })), total: runs() };
}

describe('shrink', () => {
  test('one operation and one fault among two hundred: exactly those are left', () => {
    const { candidate, minimal, total } = run(200, {
      operations: new Set(['op-17']),
      faults: new Set(['F17']),
    });
    expect(candidate.operations.map(({ id }) => id)).toEqual(['op-17']);
    expect(candidate.faults.map(({ label }) => label)).toEqual(['F17']);
    expect(minimal).toBe(true);
    expect(total).toBeLessThan(250);
  });

  test('the run starts early at a round time and is cut at the breach', () => {
    const { candidate } = run(5, { operations: new Set(['op-1']), faults: new Set(['F1']) });
    expect(candidate.untilMs).toBe(900);
    expect(candidate.operations[0]?.atMs).toBe(100);
  });

  test('two families that would each do: the earlier one of the plan stays', () => {
    const candidate: Candidate = {
      operations: [operation(1)],
      faults: [fault(1, 'F1'), fault(1, 'F2'), fault(1, 'F3')],
      untilMs: 40_000,
    };
    const trial: Trial = function* (tried) {
      yield;
      const labels = new Set(tried.faults.map(({ label }) => label));
      const isBroken = labels.has('F2') || labels.has('F3');
      return isBroken ? failure(tried, ['op-1']) : { breach: null, events: 1 };
    };
    const shrunk = finish(
      shrink({ candidate, failure: failure(candidate, ['op-1']) }, trial, { keepLoad: false }),
    );
    expect(shrunk.candidate.faults.map(({ label }) => label)).toEqual(['F2']);
  });

  test('keepLoad: every operation stays, only faults go', () => {
    const candidate: Candidate = {
      operations: [operation(1), operation(2), operation(3)],
      faults: [fault(1), fault(2), fault(3)],
      untilMs: 40_000,
    };
    const { trial } = needing(new Set(), new Set(['F2']));
    const shrunk = finish(
      shrink({ candidate, failure: failure(candidate, []) }, trial, { keepLoad: true }),
    );
    expect(shrunk.candidate.operations).toHaveLength(3);
    expect(shrunk.candidate.faults.map(({ label }) => label)).toEqual(['F2']);
  });

  test('a spent budget: the smallest failing run so far, and it says that it is not minimal', () => {
    const candidate: Candidate = {
      operations: Array.from({ length: 100 }, (_, index) => operation(index)),
      faults: [],
      untilMs: 40_000,
    };
    const { trial } = needing(new Set(['op-3', 'op-50', 'op-98']), new Set());
    const start = { candidate, failure: failure(candidate, []) };
    const shrunk = finish(
      shrink(start, trial, { keepLoad: false, budget: { runsMax: 6, eventsMax: 1e9 } }),
    );
    expect(shrunk.minimal).toBe(false);
    expect(shrunk.runs).toBeLessThanOrEqual(6);
    expect(shrunk.candidate.operations.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['op-3', 'op-50', 'op-98']),
    );
  });

  test('property: what is left is needed, all of it, and everything needed is left', () => {
    const subset = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(subset, (needed) => {
        const operations = new Set(needed.map((index) => `op-${index}`));
        const faults = new Set(needed.slice(0, 2).map((index) => `F${index}`));
        const shrunk = run(25, { operations, faults });
        expect(new Set(shrunk.candidate.operations.map(({ id }) => id))).toEqual(operations);
        expect(new Set(shrunk.candidate.faults.map(({ label }) => label))).toEqual(faults);
        expect(shrunk.minimal).toBe(true);
      }),
      { numRuns: 200, seed: 20261121 },
    );
  });
});

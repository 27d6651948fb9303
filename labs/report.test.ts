/** The published report is about the labs that are here; prove-lab.ts asks whether they still behave as they did. */
import { describe, expect, test } from 'vitest';
import { labIds } from './prove.ts';
import { contentOf, outcomeOf, readReport, remedyFor } from './report.ts';
import { storyEventsMax, storyEventsMin } from '#grader/story.ts';
import type { Passed, Verdict } from '#grader/verdict.ts';

const report = readReport();

test.each(labIds())('report: %s is in it, as its files are now', async (lab) => {
  const part = report?.labs.find((one) => one.lab === lab);
  expect(part?.content, remedyFor(lab)).toBe(await contentOf(lab));
  expect(report?.timing.labs.map((one) => one.lab)).toContain(lab);
});

test('report: no lab is in it that is gone', () => {
  const ids = labIds();
  expect(report?.labs.filter(({ lab }) => !ids.includes(lab))).toEqual([]);
});

test.each(report?.labs ?? [])('report: $lab has no false alarm, and misses nothing', (lab) => {
  for (const { name, falseAlarms } of lab.solutions) expect(falseAlarms, name).toEqual([]);
  for (const { name, missed, otherwise } of lab.wrong) {
    expect({ missed, otherwise }, name).toEqual({ missed: 0, otherwise: 0 });
  }
});

/** A share of the seeds of a wrong solution that tell one and the same story. */
const sameStory = 0.9;

test.each(report?.labs ?? [])('report: in $lab every mistake has a story of its own', (lab) => {
  for (const wrong of lab.wrong) {
    expect(wrong.sameStory, wrong.name).toBeGreaterThanOrEqual(sameStory);
    expect(wrong.story.min, wrong.name).toBeGreaterThanOrEqual(storyEventsMin);
    expect(wrong.story.max, wrong.name).toBeLessThanOrEqual(storyEventsMax);
    expect(wrong.alike, wrong.name).toEqual([]);
  }
});

describe('outcome', () => {
  const passed: Passed = {
    kind: 'passed',
    seeds: [1],
    events: 10,
    traceHash: 'a'.repeat(16),
    runs: [],
    checks: [{ code: 'E-1', sentence: 'one', status: 'held', worst: '1', bound: '≤ 1' }],
  };
  const [check] = passed.checks;

  test('report: another trace or another measured value is another outcome', () => {
    const others: Verdict[] = [
      { ...passed, traceHash: 'b'.repeat(16) },
      { ...passed, checks: check === undefined ? [] : [{ ...check, worst: '2' }] },
      { kind: 'rejected', problems: [] },
    ];
    const outcomes = [passed, ...others].map((verdict) => outcomeOf([verdict]));
    expect(new Set(outcomes).size).toBe(outcomes.length);
  });

  test('report: other words for the same make no other outcome', () => {
    const checks = check === undefined ? [] : [{ ...check, sentence: 'One', bound: 'at most 1' }];
    expect(outcomeOf([{ ...passed, checks }])).toBe(outcomeOf([passed]));
  });
});

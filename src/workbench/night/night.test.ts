import { describe, expect, test } from 'vitest';
import { fragmentMax } from '#sandbox/packed-text.ts';
import type { Verdict } from '#sandbox/protocol.ts';
import type { Night as LabNight } from '#labs/capstone/night-types.ts';
import { fns as labFns } from '#labs/capstone/world/observed.ts';
import { formatReportFile, parseReportFile, readClaimLink, writeClaimLink } from './claim-link.ts';
import { differencesOf } from './compare.ts';
import { outcomeSentence, reportMarkdown, slotSentences } from './markdown.ts';
import { fns, nightOf, type Night } from './night.ts';
import { recordedNights } from './recorded.ts';
import { claimOf, keepReport, readReport, reportOf, type Report } from './report.ts';
import { faultSums, functionSums, meanDelayMs, measureSums, medalOf } from './sums.ts';
import { heatOf, lossesOf, momentOf, placeFaults, windowCount, xOf } from './timeline.ts';

const { reference, starter } = recordedNights;
const night = starter.night;

const occasion = {
  goal: 'grade',
  atMs: Date.UTC(2026, 10, 22),
  contentHash: '0123456789abcdef',
  texts: starter.texts,
} as const;

const verdict: Verdict = {
  kind: 'passed',
  seeds: [101],
  events: night.events,
  checks: [],
  traceHash: 'fedcba9876543210',
  imports: [{ lab: 's2-ring', files: ['ring.ts'], from: 'reference' }],
  reports: [{ world: 'night', seed: 101, json: JSON.stringify(reference.night) }],
  runs: [{ world: 'night', seed: 101 }],
};

function reportWith(nights: readonly Night[]): Report {
  const report = reportOf(verdict, occasion);
  if (report === null) throw new Error('The verdict reports a night.');
  return { ...report, nights };
}

test('night: what the lab reports is what the page reads, field by field', () => {
  const asPage = (given: LabNight): Night => given;
  expect(asPage).toBeTypeOf('function');
  expect(fns).toEqual(labFns);
  expect(nightOf(JSON.stringify(night))).toEqual(night);
});

describe('night: what does not fit is refused', () => {
  test.each([
    ['no JSON', '{'],
    ['another format', JSON.stringify({ ...night, format: 2 })],
    ['a share that is a text', JSON.stringify({ ...night, falsePages: 'many' })],
    [
      'a chapter that would leave the site',
      JSON.stringify(night).replaceAll('"s5-retry"', '"../x"'),
    ],
    [
      'a series without end',
      JSON.stringify({
        ...night,
        series: { ...night.series, nodesUp: Array.from({ length: 9_999 }, () => 1) },
      }),
    ],
  ])('%s', (_, json) => {
    expect(nightOf(json)).toBeNull();
  });
});

describe('report', () => {
  const report = reportWith([reference.night, night]);

  test('sums: requests are added up, the worst night counts for time, budget and promises', () => {
    for (const sum of functionSums(report.nights)) {
      const each = report.nights.flatMap(({ functions }) =>
        functions.filter(({ fn }) => fn === sum.fn),
      );
      expect(sum.total).toBe(each.reduce((all, { total }) => all + total, 0));
      expect(sum.byTimeWorst).toBe(Math.min(...each.map(({ byTime }) => byTime)));
      expect(sum.usedWorst).toBe(Math.max(...each.map(({ budget }) => budget.usedShare)));
      expect(sum.availability).toBeCloseTo(1 - sum.failed / sum.total, 12);
    }
    const broken = measureSums(report.nights).filter(({ held }) => !held);
    expect(broken.map(({ code }) => code)).toContain('Z-1');
    expect(faultSums(report.nights)).toHaveLength(reference.night.faults.length);
    expect(medalOf(report)).toBe('none');
    expect(meanDelayMs([])).toBeNull();
  });

  test('Markdown: says what broke, with the decision, and how it was counted', () => {
    const text = reportMarkdown({ ...report, outcome: 'failed', code: 'Z-1', name: 'Ines' });
    expect(text).toContain('# Vote night: Ines');
    expect(text).toContain('Z-1 broke');
    expect(text).toContain('| Order |');
    expect(text).toContain('are not counted');
    expect(text).toMatch(/Decision: (ledger|wiring) `[\w.]+`/);
    expect(reportMarkdown(report, 2)).toMatch(/^## Vote night\n[\s\S]*^### Availability$/m);
    expect(outcomeSentence({ ...report, nights: [reference.night] })).toContain('1 night');
    expect(slotSentences(report.slots)).toEqual(['The reference’s: s2-ring (ring.ts).']);
  });

  test('link: three nights with stories fit, come back as they were, without course and files', async () => {
    const three = reportWith([reference.night, night, night]);
    const fragment = await writeClaimLink({ ...three, name: 'Ines' });
    if (fragment === null) throw new Error('It is too long for a link.');
    expect(fragment.length).toBeLessThanOrEqual(fragmentMax);
    const read = await readClaimLink(`#${fragment}`);
    if (read.kind !== 'claim') throw new Error(`It is ${read.kind}.`);
    expect(read.claim.name).toBe('Ines');
    expect(functionSums(read.claim.nights)).toEqual(functionSums(three.nights));
    expect(read.claim.nights.map(({ breaches }) => breaches)).toEqual(
      three.nights.map(({ breaches }) => breaches),
    );
    expect(JSON.stringify(read.claim)).not.toContain('decisions.ts');
    expect(JSON.stringify(read.claim)).not.toContain('everyMs');
  });

  test('link: one that was cut, changed, or is of another kind is told apart', async () => {
    const fragment = (await writeClaimLink(report)) ?? '';
    expect(await readClaimLink(fragment.slice(0, -9))).toMatchObject({ kind: 'refused' });
    expect(await readClaimLink('#walk=1.00000000.AAAA')).toEqual({ kind: 'none' });
    expect(await readClaimLink('#grade')).toEqual({ kind: 'none' });
    const newer = fragment.replace('report=1.', 'report=2.');
    expect(await readClaimLink(newer)).toMatchObject({ message: /newer version/ });
  });

  test('file: a report comes back whole; anything else is none', () => {
    expect(parseReportFile(formatReportFile(report))).toEqual(report);
    expect(parseReportFile('{"kind":"nines-report"}')).toBeNull();
    expect(parseReportFile(JSON.stringify(claimOf(report)))).toBeNull();
  });

  test('kept: the last of a Grade and the last of a Run, each in its place', async () => {
    const texts = new Map<string, string>();
    const store = {
      keptIn: 'memory',
      get: async (key: string) => texts.get(key),
      put: async (key: string, text: string) => void texts.set(key, text),
      delete: async (key: string) => void texts.delete(key),
      keys: async (prefix: string) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
    } as const;
    await keepReport(store, 'capstone', report);
    expect(await readReport(store, 'capstone', 'grade')).toEqual(report);
    expect(await readReport(store, 'capstone', 'run')).toBeNull();
    texts.set('report/capstone/run', '{"format":1}');
    expect(await readReport(store, 'capstone', 'run')).toBeNull();
  });

  test('a verdict without nights has no report', () => {
    const { reports: _, ...without } = verdict;
    expect(reportOf(without, occasion)).toBeNull();
    expect(reportOf({ kind: 'rejected', problems: [] }, occasion)).toBeNull();
  });
});

describe('two nights', () => {
  test('a night differs in nothing from itself', () => {
    expect(differencesOf(night, night)).toEqual([]);
  });
  test('what broke is worse, the other way round it is better, and the verdict’s questions come first', () => {
    const there = differencesOf(reference.night, night);
    const broken = there.filter(({ turn }) => turn === 'worse').map(({ about }) => about);
    expect(broken).toContain('Z-1');
    expect(there.find(({ about }) => about === 'Z-1')?.sentence).toMatch(
      /^Z-1 breaks at \d+:\d\d: /,
    );
    expect(there[0]?.about).toMatch(/^Z-/);
    const back = differencesOf(night, reference.night);
    expect(back.find(({ about }) => about === 'Z-1')).toMatchObject({ turn: 'better' });
    expect(there.map(({ about }) => about)).toEqual(back.map(({ about }) => about));
  });
});

describe('time-line', () => {
  test('losses: every window that lost something is in one stretch, and no other', () => {
    for (const series of night.series.functions) {
      const covered = new Set(
        lossesOf(series).flatMap(({ from, until }) =>
          Array.from({ length: until - from }, (_, at) => from + at),
        ),
      );
      const lost = series.total.flatMap((total, at) => ((series.ok[at] ?? 0) < total ? [at] : []));
      expect([...covered].sort((a, b) => a - b)).toEqual(lost);
    }
  });
  test('a window counts as down under 95 %, and not at 95 %', () => {
    const series = {
      fn: 'order',
      total: [100, 100, 100],
      ok: [100, 95, 94],
      p99Ms: [0, 0, 0],
    } as const;
    expect(lossesOf(series).map(({ from, isDown }) => [from, isDown])).toEqual([
      [1, false],
      [2, true],
    ]);
  });
  test('heat: quarters of the limit, and what lies above it is the hottest', () => {
    const queue = { node: 'a', queue: 'q', limit: 8, depth: [0, 1, 2, 3, 8, 20] };
    expect(heatOf(queue).map(({ from, until, level }) => [from, until, level])).toEqual([
      [1, 3, 1],
      [3, 4, 2],
      [4, 6, 4],
    ]);
  });
  test('faults: no two labels meet in a row', () => {
    const room = 9;
    const ends = new Map<number, number>();
    for (const { fault, row } of placeFaults(night, room)) {
      expect(xOf(night, fault.fromMs)).toBeGreaterThanOrEqual(ends.get(row) ?? 0);
      ends.set(row, Math.max(xOf(night, fault.untilMs), xOf(night, fault.fromMs) + room));
    }
  });
  test('moment: all windows together hold every request of the report’s course', () => {
    const windows = Array.from({ length: windowCount(night) }, (_, at) => momentOf(night, at));
    for (const { fn, total } of night.series.functions) {
      const seen = windows.reduce(
        (sum, { functions }) => sum + (functions.find((one) => one.fn === fn)?.total ?? 0),
        0,
      );
      expect(seen).toBe(total.reduce((sum, one) => sum + one, 0));
    }
  });
  test('moment: the split acts from 7:00 to 8:30', () => {
    const acts = (atMs: number): boolean =>
      momentOf(night, Math.floor(xOf(night, atMs))).faults.some(({ id }) => id === 'F4');
    expect([405_000, 425_000, 505_000, 515_000].map(acts)).toEqual([false, true, true, false]);
  });
});

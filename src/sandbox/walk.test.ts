/** The page's side and the worker's, with everything between them but the frame: requests and reports as JSON. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish, keyless, miniLab, programOf } from '#grader/mini-lab.ts';
import { trace } from '#grader/walker.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { packMoments, unpackMoments } from './moment-frames.ts';
import type { ChunkReport, WalkRequest } from './protocol.ts';
import { reportShape } from './report-shape.ts';
import type { WalkJob } from './runner.ts';
import { divergence, forkStep, messageIdentity, fateOf, Walk, type WalkRunner } from './walk.ts';
import { walkSteps } from './walk-job.ts';

const lab = miniLab();
const program = programOf(keyless);
const run = { subject: { kind: 'world', world: 'lossy', seed: 11 } as const, forks: [] };
const options = { lab: 'mini', modules: [], run };

/** A sandbox without a wall: what it says goes through JSON and its shape all the same. */
class Direct implements WalkRunner {
  readonly jobs: WalkJob[] = [];
  /** Changes a report on its way. */
  bend = (report: object): object => report;

  walk: WalkRunner['walk'] = async (job, listen) => {
    this.jobs.push(job);
    const id = this.jobs.length;
    const pass = (report: object) => reportShape(JSON.parse(JSON.stringify(this.bend(report))), '');
    const post = (chunk: ChunkReport): void => {
      const report = pass(chunk);
      if (report.kind === 'chunk') listen.chunk?.(report);
    };
    const request = { ...job, id } as WalkRequest;
    const end = finish(walkSteps(request, { program, lab, output: () => undefined, post }));
    const elapsedMs = 1;
    if (end.kind === 'stopped')
      return Promise.resolve({ kind: 'verdict', id, verdict: end, elapsedMs });
    const report = pass({ ...end, elapsedMs });
    if (report.kind !== 'walked') throw new Error('a walk has an end');
    return Promise.resolve(report);
  };
}

async function open(sandbox: WalkRunner, other: Partial<typeof options> = {}): Promise<Walk> {
  const opened = await Walk.open(sandbox, { ...options, ...other });
  if (opened.kind === 'stopped') throw new Error(opened.stopped.message);
  return opened.walk;
}

describe('open', () => {
  test('a run: its trace is the grader’s, number by number', async () => {
    const walk = await open(new Direct());
    const expected = finish(trace({ lab, program, run }));
    if (expected.kind !== 'traced') throw new Error('it can be traced');
    expect(walk.trace).toEqual(expected.trace);
    expect(walk.end).toEqual(expected.end);
    expect(walk.isExpected).toBe(null);
    const again = await Walk.open(new Direct(), { ...options, expectedHash: walk.end.hash });
    expect(again).toMatchObject({ kind: 'walk', walk: { isExpected: true } });
  });

  test.each<[string, (report: Record<string, unknown>) => object]>([
    [
      'a piece that is missing',
      (report) =>
        report['kind'] === 'chunk' && report['index'] === 0 ? { ...report, index: 1 } : report,
    ],
    [
      'no base64',
      (report) => (report['part'] === 'columns' ? { ...report, text: '!'.repeat(8) } : report),
    ],
    [
      'tables that are none',
      (report) => (report['part'] === 'tables' ? { ...report, text: '{}' } : report),
    ],
    [
      'rows that are not there',
      (report) =>
        report['kind'] === 'walked' ? { ...report, rows: { events: 9e6, messages: 1 } } : report,
    ],
    [
      'numbers of rows that are not there',
      (report) =>
        report['part'] === 'columns'
          ? { ...report, text: String(report['text']).replace(/.{400}$/, '////'.repeat(100)) }
          : report,
    ],
  ])('%s: is not believed', async (_, bend) => {
    const sandbox = new Direct();
    sandbox.bend = (report) => bend({ ...report });
    expect(await Walk.open(sandbox, options)).toMatchObject({
      kind: 'stopped',
      stopped: { code: 'KIT-GRADER' },
    });
  });
});

describe('moment', () => {
  test('scrubbing inside a window: replays once, and is there at once', async () => {
    const sandbox = new Direct();
    const walk = await open(sandbox);
    expect(walk.peek(300)).toBe(null);
    const looked = await walk.moment(300);
    expect(looked).toMatchObject({ kind: 'moment', moment: { step: 300 } });
    for (let step = 250; step < 400; step += 1) expect(walk.peek(step)?.step).toBe(step);
    await walk.moment(320);
    expect(sandbox.jobs).toHaveLength(2);
    const last = await walk.moment(1e9);
    expect(last).toMatchObject({ moment: { step: walk.end.steps, hash: walk.end.hash } });
  });

  test('property: packed and unpacked, a window is what it was', async () => {
    const walk = await open(new Direct());
    for (const step of [0, 200, 900]) await walk.moment(step);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 60 }),
        (from, count) => {
          const moments = Array.from({ length: count }, (_, index) =>
            walk.peek(from + index),
          ).filter((moment) => moment !== null);
          expect(unpackMoments(packMoments(moments))).toEqual(moments);
        },
      ),
    );
  });
});

describe('fork', () => {
  test('a lost message is delivered: the run parts there, and its description says how', async () => {
    const sandbox = new Direct();
    const walk = await open(sandbox);
    const { messages } = walk.trace;
    const lost = Array.from({ length: messages.length }, (_, index) => index).find(
      (message) => fateOf(walk.trace, message) === 'lost',
    );
    if (lost === undefined) throw new Error('something is lost');
    const event = messages.ended[lost] ?? 0;
    const step = forkStep(walk.trace, { event, message: lost });
    const message = messageIdentity(walk.trace, lost);
    const forked = await walk.fork({ step, deed: { kind: 'deliver', message } });
    if (forked.kind !== 'walk') throw new Error(forked.stopped.message);
    const { forks } = forked.walk.run;
    expect(forks).toEqual([
      {
        step,
        prefix: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        deed: { kind: 'deliver', message },
      },
    ]);
    const parted = divergence(walk.trace, forked.walk.trace);
    expect(parted?.event).toBe(forked.walk.end.forkedAt[0]?.event);
    expect(divergence(walk.trace, walk.trace)).toBe(null);
    // The description alone is enough to have the fork again.
    const again = await open(sandbox, { run: forked.walk.run as never });
    expect(again.end.hash).toBe(forked.walk.end.hash);
  });

  test('what cannot be done: is told', async () => {
    const walk = await open(new Direct());
    const forked = await walk.fork({ step: 50, deed: { kind: 'crash', node: 'moon' } });
    expect(forked).toMatchObject({ kind: 'stopped', stopped: { code: 'KIT-FORK' } });
  });

  test('playing: goes on step by step and by time, and forks at the present', async () => {
    const sandbox = new Direct();
    const start = await Walk.open(sandbox, { ...options, until: { step: 0 } });
    if (start.kind !== 'walk') throw new Error('it begins');
    expect(start.walk.end).toMatchObject({ steps: 0, isOver: false });
    const one = await start.walk.advance({ step: 1 });
    if (one.kind !== 'walk') throw new Error('it goes on');
    expect(one.walk.end.steps).toBe(1);
    const later = await one.walk.advance({ ms: 1_000 });
    if (later.kind !== 'walk') throw new Error('it goes on');
    expect(later.walk.end.atMs).toBe(1_000);
    const { steps } = later.walk.end;
    const crashed = await later.walk.fork({ step: steps, deed: { kind: 'crash', node: 'shop-1' } });
    if (crashed.kind !== 'walk') throw new Error(crashed.stopped.message);
    expect(crashed.walk.end).toMatchObject({
      steps,
      atMs: 1_000,
      forkedAt: [{ step: steps, atMs: 1_000 }],
    });
    const looked = await crashed.walk.moment(steps);
    expect(looked).toMatchObject({
      moment: { nodes: [{}, { name: 'shop-1', state: 'down' }, {}, {}] },
    });
    const whole = await crashed.walk.advance({});
    expect(whole).toMatchObject({ kind: 'walk', walk: { end: { isOver: true } } });
  });
});

describe('base64', () => {
  test('property: any bytes go there and back, as Node has them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  test.each(['A', 'AAA', 'A===', '====', 'AA=A', 'ÄÄÄÄ', 'AAAA=AAA'])('%s: is none', (text) => {
    expect(decodeBase64(text)).toBe(null);
  });
});

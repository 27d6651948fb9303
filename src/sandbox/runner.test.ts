import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Passed, Stopped } from '#grader/verdict.ts';
import { type ProgressReport, protocolVersion } from './protocol.ts';
import { type Host, type HostEvents, type Job, Runner } from './runner.ts';

const passed: Passed = {
  kind: 'passed',
  runs: [],
  seeds: [1, 2, 3],
  events: 1_234,
  checks: [],
  traceHash: '0123456789abcdef',
};
const job: Job = { kind: 'grade', lab: 'a-lab', modules: [], seeds: 'run' };

/** A host whose worker does what the test tells it to. */
class FakeHost implements Host {
  readonly events: HostEvents;
  readonly requests: { kind: string; id?: number; lab?: string }[] = [];
  starts = 0;
  isRemoved = false;

  constructor(events: HostEvents) {
    this.events = events;
  }
  start(): void {
    this.starts++;
    this.say({ kind: 'ready', version: protocolVersion });
  }
  request(text: string): void {
    this.requests.push(JSON.parse(text) as FakeHost['requests'][number]);
  }
  remove(): void {
    this.isRemoved = true;
  }
  say(report: object): void {
    // A worker answers later, never while it is called.
    setTimeout(() => this.events.report(JSON.stringify(report)), 1);
  }
}

let hosts: FakeHost[] = [];
const runner = (isolateJobs = false) =>
  new Runner(
    {
      openHost: (events) => {
        const host = new FakeHost(events);
        hosts.push(host);
        return Promise.resolve(host);
      },
      graderText: (lab) =>
        lab === 'a-lab' ? Promise.resolve('the grader') : Promise.reject(new Error('none')),
    },
    { startMsMax: 1_000, jobMsMax: 5_000, isolateJobs },
  );

beforeEach(() => {
  hosts = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** Lets time pass until the job has been sent to a host. */
async function sent(): Promise<FakeHost> {
  await vi.advanceTimersByTimeAsync(10);
  const host = hosts.at(-1);
  if (!host) throw new Error('No host was opened.');
  return host;
}

describe('run', () => {
  test('the first job: opens a host, sends the grader, then the job', async () => {
    const promise = runner().run(job, {});
    const host = await sent();
    expect(host.requests).toEqual([
      { kind: 'grader', lab: 'a-lab', text: 'the grader' },
      { ...job, id: 1 },
    ]);
    host.say({ kind: 'verdict', id: 1, verdict: passed, elapsedMs: 12 });
    await vi.advanceTimersByTimeAsync(1);
    expect(await promise).toEqual({ kind: 'verdict', id: 1, verdict: passed, elapsedMs: 12 });
  });

  const stopped: Stopped = {
    kind: 'stopped',
    code: 'KIT-HANG',
    message: 'A loop.',
    remedy: 'End it.',
    place: null,
    seed: 1,
  };
  test.each([
    ['after a verdict: goes on with the warm worker', false, passed, 1],
    ['after a stop: gets a fresh worker', false, stopped, 3],
    ['of isolated jobs: always gets a fresh worker', true, passed, 3],
  ] as const)('the next job %s', async (_, isolateJobs, verdict, starts) => {
    const subject = runner(isolateJobs);
    for (const id of [1, 2]) {
      const promise = subject.run(job, {});
      const host = await sent();
      host.say({ kind: 'verdict', id, verdict, elapsedMs: 12 });
      await vi.advanceTimersByTimeAsync(5);
      expect((await promise).id).toBe(id);
    }
    expect(hosts.map((host) => host.starts)).toEqual([starts]);
  });

  test('progress and output: reach the listener of their job only', async () => {
    const seen: number[] = [];
    const progress: ProgressReport = {
      kind: 'progress',
      id: 1,
      seed: 1,
      seedsDone: 0,
      seedsTotal: 3,
      events: 5,
      phase: 'running',
    };
    void runner().run(job, { progress: ({ id }) => seen.push(id) });
    const host = await sent();
    host.say({ ...progress, id: 7 });
    host.say(progress);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual([1]);
  });
});

describe('a job that ends without a verdict of its own', () => {
  const ways: [string, Stopped['code'], (host: FakeHost, subject: Runner) => void][] = [
    ['stopped by the user', 'KIT-CANCELLED', (_, subject) => subject.stop()],
    ['the runner is disposed of', 'KIT-CANCELLED', (_, subject) => subject.dispose()],
    ['a newer job', 'KIT-CANCELLED', (_, subject) => void subject.run(job, {})],
    ['a silent worker', 'KIT-TIME', (host) => host.events.ended('silent', '')],
    ['a flood', 'KIT-FLOOD', (host) => host.events.ended('flood', '')],
    ['no text', 'KIT-GRADER', (host) => host.events.ended('malformed', 'an object')],
    ['no memory', 'KIT-MEMORY', (host) => host.events.ended('failed', 'out of memory')],
    ['another failure', 'KIT-GRADER', (host) => host.events.ended('failed', 'x is not defined')],
    ['a dead process', 'KIT-MEMORY', (host) => host.events.died()],
    ['a report that is no JSON', 'KIT-GRADER', (host) => host.events.report('passed')],
    [
      'a verdict of no known kind',
      'KIT-GRADER',
      (host) =>
        host.events.report('{"kind":"verdict","id":1,"verdict":{"kind":"won"},"elapsedMs":1}'),
    ],
    [
      'too much time',
      'KIT-TIME',
      () => {
        vi.advanceTimersByTime(5_001);
      },
    ],
  ];
  test.each(ways)('%s: is told as %s, and the host is removed', async (_, code, end) => {
    const subject = runner();
    const promise = subject.run(job, {});
    const host = await sent();
    end(host, subject);
    const { verdict } = await promise;
    expect(verdict).toMatchObject({ kind: 'stopped', code });
    expect(host.isRemoved).toBe(true);
  });

  test.each(ways.filter(([name]) => name !== 'the runner is disposed of'))(
    '%s: the next job runs on a new host',
    async (_, _code, end) => {
      const subject = runner();
      const first = subject.run(job, {});
      end(await sent(), subject);
      await first;
      const second = subject.run(job, {});
      const host = await sent();
      expect(hosts.length).toBeGreaterThan(1);
      const id = host.requests.at(-1)?.id;
      host.say({ kind: 'verdict', id, verdict: passed, elapsedMs: 1 });
      await vi.advanceTimersByTimeAsync(1);
      expect((await second).verdict).toEqual(passed);
    },
  );

  test('what a removed host still says: is not heard', async () => {
    const subject = runner();
    const promise = subject.run(job, {});
    const host = await sent();
    subject.stop();
    host.say({ kind: 'verdict', id: 1, verdict: passed, elapsedMs: 1 });
    await vi.advanceTimersByTimeAsync(5);
    expect((await promise).verdict).toMatchObject({ code: 'KIT-CANCELLED' });
  });

  test('a host that never gets ready: is given up', async () => {
    const subject = new Runner(
      {
        openHost: () => new Promise<Host>(() => undefined),
        graderText: () => Promise.resolve(''),
      },
      { startMsMax: 1_000 },
    );
    const promise = subject.run(job, {});
    await vi.advanceTimersByTimeAsync(1_001);
    expect((await promise).verdict).toMatchObject({ kind: 'stopped', code: 'KIT-GRADER' });
  });

  test('an unknown lab: is told at once', async () => {
    const { verdict } = await runner().run({ ...job, lab: 'nothing' }, {});
    expect(verdict).toMatchObject({
      kind: 'stopped',
      message: 'The sandbox did not start: the lab nothing could not be loaded.',
    });
  });

  test('a signal that is aborted before, or meanwhile: cancels', async () => {
    const subject = runner();
    const before = await subject.run(job, {}, AbortSignal.abort());
    expect(before.verdict).toMatchObject({ code: 'KIT-CANCELLED' });
    const controller = new AbortController();
    const promise = subject.run(job, {}, controller.signal);
    await sent();
    controller.abort();
    expect((await promise).verdict).toMatchObject({ code: 'KIT-CANCELLED' });
  });
});

import { describe, expect, test } from 'vitest';
import { packNotice, unpackNotice } from './border.ts';
import { Watch } from './watch.ts';

/** What a watch says at each of the given instants. */
const say = (watch: Watch, instants: readonly number[]) => instants.map((ms) => watch.tick(ms));

describe('notices of the frame', () => {
  test('a notice and its reports: come apart as they were put together', () => {
    const reports = ['{"kind":"ready"}', '{"text":"two\\nlines"}'];
    expect(unpackNotice(packNotice({ kind: 'reports', generation: 3 }, reports))).toEqual({
      notice: { kind: 'reports', generation: 3 },
      reports,
    });
  });
  test.each([
    ['an object', { kind: 'opened' }],
    ['no JSON', 'opened'],
    ['null', 'null'],
    ['an unknown kind', '{"kind":"open"}'],
    ['reports of no generation', '{"kind":"reports"}'],
    ['an unknown reason', '{"kind":"ended","generation":1,"reason":"x","detail":""}'],
    ['a detail that is no text', '{"kind":"ended","generation":1,"reason":"flood","detail":{}}'],
  ])('%s: is no notice', (_, data) => expect(unpackNotice(data)).toBeNull());
});

describe('watch', () => {
  const options = { silentMs: 2_000, tickCountsMsMax: 1_000 };

  test('a peer that answers each ping: is never given up', () => {
    const watch = new Watch(options);
    for (let ms = 0; ms < 60_000; ms += 250) {
      expect(watch.tick(ms)).toBe('ping');
      watch.answered();
    }
  });
  test('a peer that does not answer: is given up after 2 s', () => {
    const watch = new Watch(options);
    expect(say(watch, [0, 1_000, 2_000, 2_250])).toEqual(['ping', 'wait', 'wait', 'silent']);
  });
  test('a hidden tab with one tick a minute: the answer came long before the next tick', () => {
    const watch = new Watch(options);
    expect(watch.tick(0)).toBe('ping');
    watch.answered();
    expect(watch.tick(60_000)).toBe('ping');
  });
  test('a laptop that slept for an hour: one late tick is not enough', () => {
    const watch = new Watch(options);
    expect(say(watch, [0, 250, 3_600_250])).toEqual(['ping', 'wait', 'wait']);
    watch.answered();
    expect(watch.tick(3_600_500)).toBe('ping');
  });
});

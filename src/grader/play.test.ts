import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { field, isSame } from './data.ts';
import { Draw } from './draw.ts';
import type { World } from './lab.ts';
import { finish, miniWorld, programOf, rightHabits, scenario as miniScenario } from './mini-lab.ts';
import { numbered } from './plan.ts';
import { player } from './play.ts';
import { drop, hang, type Fault, type Scenario } from './index.ts';
import { numbers, plainWorld, play, program, ran, scenarioWith, upTo } from './talking-world.ts';

describe('a run', () => {
  test('without faults: everything is heard, wires and probes see it, the operation is answered', () => {
    const record = play([]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(record.wire('numbers')).toHaveLength(100);
    expect(record.wire('numbers')[0]).toMatchObject({
      from: 'a',
      to: 'b',
      carrier: 'message',
      body: { number: 1 },
      sentMs: 10,
    });
    expect(record.operation('first')).toMatchObject({
      startedMs: 20,
      answer: expect.closeTo(20, 2),
    });
    expect(record.readings('processes').map(({ value }) => value)).toEqual([4, 9, 9]);
    expect(record.readings('mailbox')).toHaveLength(5);
    expect(() => record.wire('nothing')).toThrow("no wire 'nothing'");
  });

  test('the size of the slices and an observer change nothing', () => {
    const faults = [
      drop({ match: { from: 'a' }, probability: 0.3 }),
      hang({ node: 'b', at: 100, forMs: 50 }),
    ];
    const whole = play(faults);
    for (const sliceEvents of [1, 7, 100]) {
      const sliced = play(faults, { sliceEvents });
      expect(sliced.traceHash).toBe(whole.traceHash);
      expect(sliced.observations).toEqual(whole.observations);
    }
    expect(play(faults, {}, true).traceHash).toBe(whole.traceHash);
  });
});

describe('a rich run that is kept from late on', () => {
  test('the same run, and of the chronicle only what comes then', () => {
    const order = { world: plainWorld, scenario: scenarioWith([]), seed: 7, rich: true };
    const whole = finish(player({ program })(order));
    const late = finish(player({ program })({ ...order, sinceMs: 250 }));
    if (whole.kind !== 'ran' || late.kind !== 'ran') throw new Error('both run to their end');
    expect(late.record.traceHash).toBe(whole.record.traceHash);
    const sent = late.chronicle?.messages.map(({ sentMs }) => sentMs) ?? [];
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(250 - 2);
    const all = whole.chronicle?.messages.filter(({ sentMs }) => sentMs > 250) ?? [];
    expect(sent.filter((ms) => ms > 250)).toEqual(all.map(({ sentMs }) => sentMs));
  });
});

describe('a run that is broken off', () => {
  test('it ends soon after the observation, and is judged as what there was', () => {
    const whole = play([]);
    const order = { world: plainWorld, scenario: scenarioWith([]), seed: 7, rich: false };
    const tenth = (seen: { readonly value: unknown }): boolean =>
      isSame(field(field(seen.value, 'heard'), 'number'), 10);
    const short = ran(finish(player({ program, sliceEvents: 10 })({ ...order, breaksOff: tenth })));
    expect(short.untilMs).toBeGreaterThan(100);
    expect(short.untilMs).toBeLessThan(whole.untilMs / 2);
    const { length } = short.observations;
    expect(JSON.stringify(short.observations)).toBe(
      JSON.stringify(whole.observations.slice(0, length)),
    );
  });
});

describe('taking something out moves nothing else', () => {
  const full = (): Scenario => miniScenario(new Draw('independence'));
  const historyOf = (part: Scenario, which: World = miniWorld): Map<string, unknown> => {
    const record = ran(
      finish(
        player({ program: programOf(rightHabits) })({
          world: which,
          scenario: part,
          seed: 3,
          rich: false,
        }),
      ),
    );
    const lines = record.operations.map(({ operation: { id }, endedMs, answer }) => {
      const effects = record.observations
        .filter(({ tag }) => tag === id)
        .map(({ atMs, value }) => ({ atMs, value }));
      return [id, { endedMs, answer, effects }] as const;
    });
    return new Map(lines);
  };

  test('property: whatever operations are left, each goes as it went before', () => {
    const scenario = { ...full(), faults: numbered(full().faults) };
    const whole = historyOf(scenario);
    fc.assert(
      fc.property(fc.subarray([...scenario.workload], { minLength: 1 }), (workload) => {
        const part = historyOf({ ...scenario, workload });
        for (const [id, history] of part) expect(history).toEqual(whole.get(id));
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  test('a fault less: the others strike the same messages', () => {
    const scenario = { ...full(), faults: numbered(full().faults) };
    const struckBy = (faults: readonly Fault[]): string[] => {
      const end = player({ program: programOf(rightHabits) })({
        world: miniWorld,
        scenario: { ...scenario, faults },
        seed: 3,
        rich: false,
      });
      return ran(finish(end))
        .struck.filter(
          ({ fault, message }) =>
            fault.kind === 'drop' && message?.ordinal === 0 && message.from === 'web',
        )
        .map(({ message }) => JSON.stringify(message));
    };
    const [, requests] = scenario.faults;
    if (requests === undefined) throw new Error('there is a second fault');
    const alone = struckBy([requests]);
    expect(alone.length).toBeGreaterThan(3);
    expect(struckBy(scenario.faults)).toEqual(alone);
  });
});

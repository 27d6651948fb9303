import { describe, expect, test } from 'vitest';
import {
  cut,
  delay,
  drop,
  duplicate,
  hold,
  impair,
  partition,
  reorder,
  ring,
  wiretap,
} from './index.ts';
import { instants, numbers, play, upTo, without, type Heard } from './talking-world.ts';

describe('faults of the network', () => {
  test('partition: what is sent waits for the heal; forMs ends it', () => {
    const record = play([partition({ sides: [['a'], ['b']], at: 105, forMs: 100 })]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(instants(record, 'b').filter((atMs) => atMs > 106 && atMs < 205)).toEqual([]);
    expect(numbers(record, 'c')).toEqual(upTo(49));
  });

  test('overlapping cuts of one direction: healed when the last one ends', () => {
    const record = play([
      cut({ from: 'a', to: 'b', at: 100, forMs: 60 }),
      cut({ from: 'a', to: 'b', at: 120, forMs: 80 }),
    ]);
    expect(instants(record, 'b').filter((atMs) => atMs > 102 && atMs < 200)).toEqual([]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
  });

  test('bridge and ring: who is on no side, or next on the ring, is reached', () => {
    const bridge = play([partition({ sides: [['a'], ['b']], at: 105, forMs: 1_000 })]);
    expect(instants(bridge, 'c').filter((atMs) => atMs > 106 && atMs < 205)).not.toEqual([]);
    const around = play([ring({ nodes: ['a', 'c', 'b', 'd'], reach: 1, at: 105, forMs: 100 })]);
    expect(instants(around, 'b').filter((atMs) => atMs > 106 && atMs < 205)).toEqual([]);
    expect(numbers(around, 'b')).toEqual(upTo(49));
    expect(numbers(around, 'c')).toEqual(upTo(49));
    expect(instants(around, 'c').filter((atMs) => atMs > 106 && atMs < 205)).toHaveLength(10);
  });

  test('impair: later while it lasts, each cause for itself; lost packets are sent again', () => {
    const early = { from: 'a', to: 'b', fromMs: 100 };
    const record = play([
      impair({ ...early, addMs: 30, untilMs: 200 }),
      impair({ ...early, addMs: 50, untilMs: 150 }),
    ]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    const lateness = (arrivals: readonly number[]): readonly number[] =>
      arrivals.map((atMs, index) => Math.round(atMs - index * 10));
    const late = lateness(instants(record, 'b'));
    const [usual = 0] = late;
    expect(late.slice(9, 14).every((ms) => ms >= usual + 49)).toBe(true);
    expect(late.slice(15, 19).every((ms) => ms === usual + 30)).toBe(true);
    expect(late.slice(22).every((ms) => ms <= usual + 1)).toBe(true);
    const lossy = play([impair({ from: '*', to: 'b', loss: 0.2 })]);
    const waited = lateness(instants(lossy, 'b')).filter((ms) => ms > 150);
    expect(waited.length).toBeGreaterThan(2);
    expect(instants(lossy, 'b')).toEqual(instants(lossy, 'b').toSorted((a, b) => a - b));
  });

  test('drop: with certainty, in a window, a number of times, by chance', () => {
    expect(numbers(play([drop({ match: { to: 'b' } })]), 'b')).toEqual([]);
    const inWindow = play([drop({ match: { to: 'b' }, fromMs: 95, untilMs: 125 })]);
    expect(numbers(inWindow, 'b')).toEqual(without(upTo(49), [10, 11, 12]));
    const limited = play([drop({ match: { to: 'b' }, times: 2 })]);
    expect(numbers(limited, 'b')).toEqual(upTo(49, 3));
    const rare = numbers(play([drop({ match: { to: 'b' }, probability: 0.3 })]), 'b').length;
    expect(rare).toBeGreaterThan(20);
    expect(rare).toBeLessThan(45);
  });

  test('times counts over all the names of a match together', () => {
    const record = play([drop({ match: { to: ['b', 'c'] }, times: 3 })]);
    expect(numbers(record, 'b').length + numbers(record, 'c').length).toBe(98 - 3);
  });

  test('delay and reorder: later ones overtake', () => {
    const late = numbers(play([delay({ match: { to: 'b', body: { number: 5 } }, byMs: 25 })]), 'b');
    expect(late.slice(4, 8)).toEqual([6, 7, 5, 8]);
    const mixed = numbers(play([reorder({ match: { to: 'b' }, withinMs: 60 })]), 'b');
    expect(mixed).not.toEqual(mixed.toSorted((left, right) => left - right));
  });

  test('duplicate: twice at the same node, or once more at another', () => {
    const twice = numbers(
      play([duplicate({ match: { to: 'b', body: { number: 5 } }, withinMs: 1 })]),
      'b',
    );
    expect(twice.filter((number) => number === 5)).toHaveLength(2);
    const elsewhere = play([
      duplicate({ match: { to: 'b', body: { number: 5 } }, withinMs: 1, to: ['b', 'c'] }),
    ]);
    expect(numbers(elsewhere, 'b').filter((number) => number === 5)).toHaveLength(1);
    expect(numbers(elsewhere, 'c').filter((number) => number === 5)).toHaveLength(2);
  });

  test('hold: let go so long after another message was delivered', () => {
    const held = hold({
      match: { to: 'b', body: { number: 5 } },
      until: { to: 'b', body: { number: 8 } },
      thenMs: 15,
    });
    expect(numbers(play([held]), 'b').slice(4, 9)).toEqual([6, 7, 8, 9, 5]);
  });

  test('wiretap: a process of the world is shown a copy', () => {
    const record = play([
      wiretap({ match: { to: 'b' }, times: 1, listener: { node: 'c', name: 'ear' }, afterMs: 30 }),
    ]);
    const shown = record.seen<Heard>('heard').find(({ heard }) => heard.kind === 'tapped');
    expect(shown).toMatchObject({
      node: 'c',
      heard: { kind: 'tapped', from: 'a', to: 'b', body: { number: 1 } },
    });
    expect(shown?.atMs).toBeCloseTo(40, 2);
  });
});

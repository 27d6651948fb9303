import { describe, expect, test } from 'vitest';
import { crash, hang, kill, onMessage, pause, restart } from './index.ts';
import { instants, numbers, play, upTo } from './talking-world.ts';

describe('faults of nodes and processes', () => {
  test('crash: what comes while it is down is lost; back: its boot processes start again', () => {
    const record = play([crash({ node: 'b', at: 105, backAfterMs: 200 })]);
    expect(numbers(record, 'b')).not.toContain(15);
    expect(numbers(record, 'b')).toContain(49);
    expect(record.seen('booted').map(({ node, atMs }) => [node, Math.round(atMs)])).toEqual([
      ['b', 0],
      ['c', 0],
      ['b', 305],
    ]);
    expect(record.struck.map(({ phase, nodes }) => [phase, nodes])).toEqual([
      ['begins', ['b']],
      ['ends', ['b']],
    ]);
  });

  test('crash without a way back: it stays down', () => {
    expect(numbers(play([crash({ node: 'b', at: 105 })]), 'b')).toEqual(upTo(10));
  });

  test('crash without power: the peers notice by tick, not at once', () => {
    const reset = play([crash({ node: 'b', at: 105 })], {}, true);
    const silent = play([crash({ node: 'b', at: 105, silent: true })], {}, true);
    expect(numbers(silent, 'b')).toEqual(numbers(reset, 'b'));
    expect(silent.traceHash).not.toBe(reset.traceHash);
  });

  test('crash when a message is sent, with the message: the receiver never gets it', () => {
    const match = { from: 'a', to: 'b', body: { number: 10 } };
    const record = play([
      crash({ node: { end: 'sender' }, at: onMessage('sent', match, { lost: true }) }),
    ]);
    expect(numbers(record, 'b')).toEqual(upTo(9));
    expect(record.struck[0]?.message).toMatchObject({ from: 'a', to: 'b' });
  });

  test('an action some time after the second message of its kind', () => {
    const at = onMessage(
      'sent',
      { from: 'a', to: 'b', body: { number: { $oneOf: [5, 6] } } },
      { nth: 2, plusMs: 35 },
    );
    expect(play([crash({ node: 'b', at })]).struck[0]?.atMs).toBe(95);
  });

  test('restart: down and up in one instant', () => {
    const record = play([restart({ node: 'b', at: 105 })]);
    expect(record.seen('booted')).toHaveLength(3);
    expect(numbers(record, 'b')).toContain(12);
  });

  test('hang: what came meanwhile is handled when it goes on', () => {
    const record = play([hang({ node: 'b', at: 105, forMs: 50 })]);
    expect(numbers(record, 'b')).toEqual(upTo(49));
    expect(instants(record, 'b').filter((atMs) => atMs > 105 && atMs < 155)).toEqual([]);
  });

  test('pause: stands still again and again, inside its window', () => {
    const record = play([pause({ node: 'b', everyMs: 100, forMs: 40, fromMs: 100, untilMs: 350 })]);
    expect(record.struck.filter(({ phase }) => phase === 'begins').map(({ atMs }) => atMs)).toEqual(
      [100, 200, 300],
    );
    expect(instants(record, 'b').filter((atMs) => atMs > 201 && atMs < 240)).toEqual([]);
  });

  test('kill by name: the process is gone, the node is not', () => {
    const record = play([kill({ process: { node: 'b', name: 'ear' }, at: 105 })]);
    expect(numbers(record, 'b')).toEqual(upTo(10));
    expect(numbers(record, 'c')).toEqual(upTo(49));
  });

  test('kill of some that are young and have no children', () => {
    const process = { node: 'd', count: 3, spawnedSinceMs: 60, leaves: true };
    const record = play([kill({ process, at: 200 })]);
    expect(record.readings('processes').map(({ value }) => value)).toEqual([4, 9, 6]);
    expect(record.struck).toHaveLength(3);
  });
});

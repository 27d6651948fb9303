import { describe, expect, test } from 'vitest';
import { drop, hang } from './fault.ts';
import { tellFault } from './fault-words.ts';
import { charged, failing, line, message, struckBy, texts } from './hand-made-failure.ts';
import { miniLab } from './mini-lab.ts';
import { storyEventsMax, storyEventsMin, tellStory } from './story.ts';
import type { Telling } from './tell.ts';

describe('the choice of events', () => {
  test('a loop of forty retries: at most eight events, its ends among them, the ask first, the breach last', () => {
    const messages = Array.from({ length: 40 }, (_, index) => message(index, 12 + index * 2));
    const told = texts(failing({ messages, observations: [charged(50), charged(100)] }));
    expect(told.length).toBeLessThanOrEqual(storyEventsMax);
    expect(told[0]).toBe('A customer places order-1');
    expect(told.at(-1)).toBe('An order is charged at most once: expected at most 1, observed 2');
    expect(told.filter((text) => text === 'The till charges')).toHaveLength(2);
    expect(told.filter((text) => text.startsWith('web asks'))).toHaveLength(2);
  });

  test('hardly anything happened: what there is, and never less than the ask and the breach', () => {
    const told = texts(failing({}));
    expect(told[0]).toBe('A customer places order-1');
    expect(told.length).toBeLessThanOrEqual(storyEventsMin);
    expect(told).toHaveLength(3);
  });

  test('what other conversations did is background', () => {
    const told = texts(
      failing({ observations: [charged(20, 'order-2'), charged(50), charged(100)] }),
    );
    expect(told.filter((text) => text === 'The till charges')).toHaveLength(2);
    expect(told).not.toContain('A customer places order-2');
  });

  test('after the breach nothing is told', () => {
    expect(texts(failing({ observations: [charged(150)] }))).not.toContain('The till charges');
  });

  test('at one instant causes come before what they cause', () => {
    const observations = [charged(99)];
    const timeouts = [{ atMs: 99, process: 1, tag: 'order-1', place: line(7) }];
    const hung = struckBy(hang({ node: 'shop-1', at: 99, forMs: 40 }), 99);
    const kinds = tellStory(failing({ observations, timeouts, struck: [hung] })).story.events.map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['operation', 'fault', 'timeout', 'effect', 'breach']);
  });

  test('an answer that came too late says so', () => {
    const late = message(0, 12, { isLate: true });
    expect(texts(failing({ messages: [late] }))).toContain(
      'web asks shop-1 to place order-1, too late',
    );
  });
});

describe('faults in words', () => {
  test('a lost message is told by what it was, once, and as lost', () => {
    const lost = message(0, 12, { arrivedMs: null, fate: 'lost' });
    const { tag, from, to, ordinal } = lost;
    const struck = [struckBy(drop({ match: {} }), 12, { tag, from, to, ordinal })];
    const { events } = tellStory(failing({ messages: [lost], struck })).story;
    expect(events.filter(({ kind }) => kind === 'lost').map(({ text }) => text)).toEqual([
      'The network loses the request to shop-1',
    ]);
    expect(events.filter(({ kind }) => kind === 'message')).toEqual([]);
  });

  test('a lab may say it in its own words', () => {
    const telling: Telling = { ...miniLab().tell, fault: () => 'A lorry hits the mast' };
    const struck = [struckBy(hang({ node: 'shop-1', at: 20, forMs: 30 }), 20)];
    expect(texts(failing({ struck }, { telling }))).toContain('A lorry hits the mast');
  });

  test('the usual words: beginning and end', () => {
    const stop = struckBy(hang({ node: 'shop-1', at: 20, forMs: 1500 }), 20);
    expect(tellFault(stop, undefined)).toBe('shop-1 stands still for 1,500 ms');
    expect(tellFault({ ...stop, phase: 'ends' }, undefined)).toBe('shop-1 goes on where it stood');
  });
});

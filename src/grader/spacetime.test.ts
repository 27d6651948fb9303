import { describe, expect, test } from 'vitest';
import { drop, hang } from './fault.ts';
import { charged, failing, message, struckBy } from './hand-made-failure.ts';
import { drawSpaceTime } from './spacetime.ts';
import { tellStory } from './story.ts';

describe('the diagram', () => {
  test('clipped to the story; a lost message points at the node it never reached', () => {
    const early = message(0, 1);
    const lost = message(1, 30, { arrivedMs: null, fate: 'lost', toProcess: null });
    const struck = [
      struckBy(drop({ match: {} }), 30, { tag: 'order-1', from: 'web', to: 'shop-1', ordinal: 1 }),
    ];
    const given = failing({
      messages: [early, lost, message(2, 40)],
      struck,
      observations: [charged(100)],
    });
    const { events } = tellStory(given);
    const diagram = drawSpaceTime(given.chronicle, events, {
      tags: ['order-1'],
      label: () => 'request',
    });
    expect(diagram.arrows.find(({ fate }) => fate === 'lost')).toMatchObject({
      fromLane: 1,
      toLane: 2,
      arrivedMs: null,
    });
    expect(diagram.lanes.map(({ node }) => node)).toContain('till');
    expect(diagram.untilMs).toBeGreaterThan(100);
    for (const arrow of diagram.arrows) expect(arrow.label).toBe('request');
    expect(diagram.marks.map(({ kind }) => kind)).toEqual(['operation', 'effect', 'breach']);
  });

  test('a fault that lasts is a span, as far as it lasted', () => {
    const stop = struckBy({ ...hang({ node: 'shop-1', at: 20, forMs: 30 }), id: 'h' }, 20);
    const given = failing({ struck: [stop, { ...stop, atMs: 50, phase: 'ends' }] });
    const diagram = drawSpaceTime(given.chronicle, tellStory(given).events, {
      tags: ['order-1'],
      label: () => '',
    });
    expect(diagram.marks.find(({ kind }) => kind === 'fault')).toMatchObject({
      node: 'shop-1',
      atMs: 20,
      untilMs: 50,
      label: 'hang',
    });
  });
});

import { describe, expect, test } from 'vitest';
import { traceEventKinds, type RunTrace } from '#grader/walk.ts';
import { play } from './model.ts';
import { places, strategies, timeouts, type Setup } from './setup.ts';
import { walkTrip } from './walk.ts';

const setups = strategies.flatMap((strategy) =>
  timeouts.flatMap((timeoutMs) =>
    [false, true].flatMap((always) =>
      [0, ...places.map(({ number }) => number)].map((number): Setup => {
        return { strategy, timeoutMs, always, cuts: number === 0 ? [] : [number] };
      }),
    ),
  ),
);

/** Instants of what is told of a kind. */
function instants({ events }: RunTrace, kind: (typeof traceEventKinds)[number]): number[] {
  const number = traceEventKinds.indexOf(kind);
  return [...events.atMs].filter((_, row) => events.kind[row] === number);
}

describe('seven cuts in the time machine', () => {
  test('every setup: the walk is the very run that the figure has told', () => {
    for (const setup of setups) {
      const trip = play(setup);
      const { walk } = walkTrip(setup);
      expect(walk.end.steps, JSON.stringify(setup)).toBe(trip.events);
      const told = trip.steps.filter(({ kind }) => kind === 'effect').map(({ atMs }) => atMs);
      const parcels = [...walk.trace.texts].filter((text) => text.includes("kind: 'parcel'"));
      expect(parcels, JSON.stringify(setup)).toHaveLength(trip.books);
      expect(instants(walk.trace, 'observed')).toEqual(expect.arrayContaining(told));
      const crashes = trip.steps.filter(({ kind }) => kind === 'crash').map(({ atMs }) => atMs);
      expect(instants(walk.trace, 'nodeChanged')).toEqual(crashes);
    }
  });

  test('states and forks: a lost reply, delivered after all, leaves one book', async () => {
    const { walk, event } = walkTrip({
      strategy: 'at-least-once',
      cuts: [6],
      always: false,
      timeoutMs: 500,
    });
    expect(traceEventKinds[walk.trace.events.kind[event] ?? 0]).toBe('dropped');
    const looked = await walk.moment(walk.trace.events.step[event] ?? 0);
    expect(looked.kind === 'moment' && looked.moment.processes.length).toBeGreaterThan(4);
    const message = walk.trace.events.message[event] ?? -1;
    const { messages, nodes, texts, events } = walk.trace;
    const identity = {
      tag: texts[messages.tag[message] ?? -1] ?? '',
      from: nodes[messages.fromNode[message] ?? -1]?.name ?? '',
      to: nodes[messages.toNode[message] ?? -1]?.name ?? '',
      ordinal: messages.ordinal[message] ?? 0,
    };
    const step = (events.step[messages.sent[message] ?? -1] ?? 1) - 1;
    const forked = await walk.fork({ step, deed: { kind: 'deliver', message: identity } });
    if (forked.kind !== 'walk') throw new Error(forked.stopped.message);
    const parcels = forked.walk.trace.texts.filter((text) => text.includes("kind: 'parcel'"));
    expect(parcels).toHaveLength(1);
    expect(forked.walk.end.hash).not.toBe(walk.end.hash);
  });
});

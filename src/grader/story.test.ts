import { describe, expect, test } from 'vitest';
import type { Chronicle, ChronicleMessage, ChronicleProcess } from './chronicle.ts';
import { drop, hang } from './fault.ts';
import { tellFault } from './fault-words.ts';
import type { Found, Invariant } from './invariant.ts';
import { emptyRecord, miniLab } from './mini-lab.ts';
import type { Struck } from './record.ts';
import { RunRecord } from './record.ts';
import { drawSpaceTime } from './spacetime.ts';
import type { Whereabouts } from './sites.ts';
import { storyEventsMax, storyEventsMin, tellStory } from './story.ts';
import type { Failing } from './scene.ts';
import type { Telling } from './tell.ts';
import type { Operation } from './workload.ts';

const driver = { node: 'web', name: 'web' };
const order: Operation = { id: 'order-1', atMs: 10, fn: 'placeOrder', args: null, driver };
const other: Operation = { ...order, id: 'order-2', atMs: 12 };
const line = (number: number) => ({ file: 'client.ts', line: number, column: 1 });

function message(
  ordinal: number,
  sentMs: number,
  change: Partial<ChronicleMessage> = {},
): ChronicleMessage {
  return {
    tag: 'order-1',
    from: 'web',
    to: 'shop-1',
    ordinal,
    carrier: 'call',
    body: null,
    fromProcess: 1,
    toProcess: 2,
    sentMs,
    arrivedMs: sentMs + 1,
    fate: 'arrived',
    isLate: false,
    place: line(ordinal + 1),
    ...change,
  };
}
function charged(atMs: number, tag = 'order-1'): Chronicle['observations'][number] {
  return {
    atMs,
    node: 'till',
    process: 'till',
    tag,
    value: { kind: 'charged', order: tag },
    processId: 3,
    place: null,
  };
}
const processes: Chronicle['processes'] = [
  {
    id: 1,
    node: 'web',
    label: 'carryOut',
    isNamed: true,
    parent: null,
    startMs: 10,
    endMs: null,
    place: null,
  },
  {
    id: 2,
    node: 'shop-1',
    label: 'shop',
    isNamed: true,
    parent: null,
    startMs: 0,
    endMs: null,
    place: null,
  },
  {
    id: 3,
    node: 'till',
    label: 'till',
    isNamed: true,
    parent: null,
    startMs: 0,
    endMs: null,
    place: null,
  },
];
const breach: Found = {
  atMs: 100,
  expected: 'at most 1',
  observed: '2',
  operation: 'order 1',
  tags: ['order-1'],
  cause: 'twice',
};
const [row] = miniLab().invariants as readonly [Invariant];

function failing(chronicle: Partial<Chronicle>, change: Partial<Failing> = {}): Failing {
  const whole: Chronicle = {
    processes,
    messages: [],
    timeouts: [],
    observations: [],
    struck: [],
    holds: [],
    whereabouts: () => null,
    ...chronicle,
  };
  const record = new RunRecord({
    seed: 1,
    world: 'w',
    scenario: emptyRecord().scenario,
    operations: [order, other],
    observations: whole.observations,
    crashes: [],
    struck: whole.struck,
    wires: new Map(),
    readings: new Map(),
    events: 0,
    traceHash: '',
  });
  return { row, breach, record, chronicle: whole, telling: miniLab().tell, ...change };
}
function texts(given: Failing): string[] {
  return tellStory(given).story.events.map(({ text }) => text);
}
function struckBy(fault: Struck['fault'], atMs: number, message: Struck['message'] = null): Struck {
  return { fault, atMs, nodes: ['shop-1'], message, phase: 'begins', byMs: null };
}

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

describe('place, hint and fingerprint', () => {
  test('the line is that of the message that caused the effect with which it broke', () => {
    const messages = [message(0, 12), message(1, 98, { to: 'till', toProcess: 3 })];
    expect(tellStory(failing({ messages, observations: [charged(100)] })).story.place).toEqual(
      line(2),
    );
  });

  test('without such an effect, the line that was waiting when it broke', () => {
    const timeouts = [{ atMs: 60, process: 1, tag: 'order-1', place: line(9) }];
    expect(tellStory(failing({ messages: [message(0, 12)], timeouts })).story.place).toEqual(
      line(9),
    );
    expect(tellStory(failing({})).story.place).toBeNull();
  });

  test('who is in the middle of it when it breaks: the line at which that process waits', () => {
    const told = (startMs: number, endMs: number | null): string => {
      const helper = { id: 4, node: 'web', label: 'tell', isNamed: false, parent: 1, place: null };
      const { story } = tellStory(
        failing({
          messages: [message(0, 12)],
          processes: [...processes, { ...helper, startMs, endMs }],
          whereabouts: (process, atMs) => {
            const now = process === 4 ? { at: 31, sinceMs: 40 } : { at: 20, sinceMs: 30 };
            if (atMs < now.sinceMs || process === 2 || process === 3) return null;
            return { place: line(now.at), sinceMs: now.sinceMs, tag: 'order-1' };
          },
        }),
      );
      return `${story.placeIs}, ${story.place?.line ?? 0}`;
    };
    // Of two that wait for one another, who was there first.
    expect(told(12, null)).toBe('The line at which web › carryOut was waiting, 20');
    expect(told(8, null)).toBe('The line at which web › tell was waiting, 31');
    expect(told(8, 60)).toBe('The line at which web › carryOut was waiting, 20');
  });

  test('a server that is back where it takes requests keeps nobody waiting', () => {
    const given = failing({
      messages: [message(0, 12)],
      whereabouts: (process) =>
        process === 2 ? { place: line(40), sinceMs: 14, tag: 'order-1' } : null,
    });
    expect(tellStory(given).story.place).toEqual(line(1));
  });

  test('decided before it showed: the line of what happened then', () => {
    const messages = [message(0, 12), message(1, 30), message(2, 99.5)];
    const late = tellStory(failing({ messages })).story;
    expect(late.place).toEqual(line(3));
    const decided = failing({ messages }, { breach: { ...breach, decidedMs: 30 } });
    expect(tellStory(decided).story).toMatchObject({
      place: line(2),
      placeIs: 'The line that sent it',
    });
  });

  test('a breach that began late: what was before is not told', () => {
    const messages = [message(0, 12), message(1, 30), message(2, 99.5)];
    const instants = (since: Partial<Found>): number[] =>
      tellStory(failing({ messages }, { breach: { ...breach, ...since } })).story.events.map(
        ({ atMs }) => Math.floor(atMs),
      );
    expect(instants({})).toContain(13);
    expect(instants({ sinceMs: 31 })).not.toContain(13);
    expect(instants({ sinceMs: 31 }).at(0)).toBe(31);
  });

  test('the world did it because it was asked to: the line that asked', () => {
    const asked = message(0, 12);
    const server = { ...processes[1], id: 5, parent: 2, startMs: 13, label: 'serve' };
    const done = message(1, 99.5, { from: 'shop-1', fromProcess: 5, toProcess: 3, place: null });
    const blamed = { ...breach, blame: 'effect' as const };
    const given = failing(
      { messages: [asked, done], processes: [...processes, server as ChronicleProcess] },
      { breach: blamed },
    );
    expect(tellStory(given).story).toMatchObject({
      place: line(1),
      placeIs: 'The line that asked for it',
    });
  });

  test('a message that nobody takes out of the mailbox: the line at which its receiver waits', () => {
    const whereabouts = (): Whereabouts => ({ place: line(8), sinceMs: 2, tag: '' });
    const told = (endMs: number | null): Failing =>
      failing({
        messages: [message(0, 12, { place: null })],
        processes: processes.map((one) => (one.id === 2 ? { ...one, endMs } : one)),
        whereabouts: (process) => (process === 2 ? whereabouts() : null),
      });
    expect(tellStory(told(null)).story.placeIs).toBe('The line at which shop-1 › shop was waiting');
    expect(tellStory(told(50)).story.place).toBeNull();
  });

  test('a bound over many: what the whole run had comes first', () => {
    const { events } = tellStory(failing({}, { observedWhole: '162 of 170 (95.29 %)' })).story;
    expect(events.at(-1)?.text).toBe(
      'An order is charged at most once: expected at most 1, observed 162 of 170 (95.29 %) in the whole run, 2 in the part of it told here',
    );
  });

  test('title and hint may hang on the breach', () => {
    const own: Invariant = {
      ...row,
      title: ({ cause }) => `It was ${cause}`,
      hint: ({ cause }) => cause.length,
    };
    expect(tellStory(failing({}, { row: own })).story).toMatchObject({
      title: 'It was twice',
      hint: 5,
    });
  });

  test('the fingerprint does not see names, numbers, lines or retries; it sees effects, faults and the cause', () => {
    const print = (given: Failing): string => tellStory(given).story.fingerprint;
    const lost = (to: string, ordinal: number): Partial<Chronicle> => {
      const gone = message(ordinal, 12, { to, arrivedMs: null, fate: 'lost' });
      const hit = struckBy(drop({ match: {} }), 12, { tag: 'order-1', from: 'web', to, ordinal });
      return { messages: [gone], struck: [hit], observations: [charged(50), charged(100)] };
    };
    const first = print(failing(lost('shop-1', 0)));
    expect(print(failing(lost('shop-2', 5)))).toBe(first);
    const retried = {
      ...lost('shop-1', 0),
      timeouts: [{ atMs: 60, process: 1, tag: 'order-1', place: line(3) }],
    };
    expect(print(failing(retried))).toBe(first);
    expect(print(failing({ observations: [charged(50), charged(100)] }))).not.toBe(first);
    expect(print(failing(lost('shop-1', 0), { breach: { ...breach, cause: 'thrice' } }))).not.toBe(
      first,
    );
  });
});

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

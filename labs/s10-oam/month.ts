/** Scenario 1: thirty days of check-outs, and who was told of what. */
import {
  check,
  world,
  type Check,
  type Found,
  type Judgement,
  type RunRecord,
} from '#grader/index.ts';
import { placeOf } from './place.ts';
import {
  aboutOf,
  apart,
  delayOf,
  incidentsOf,
  minutesKnown,
  sayMin,
  sayRule,
  tellingsOf,
  type MonthIncident,
} from './month-record.ts';
import { monthTables } from './month-tables.ts';
import { minutes, monthOf } from './troubles.ts';
import { monthTelling } from './words.ts';

/** A page is over so long after the trouble is. Right: 29 min (the slow rule's short window); m02: 57 min. */
const quietMin = 35;
/** Right: 3 to 10 a month, over 700 months. What is told again and again is one, so no wrong solution is near it. */
const ticketsMax = 12;

export const month = world({
  id: 'month',
  scenario: (draw, seed) => {
    const given = monthOf(draw, seed);
    return {
      nodes: [{ name: 'ops' }],
      boot: [{ node: 'ops', file: 'month.ts', body: 'month', as: 'check-out', arg: plain(given) }],
      workload: given.troubles.map(({ id, fromMin, forMin, share, perMin }) => ({
        id,
        atMs: fromMin * 60_000,
        fn: id.replace(/-?\d+$/, ''),
        args: { fromMin, forMin, share, perMin },
        driver: { node: 'ops', name: 'check-out' },
      })),
      faults: [],
      untilMs: minutes * 60_000 + 1,
    };
  },
  checks: [
    check({ code: 'A-1', scope: 'whole', judge: judgeDelay }),
    check({ code: 'A-2', scope: 'whole', as: 'false pages', judge: judgeFalse }),
    check({ code: 'A-2', scope: 'whole', as: 'tickets', judge: judgeTickets }),
    check({ code: 'A-3', scope: 'whole', judge: judgeQuiet }),
  ] satisfies Check[],
  tables: monthTables,
  tell: monthTelling,
});

/** A scenario's argument is data. */
function plain(value: object): Record<string, never> {
  return value as Record<string, never>;
}

/** Every incident is told in time. */
function judgeDelay(record: RunRecord): Judgement {
  const known = minutesKnown(record);
  const all = tellingsOf(record);
  const due = incidentsOf(record).filter(({ fromMin, withinMin }) => fromMin + withinMin < known);
  const delays = due.map((incident) => ({ incident, delay: delayOf(incident, all) }));
  const first = delays.find(({ incident, delay }) => delay === null || delay > incident.withinMin);
  const shares = delays.map(({ incident, delay }) => (delay ?? Infinity) / incident.withinMin);
  return {
    checked: delays.length,
    worst: delays
      .map(({ incident: { id }, delay }) => `${id} ${delay === null ? 'never' : sayMin(delay)}`)
      .join(', '),
    badness: Math.max(0, ...shares),
    breach: first === undefined ? null : lateBreach(record, first.incident),
  };
}

function lateBreach(record: RunRecord, incident: MonthIncident): Found {
  const { id, words, tells, withinMin, fromMin } = incident;
  const what = tells === 'page' ? 'a page' : 'a ticket';
  return {
    // A microsecond later than the minute is what the rules have seen on record, and it belongs to the story.
    atMs: (fromMin + withinMin + 1) * 60_000 + 1,
    expected: `${what} within ${sayMin(withinMin)}`,
    observed: `none after ${sayMin(withinMin)}`,
    operation: `${id}: ${words}`,
    tags: [id],
    cause: `${id} unseen`,
    place: placeOf(record, 'slo.ts', id === 'I6' ? 'burn' : 'burnRules'),
  };
}

/** Nobody is woken for what is no incident. */
function judgeFalse(record: RunRecord): Judgement {
  const incidents = incidentsOf(record);
  const pages = tellingsOf(record).filter(({ kind }) => kind === 'page');
  const wrong = pages.filter(({ fromMin }) => aboutOf(fromMin, incidents) === null);
  // One for a blip tells most; a nightly job, or none, is told where there is no other.
  const told = wrong.find(({ tag }) => tag.startsWith('blip')) ?? wrong[0];
  return {
    checked: pages.length + 1,
    worst: wrong.length === 0 ? 'none' : `${wrong.length} a month`,
    badness: wrong.length,
    breach:
      told === undefined
        ? null
        : {
            atMs: told.atMs,
            expected: 'no page outside of incidents',
            observed: `${wrong.length} ${wrong.length === 1 ? 'page' : 'pages'}`,
            operation: `rule ${sayRule(told)}`,
            tags: [told.tag],
            cause: `false pages by ${told.longMin} min and ${told.shortMin} min`,
            isOverMany: true,
            place: placeOf(record, 'slo.ts', 'burnRules'),
          },
  };
}

/** Tickets are few. */
function judgeTickets(record: RunRecord): Judgement {
  const tickets = apart(tellingsOf(record), minutesKnown(record));
  const tooMany = tickets[ticketsMax];
  return {
    checked: tickets.length + 1,
    worst: String(tickets.length),
    badness: tickets.length,
    breach:
      tooMany === undefined
        ? null
        : {
            atMs: tooMany.atMs,
            expected: `at most ${ticketsMax} tickets a month`,
            observed: `${tickets.length} tickets`,
            operation: `rule ${sayRule(tooMany)}`,
            tags: [tooMany.tag],
            cause: 'many tickets',
            isOverMany: true,
            place: placeOf(record, 'slo.ts', 'burnRules'),
          },
  };
}

/** A page ends when the trouble does. */
function judgeQuiet(record: RunRecord): Judgement {
  const outage = incidentsOf(record).find(({ id }) => id === 'I2');
  const known = minutesKnown(record);
  if (outage === undefined || outage.endMin + quietMin >= known) {
    return { checked: 0, worst: null, badness: 0, breach: null };
  }
  const { endMin, fromMin, id, words } = outage;
  const active = tellingsOf(record)
    .filter(({ kind, fromMin: from }) => kind === 'page' && from >= fromMin && from <= endMin)
    .map((page) => ({ page, after: (page.toMin ?? known) - endMin }))
    .toSorted((one, other) => other.after - one.after);
  const [longest] = active;
  const after = longest?.after ?? 0;
  return {
    checked: active.length,
    worst: sayMin(Math.max(0, after)),
    badness: after,
    breach:
      longest === undefined || after <= quietMin
        ? null
        : {
            atMs: (endMin + quietMin + 1) * 60_000,
            expected: `quiet ${quietMin} min after the end of ${id}`,
            observed: `rule ${sayRule(longest.page)} is still active`,
            operation: `${id}: ${words}`,
            tags: [id],
            cause: 'still active',
            place: placeOf(record, 'slo.ts', 'burnRules'),
          },
  };
}

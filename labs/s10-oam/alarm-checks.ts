/** How alarms come and go: in time, once, and for good. */
import type { Found, Judgement, RunRecord } from '#grader/index.ts';
import { eveningRecordOf, graceMs, isIncident, type Episode, type Happened } from './alarms.ts';
import { clock, minutesSay, nameOf } from './evening-words.ts';
import { placeOf } from './place.ts';

const minute = 60_000;

/**
 * Something that ends badly, and how long before somebody must know. Right, over 300 evenings: J1 18.3 min and more, J7
 * 17.3, J2 31.5, J3 38.7. A level that the saw-tooth does not reach leaves J1 11.5 min (m20), one of 95 % none (m06).
 */
const leadMin: Readonly<Record<string, number>> = { J1: 15, J2: 5, J3: 10, J7: 10 };

/** How long before its bad end something was raised; null if not at all. */
function leadOf({ id, endMs }: Happened, episodes: readonly Episode[]): number | null {
  const first = episodes.find(({ about, atMs }) => about?.id === id && atMs < endMs);
  return first === undefined ? null : endMs - first.atMs;
}

export function judgeLead(record: RunRecord): Judgement {
  const { happened, episodes } = eveningRecordOf(record);
  const leads = happened
    .filter(({ id, how }) => leadMin[id] !== undefined && how !== null)
    .map((one) => ({ one, lead: leadOf(one, episodes), min: leadMin[one.id] ?? 0 }));
  const late = leads
    .filter(({ lead, min }) => (lead ?? 0) < min * minute)
    .toSorted((left, right) => left.one.endMs - right.one.endMs);
  const [first] = late;
  return {
    checked: leads.length,
    worst: leads.map(({ one: { id }, lead }) => `${id} ${minutesSay(lead ?? 0)}`).join(', '),
    badness: late.length,
    breach:
      first === undefined
        ? null
        : {
            atMs: first.one.endMs,
            expected: `an alarm ${first.min} min before ${nameOf(first.one.what)} ends badly`,
            observed: first.lead === null ? 'none' : `one ${minutesSay(first.lead)} before the end`,
            operation: `${first.one.id}: ${nameOf(first.one.what)}`,
            tags: [first.one.id],
            cause: `${first.lead === null ? 'none' : 'late'} for ${first.one.what.kind}`,
            place: placeOf(record, 'rules.ts', 'rules'),
          },
  };
}

/** Once an incident, and never for noise. */
export function judgeCalm(record: RunRecord): Judgement {
  const { episodes } = eveningRecordOf(record);
  const noise = episodes.filter(
    ({ about }) => about === null || about.what.kind === 'sawtooth' || about.what.kind === 'batch',
  );
  const counts = new Map<string, Episode[]>();
  for (const one of episodes) {
    if (one.about === null || !isIncident(one.about)) continue;
    const key = `${one.about.id} ${one.alarm}@${one.on}`;
    counts.set(key, [...(counts.get(key) ?? []), one]);
  }
  const again = [...counts.values()].find((all) => all.length > 1);
  const most = Math.max(0, ...[...counts.values()].map((all) => all.length));
  const sawtooth = noise.filter(({ about }) => about?.what.kind === 'sawtooth');
  const wrong = sawtooth.length > 0 ? sawtooth : noise.length > 0 ? noise : (again ?? []);
  return {
    checked: episodes.length + 1,
    worst: `${noise.length} for noise, ${2 * most} changes for one incident`,
    badness: noise.length + most,
    breach: wrong.length === 0 ? null : restless(record, wrong),
  };
}

function restless(record: RunRecord, wrong: readonly Episode[]): Found {
  const { length } = wrong;
  const shown = wrong[Math.min(length, 3) - 1] ?? wrong[0];
  const about = shown?.about ?? null;
  const kind = about?.what.kind ?? 'nothing';
  const isNoise = about === null || !isIncident(about);
  // A rule that comes and goes with the saw-tooth, and one that takes a tooth for a trend, are two mistakes.
  const pace = length > 2 ? 'again and again' : 'once';
  return {
    atMs: shown?.atMs ?? 0,
    expected: isNoise ? 'no alarm for noise' : 'one raise and one clear',
    observed: `raised ${length === 1 ? 'once' : `${length} times`}`,
    operation: `${shown?.alarm ?? ''} on ${shown?.on ?? ''}`,
    tags: about === null ? [] : [about.id],
    cause: `${kind}, ${pace}`,
    isOverMany: true,
    place: placeOf(record, 'rules.ts', 'rules'),
  };
}

/** What is over is cleared. */
export function judgeCleared(record: RunRecord): Judgement {
  const { episodes, happened, untilMs } = eveningRecordOf(record);
  const isWhole = untilMs >= 240 * minute;
  const left = isWhole ? episodes.filter(({ clearedMs }) => clearedMs === null) : [];
  const late = episodes
    .filter(({ about }) => about !== null && isIncident(about))
    .map((episode) => ({ episode, dueMs: dueOf(episode, happened) }))
    .filter(({ episode, dueMs }) => (episode.clearedMs ?? Infinity) > dueMs && dueMs <= untilMs)
    .toSorted((one, other) => one.dueMs - other.dueMs);
  const delays = episodes.flatMap((one) =>
    one.clearedMs === null || one.about === null || !isIncident(one.about)
      ? []
      : [one.clearedMs - dueOf(one, happened) + graceMs],
  );
  const worst = Math.max(0, ...delays);
  const said = `cleared after ${minutesSay(worst)}; ${left.length} left`;
  const judgement = {
    checked: episodes.length + 1,
    worst: said,
    badness: left.length * 1e9 + worst,
  };
  if (left.length > 0) {
    const [first] = left;
    return {
      ...judgement,
      breach: {
        atMs: untilMs,
        expected: 'no alarm left when everything is over',
        observed: `${left.length} ${left.length === 1 ? 'alarm is' : 'alarms are'} active`,
        operation: `${first?.alarm ?? ''} on ${first?.on ?? ''}, since ${clock(first?.atMs ?? 0)}`,
        tags: first?.about == null ? [] : [first.about.id],
        cause: 'left at the end',
        place: placeOf(record, 'rules.ts', 'step'),
      },
    };
  }
  const [first] = late;
  if (first === undefined) return { ...judgement, breach: null };
  const { alarm, on: node, about } = first.episode;
  return {
    ...judgement,
    breach: {
      atMs: first.dueMs,
      expected: `cleared within ${minutesSay(graceMs)} of the end`,
      observed: 'still active',
      operation: `${alarm} on ${node}`,
      tags: about === null ? [] : [about.id],
      cause: 'cleared late',
      place: placeOf(record, 'rules.ts', 'rules'),
    },
  };
}

/** When an alarm must be cleared: not while nothing is known of its node. */
function dueOf({ about, on: node }: Episode, happened: readonly Happened[]): number {
  const endMs = about?.endMs ?? 0;
  const silent = happened.find(
    ({ what, fromMs, endMs: until }) =>
      what.kind === 'exporter' && what.node === node && fromMs <= endMs && until > endMs,
  );
  return Math.max(endMs, silent?.endMs ?? 0) + graceMs;
}

/** Z-12 and Z-13: who is woken, and what it costs. */
import { formatNumber } from '#grader/format.ts';
import { clockOf, nightMs } from './clock.ts';
import type { AlarmReport, CampaignFault, Cost, FaultReport } from './night-types.ts';
import {
  counted,
  wiring,
  type Broken,
  type NightPromise,
  type NightRecord,
  seen,
} from './promise.ts';

const delayMaxMs = 60_000;
const falseMax = 1;
/** Five minutes before the disk is full, at 31:00. */
const diskDueMs = 26 * 60_000;

/** Alarms of the night, each from its raising to its clearing, with the fault that it tells of. */
export function alarmsOf(record: NightRecord): AlarmReport[] {
  const alarms: AlarmReport[] = [];
  const open = new Map<string, number>();
  for (const { atMs, value } of seen(record, 'alarm')) {
    const { alarm, entity, state, paged, explainedBy } = value;
    const key = `${alarm} ${entity}`;
    const known = open.get(key);
    if (state === 'cleared') {
      const before = known === undefined ? undefined : alarms[known];
      if (known !== undefined && before !== undefined)
        alarms[known] = { ...before, clearedMs: atMs };
      open.delete(key);
      continue;
    }
    if (known !== undefined) continue;
    open.set(key, alarms.length);
    const fault = tells(record.faults, value, atMs);
    alarms.push({ alarm, entity, raisedMs: atMs, clearedMs: null, paged, explainedBy, fault });
  }
  return alarms;
}

/** The fault that an alarm tells of: the latest that began before it and names its rule and entity. */
function tells(
  faults: readonly CampaignFault[],
  { alarm, entity }: Pick<AlarmReport, 'alarm' | 'entity'>,
  atMs: number,
): string | null {
  const told = faults.filter(
    ({ fromMs, untilMs, alarms }) =>
      fromMs <= atMs &&
      atMs < untilMs + delayMaxMs &&
      alarms.some((one) => one.alarm === alarm && (one.entity === '*' || one.entity === entity)),
  );
  return told.at(-1)?.id ?? null;
}

/** Each fault with what the desk heard of it. */
export function faultReports(record: NightRecord, alarms: readonly AlarmReport[]): FaultReport[] {
  return record.faults.map((fault) => {
    const pages = alarms.filter((alarm) => alarm.paged && alarm.fault === fault.id);
    const [first] = pages;
    return {
      ...fault,
      delayMs: first === undefined ? null : first.raisedMs - fault.fromMs,
      pages: pages.length,
    };
  });
}

/** When at the latest a fault has to be known of. */
function dueMs({ id, fromMs }: CampaignFault): number {
  return id === 'F11' ? diskDueMs : fromMs + delayMaxMs;
}

/** Z-12: one page for each fault, in time, and no more than one for nothing. */
export const desk: NightPromise = (record) => {
  const alarms = alarmsOf(record);
  const broken: Broken[] = [];
  const reports = faultReports(record, alarms).filter(({ id }) => id !== 'upgrade');
  let pagesMost = 0;
  for (const fault of reports) {
    pagesMost = Math.max(pagesMost, fault.pages);
    const second = alarms.filter(({ paged, fault: told }) => paged && told === fault.id)[1];
    if (second !== undefined) broken.push(flooded(fault, alarms, second));
    const due = dueMs(fault);
    if (record.untilMs < due) continue;
    const raisedMs = fault.delayMs === null ? null : fault.fromMs + fault.delayMs;
    if (raisedMs === null || raisedMs > due) broken.push(unheard(fault, due, raisedMs));
  }
  const wrong = alarms.filter(({ paged, fault }) => paged && fault === null);
  const tooMany = wrong[falseMax];
  if (tooMany !== undefined) broken.push(falsePage(tooMany, wrong.length));
  broken.sort((left, right) => left.atMs - right.atMs);
  const delays = reports.flatMap(({ id, delayMs }) =>
    id === 'F11' || delayMs === null ? [] : [delayMs],
  );
  const unheardOf = broken.filter(({ cause }) => cause.startsWith('unheard')).length;
  return {
    code: 'Z-12',
    checked: reports.length,
    value: `${(Math.max(0, ...delays) / 1000).toFixed(0)} s; ${pagesMost} a fault; ${wrong.length} false`,
    badness: unheardOf + Math.max(0, pagesMost - 1) + Math.max(0, wrong.length - falseMax),
    broken,
  };
};

function unheard(fault: FaultReport, due: number, raisedMs: number | null): Broken {
  const said =
    raisedMs === null ? 'nobody was woken' : `the first page came at ${clockOf(raisedMs)}`;
  return {
    atMs: due,
    fromMs: fault.fromMs,
    untilMs: due,
    title: 'Nobody is told',
    text: `${fault.title} at ${clockOf(fault.fromMs)}; by ${clockOf(due)} somebody should know: ${said}.`,
    count: 1,
    decision: wiring('slots.watch', 's10-oam'),
    observed: said,
    operation: fault.title,
    cause: `unheard ${fault.id}`,
    tags: [],
  };
}

function flooded(fault: FaultReport, alarms: readonly AlarmReport[], second: AlarmReport): Broken {
  const pages = alarms.filter(({ paged, fault: told }) => paged && told === fault.id);
  const [first] = pages;
  return {
    atMs: second.raisedMs,
    fromMs: fault.fromMs,
    untilMs: fault.untilMs,
    title: 'One fault, many pages',
    text: `${fault.title} at ${clockOf(fault.fromMs)} pages ${counted(pages.length, 'time')}: ${first?.alarm} ${first?.entity}, then ${second.alarm} ${second.entity} at ${clockOf(second.raisedMs)}. What follows from an alarm that is up already should hang below it.`,
    count: pages.length,
    decision: wiring('slots.watch', 's10-oam'),
    observed: `${second.alarm} ${second.entity} pages as well`,
    operation: fault.title,
    cause: 'many pages',
    tags: [],
  };
}

function falsePage({ alarm, entity, raisedMs }: AlarmReport, count: number): Broken {
  return {
    atMs: raisedMs,
    fromMs: raisedMs,
    untilMs: raisedMs,
    title: 'Woken for nothing',
    text: `${alarm} ${entity} pages at ${clockOf(raisedMs)}, and no fault of the campaign explains it: ${counted(count, 'false page')} in the night.`,
    count,
    decision: wiring('slots.watch', 's10-oam'),
    observed: counted(count, 'false page'),
    operation: `${alarm} ${entity}`,
    cause: 'false page',
    tags: [],
  };
}

const plannedNodes = 22;
const costMax = 1.5;

/** What the fleet cost until the night, or what was played of it, was over. */
export function costOf(record: NightRecord): Cost {
  let nodeSeconds = 0;
  let sinceMs = 0;
  let paid = plannedNodes;
  let nodesMax = 0;
  for (const { atMs, value } of seen(record, 'fleet')) {
    nodeSeconds += (paid * (atMs - sinceMs)) / 1_000;
    sinceMs = atMs;
    paid = value.nodes.length;
    nodesMax = Math.max(nodesMax, paid);
  }
  nodeSeconds += (paid * (record.untilMs - sinceMs)) / 1_000;
  const plannedNodeSeconds = (plannedNodes * nightMs) / 1_000;
  const ratio = nodeSeconds / plannedNodeSeconds;
  return { nodeSeconds, plannedNodeSeconds, ratio, nodesMax: Math.max(nodesMax, paid) };
}

/** Z-13: head-room is paid for. */
export const cost: NightPromise = (record) => {
  const { nodeSeconds, plannedNodeSeconds, ratio, nodesMax } = costOf(record);
  const broken: Broken[] =
    ratio <= costMax
      ? []
      : [
          {
            atMs: record.untilMs,
            fromMs: 0,
            untilMs: record.untilMs,
            title: 'The night is too dear',
            text: `${formatNumber(Math.round(nodeSeconds))} node-seconds for a plan of ${formatNumber(plannedNodeSeconds)}; at most there were ${nodesMax} nodes. Ratios that are planned for the peak cost it all night.`,
            count: 1,
            decision: wiring('ratios', 's8-blueprint'),
            observed: `${formatNumber(ratio)} × the plan`,
            operation: 'the fleet',
            cause: 'cost',
            tags: [],
          },
        ];
  return {
    code: 'Z-13',
    checked: 1,
    value: `${formatNumber(ratio)} ×`,
    badness: ratio - costMax,
    broken,
  };
};

/** Z-10, Z-11 and Z-14: what overload and change may do. */
import { isInDeploy, isServed, nameOf, sayEnd, type Call } from './calls.ts';
import { clockOf, deploy, isWithin, loadUntilMs, patienceMs } from './clock.ts';
import type { CampaignFault } from './night-types.ts';
import {
  duringOf,
  wiring,
  type Broken,
  type NightPromise,
  type NightRecord,
  seen,
} from './promise.ts';

/** Calls at the bottom for one request: three copies and one more. */
const bottomMax = 4;
/** Share of what was offered that has to be served after a fault. */
const backShare = 0.95;
const backAfterMs = 5_000;
const backForMs = 10_000;

/** Z-10: no fault leaves the system in a state of its own, and no request multiplies on its way down. */
export const recovery: NightPromise = (record) => {
  const multiplied = seen(record, 'multiplied');
  const most = Math.max(0, ...multiplied.map(({ value }) => value.bottomCalls));
  const broken: Broken[] = multiplied
    .filter(({ value }) => value.bottomCalls > bottomMax)
    .map(({ atMs, value: { fn, key, bottom, bottomCalls } }) => ({
      atMs,
      fromMs: atMs,
      untilMs: atMs,
      title: 'Retries at two layers multiply',
      text: `${cap(nameOf({ fn, key }))} is asking ${bottom} for the ${bottomCalls}th time at ${clockOf(atMs)}${duringOf(record, atMs)}. Whoever asks again at two layers asks 3 × 3 times when the bottom fails.`,
      count: bottomCalls,
      decision: wiring('attempts', 's5-retry'),
      observed: `${bottomCalls} calls for ${nameOf({ fn, key })}`,
      operation: nameOf({ fn, key }),
      cause: 'multiplied',
      tags: [`${fn}-${key}`],
    }));
  const shares = record.faults.flatMap((fault) => backFrom(record, fault));
  for (const { fault, share, fromMs, untilMs, calls } of shares) {
    if (share >= backShare) continue;
    const bad = calls.filter((call) => !isServed(call));
    broken.push({
      atMs: untilMs + patienceMs,
      fromMs,
      untilMs,
      title: 'The fault is over, and the trouble is not',
      text: `${fault.title} ended at ${clockOf(fault.untilMs)}. From ${clockOf(fromMs)} to ${clockOf(untilMs)} only ${percent(share)} of ${calls.length} requests were served; ${bad[0] === undefined ? '' : `${sayEnd(bad[0])}. `}Queues that were filled during the fault keep the system there.`,
      count: bad.length,
      decision: wiring('queues', 's9-regulate'),
      observed: `${percent(share)} of what was offered`,
      operation: bad[0] === undefined ? fault.title : nameOf(bad[0]),
      cause: 'not back',
      tags: bad.slice(0, 1).map(({ fn, key }) => `${fn}-${key}`),
    });
  }
  broken.sort((left, right) => left.atMs - right.atMs);
  const least = Math.min(1, ...shares.map(({ share }) => share));
  return {
    code: 'Z-10',
    checked: record.calls.length,
    value: `${percent(least)}; ${Math.max(most, 1)} calls`,
    badness: Math.max(most - bottomMax, (backShare - least) * 100),
    broken,
  };
};

interface Back {
  readonly fault: CampaignFault;
  readonly share: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly calls: readonly Call[];
}
/** How much was served in the ten seconds that begin five seconds after the fault, unless they lie outside the night. */
function backFrom(record: NightRecord, fault: CampaignFault): Back[] {
  const fromMs = fault.untilMs + backAfterMs;
  const untilMs = fromMs + backForMs;
  if (untilMs > loadUntilMs || record.untilMs < untilMs + patienceMs) return [];
  const calls = record.calls.filter(({ askedMs }) => isWithin(askedMs, { fromMs, untilMs }));
  if (calls.length === 0) return [];
  const share = calls.filter((call) => isServed(call)).length / calls.length;
  return [{ fault, share, fromMs, untilMs, calls }];
}

const slotsMax = 50;

/** Z-11: PayHub takes fifty at once, and bans who brings more. */
export const payHub: NightPromise = (record) => {
  const uses = seen(record, 'payhub');
  const bans = seen(record, 'banned');
  const most = Math.max(
    0,
    ...uses.map(({ value }) => value.slotsMax),
    ...bans.map(({ value }) => value.concurrent),
  );
  const broken: Broken[] = [
    ...bans.map(({ atMs, value: { concurrent } }) => payBroken(record, atMs, concurrent)),
    ...uses
      .filter(({ value }) => value.slotsMax > slotsMax)
      .map(({ atMs, value }) => payBroken(record, atMs, value.slotsMax)),
  ].sort((left, right) => left.atMs - right.atMs);
  return {
    code: 'Z-11',
    checked: uses.length,
    value: `${most} at once, ${bans.length} bans`,
    badness: most - slotsMax + bans.length,
    broken,
  };
};

function payBroken(record: NightRecord, atMs: number, concurrent: number): Broken {
  return {
    atMs,
    fromMs: atMs,
    untilMs: atMs + 5_000,
    title: 'PayHub bans Papertrain',
    text: `${concurrent} requests were at PayHub at once at ${clockOf(atMs)}${duringOf(record, atMs)}; it takes ${slotsMax}, and shuts out whoever brings more for 5 s.`,
    count: concurrent,
    decision: wiring('queues', 's9-regulate'),
    observed: `${concurrent} at once`,
    operation: 'the gateway to PayHub',
    cause: 'ban',
    tags: [],
  };
}

/** Z-14: the upgrade fails nobody. */
export const upgrade: NightPromise = (record) => {
  const calls = record.calls.filter((call) => isInDeploy(call));
  const failed = calls.filter((call) => !isServed(call));
  const broken: Broken[] = failed.map((call) => {
    const upgraded = seen(record, 'upgraded').filter(({ atMs }) => atMs <= call.knownMs);
    const last = upgraded.at(-1);
    return {
      atMs: call.knownMs,
      fromMs: call.askedMs,
      untilMs: call.knownMs,
      title: 'The upgrade fails requests',
      text: `${cap(sayEnd(call))}, asked at ${clockOf(call.askedMs)} while ${upgraded.length} of 22 nodes ran version 2${last === undefined ? '' : ` (the last was ${last.value.node})`}. Versions 1 and 2 have to understand each other for as long as both run.`,
      count: 1,
      decision: wiring('slots.contract', 's4-api'),
      observed: sayEnd(call),
      operation: nameOf(call),
      cause: 'failed in the upgrade',
      tags: [`${call.fn}-${call.key}`],
    };
  });
  return {
    code: 'Z-14',
    checked: record.untilMs < deploy.fromMs ? 0 : calls.length,
    value: `${failed.length} failed`,
    badness: failed.length,
    broken,
  };
};

/** 0.9912 -> `99.1 %`. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}

export function cap(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

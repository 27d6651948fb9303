/** Z-1, Z-2, Z-3 and Z-5: what must never happen, whatever fails. Carts are in promises-carts.ts. */
import { formatNumber } from '#grader/format.ts';
import { nameOf } from './calls.ts';
import { auditedMs, clockOf, loadUntilMs, settledMs } from './clock.ts';
import {
  counted,
  seen,
  duringOf,
  faultAt,
  ledgerRow,
  type Broken,
  type NightPromise,
  type NightRecord,
} from './promise.ts';
import type { BallotAudit } from './world/observed.ts';

/** Z-1: charges and parcels per order. */
export const once: NightPromise = (record) => {
  const first = new Map<string, number>();
  const broken: Broken[] = [];
  let most = 0;
  const counts = new Map<string, number>();
  for (const { atMs, value } of record.observed) {
    if (value.kind !== 'charged' && value.kind !== 'shipped') continue;
    const key = `${value.kind} ${value.order}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    most = Math.max(most, count);
    if (count === 1) first.set(key, atMs);
    else broken.push(twice(record, value, { atMs, firstMs: first.get(key) ?? 0, count }));
  }
  return {
    code: 'Z-1',
    checked: counts.size,
    value: counted(most, 'time'),
    badness: broken.length,
    broken,
  };
};

function twice(
  record: NightRecord,
  { kind, order }: { readonly kind: 'charged' | 'shipped'; readonly order: number },
  {
    atMs,
    firstMs,
    count,
  }: { readonly atMs: number; readonly firstMs: number; readonly count: number },
): Broken {
  const noun = kind === 'charged' ? 'charge' : 'parcel';
  const crash = faultAt(record.faults, atMs, 40_000);
  const forgot = crash === null ? '' : ` ${crash.title} lay between them or just before.`;
  return {
    atMs,
    fromMs: firstMs,
    untilMs: atMs,
    title: kind === 'charged' ? 'Charged twice for one order' : 'Two parcels for one order',
    text: `Order ${order}: the first ${noun} at ${clockOf(firstMs)}, ${noun} ${count} at ${clockOf(atMs)}.${forgot} Whoever was asked the second time did not know of the first.`,
    count,
    decision: isForgetful(record)
      ? ledgerRow(record, { row: 'order.place', column: 'sharing', chapter: 's6-share' })
      : ledgerRow(record, { row: 'order.place', column: 'retry', chapter: 's5-retry' }),
    observed: `${count} ${noun}s, the first at ${clockOf(firstMs)}`,
    operation: `order ${order}`,
    cause: `${noun} twice`,
    tags: [`order-${order}`],
  };
}

/** Who answers for an order without a majority that knows of it may forget it, or act on an old copy. */
function isForgetful({ ledger }: NightRecord): boolean {
  const sharing = ledger['order.place']?.['sharing'];
  return sharing !== undefined && sharing !== 'majority';
}

/** Z-2: an order that was confirmed is charged and shipped by 29:00, and nobody is left in the dark. */
export const done: NightPromise = (record) => {
  const charged = new Set(seen(record, 'charged').map(({ value }) => value.order));
  const shipped = new Set(seen(record, 'shipped').map(({ value }) => value.order));
  const acked = record.calls.filter(
    ({ fn, outcome, answeredMs }) => fn === 'order' && outcome === 'ok' && answeredMs !== null,
  );
  const due =
    record.untilMs < loadUntilMs ? [] : acked.filter((call) => (call.answeredMs ?? 0) < settledMs);
  const broken: Broken[] = [];
  for (const call of due) {
    const missing = [
      ...(charged.has(call.key) ? [] : ['charge']),
      ...(shipped.has(call.key) ? [] : ['parcel']),
    ];
    const [first] = missing;
    if (first === undefined) continue;
    broken.push({
      atMs: loadUntilMs,
      fromMs: call.answeredMs ?? call.askedMs,
      untilMs: loadUntilMs,
      title: first === 'charge' ? 'Confirmed, and never paid' : 'Paid, and never sent',
      text: `Order ${call.key} was confirmed at ${clockOf(call.answeredMs ?? 0)}${duringOf(record, call.askedMs)}; at 29:00 there is no ${missing.join(' and no ')}. Nobody went back to it.`,
      count: missing.length,
      decision: ledgerRow(record, { row: 'order.ship', column: 'retry', chapter: 's5-retry' }),
      observed: `no ${missing.join(' and no ')} at 29:00`,
      operation: nameOf(call),
      cause: `never ${first}`,
      tags: [`order-${call.key}`],
    });
  }
  for (const { atMs, value } of seen(record, 'orderAudit')) {
    const [order] = value.unknown;
    if (order === undefined) continue;
    broken.push({
      atMs,
      fromMs: loadUntilMs,
      untilMs: atMs,
      title: 'Nobody knows what became of an order',
      text: `${counted(value.unknown.length, 'order')} (the first is ${order}) are still in the dark at the audit: the reconciler has not settled them.`,
      count: value.unknown.length,
      decision: ledgerRow(record, { row: 'order.place', column: 'retry', chapter: 's5-retry' }),
      observed: `${counted(value.unknown.length, 'order')} in the dark`,
      operation: `order ${order}`,
      cause: 'unknown left',
      tags: [`order-${order}`],
    });
  }
  const left = broken.length;
  return {
    code: 'Z-2',
    checked: acked.length,
    value: counted(left, 'order') + ' open',
    badness: left,
    broken,
  };
};

/** Z-3: a vote that was accepted is in the tally once, and the bill is the tally. */
export const tallied: NightPromise = (record) => {
  const broken: Broken[] = seen(record, 'talliedTwice').map(({ atMs, value: { vote, node } }) =>
    voteBroken(record, {
      atMs,
      vote,
      cause: 'twice',
      said: `counted a second time by ${node}`,
      count: 1,
    }),
  );
  const accepted = record.calls.filter(({ fn, outcome }) => fn === 'vote' && outcome === 'ok');
  const audits = seen(record, 'ballotAudit').map(({ value }) => value);
  if (record.untilMs >= auditedMs && audits.length > 0) {
    const acked = accepted.filter(({ answeredMs }) => (answeredMs ?? Infinity) < loadUntilMs);
    const { twice, missing, unbilled } = ballots(
      audits,
      acked.map(({ key }) => key),
    );
    const cases = [
      { votes: twice, cause: 'twice', said: 'in the tally twice' },
      { votes: missing, cause: 'lost', said: 'accepted, and not in the tally' },
      {
        votes: unbilled,
        cause: 'bill',
        said: 'on the bill or in the tally, and not in both alike',
      },
    ];
    for (const { votes, cause, said } of cases) {
      const [vote] = votes;
      if (vote === undefined || broken.some((one) => one.cause === `vote ${cause}`)) continue;
      broken.push(voteBroken(record, { atMs: auditedMs, vote, cause, said, count: votes.length }));
    }
  }
  const wrong = broken.reduce((sum, { count }) => sum + count, 0);
  return {
    code: 'Z-3',
    checked: accepted.length,
    value: `${counted(wrong, 'vote')} wrong`,
    badness: wrong,
    broken,
  };
};

interface VoteCase {
  readonly atMs: number;
  readonly vote: number;
  readonly cause: string;
  readonly said: string;
  readonly count: number;
}
function voteBroken(record: NightRecord, { atMs, vote, cause, said, count }: VoteCase): Broken {
  const call = record.calls.find(({ fn, key }) => fn === 'vote' && key === vote);
  const sentMs = call?.askedMs ?? atMs;
  return {
    atMs,
    fromMs: sentMs,
    untilMs: atMs,
    title: cause === 'lost' ? 'A vote that was accepted is gone' : 'A vote that counts twice',
    text: `Vote ${vote}, sent at ${clockOf(sentMs)}${duringOf(record, sentMs)}, is ${said}${count > 1 ? `; so are ${formatNumber(count - 1)} more` : ''}. The sender pays for each.`,
    count,
    decision: ledgerRow(record, { row: 'sms.vote', column: 'retry', chapter: 's5-retry' }),
    observed: `vote ${vote}: ${said}`,
    operation: `vote ${vote}`,
    cause: `vote ${cause}`,
    tags: [`vote-${vote}`],
  };
}

/** What is wrong in the books of all tallies together. */
function ballots(
  audits: readonly BallotAudit[],
  acked: readonly number[],
): { readonly twice: number[]; readonly missing: number[]; readonly unbilled: number[] } {
  const tally = new Map<number, number>();
  const bill = new Map<number, number>();
  for (const { tallied: votes, billed } of audits) {
    for (const vote of votes) tally.set(vote, (tally.get(vote) ?? 0) + 1);
    for (const vote of billed) bill.set(vote, (bill.get(vote) ?? 0) + 1);
  }
  const all = new Set([...tally.keys(), ...bill.keys()]);
  return {
    twice: [...tally].filter(([, count]) => count > 1).map(([vote]) => vote),
    missing: acked.filter((vote) => !tally.has(vote)),
    unbilled: [...all].filter((vote) => (tally.get(vote) ?? 0) !== (bill.get(vote) ?? 0)),
  };
}

/** Z-5: nothing is sold that is not there, and nobody writes whose term is over. */
export const soldOnce: NightPromise = (record) => {
  const sales = seen(record, 'sold');
  const over: Broken[] = sales
    .filter(({ value }) => value.left < 0)
    .map(({ atMs, value: { order, item, left } }) => ({
      atMs,
      fromMs: atMs,
      untilMs: atMs,
      title: 'Sold what is not there',
      text: `${item} was promised to order ${order} at ${clockOf(atMs)}${duringOf(record, atMs)} when none was left: ${counted(-left, 'copy')} too many. Somebody sold without asking a majority.`,
      count: -left,
      decision: ledgerRow(record, { row: 'order.place', column: 'sharing', chapter: 's6-share' }),
      observed: `${-left} too many of ${item}`,
      operation: `order ${order}`,
      cause: 'oversell',
      tags: [`order-${order}`],
    }));
  const deposed: Broken[] = seen(record, 'deposedWrite').map(({ atMs, value }) => ({
    atMs,
    fromMs: atMs,
    untilMs: atMs,
    title: 'A deposed leader writes',
    text: `${value.node} accepts order ${value.order} from ${value.leader} in term ${value.term} at ${clockOf(atMs)}, though term ${value.newestTerm} has begun: nobody fenced the old leader.`,
    count: 1,
    decision: ledgerRow(record, { row: 'order.place', column: 'sharing', chapter: 's6-share' }),
    observed: `a write of term ${value.term} in term ${value.newestTerm}`,
    operation: `order ${value.order}`,
    cause: 'deposed write',
    tags: [`order-${value.order}`],
  }));
  const broken = [...over, ...deposed].sort((left, right) => left.atMs - right.atMs);
  return {
    code: 'Z-5',
    checked: sales.length,
    value: `${over.length} oversold, ${counted(deposed.length, 'write')} of the deposed`,
    badness: broken.length,
    broken,
  };
};

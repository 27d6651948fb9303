/**
 * A month of errors, minute by minute, the alert rules that look at it, and the error budget that it uses up.
 *
 *     const account = accountOf(paint(quietMonth(), { fromMin: 5_000, untilMin: 5_010 }, 0.2));
 *     account.alerts.fast;   // [{ fromMin: 5004, untilMin: 5014 }]
 *
 * Every minute has the same number of requests, so that a mean of ratios is the ratio of the sums. Where traffic
 * varies it is not, and errors and requests have to be summed before they are divided. Nothing here is drawn at random.
 */

export const monthMin = 30 * 24 * 60;
/** What an SLO of 99.9 % leaves. */
export const budgetRatio = 0.001;
/** Errors on a quiet day. */
export const baseline = 0.0002;

export type RuleId = 'fast' | 'slow' | 'ticket' | 'raw';

/** Alerts while both windows burn faster than `burn`. */
export interface Rule {
  readonly id: RuleId;
  readonly name: string;
  readonly kind: 'page' | 'ticket';
  readonly burn: number;
  readonly longMin: number;
  readonly shortMin: number;
}

export const rules: readonly Rule[] = [
  { id: 'fast', name: '14.4×, 1 h and 5 min', kind: 'page', burn: 14.4, longMin: 60, shortMin: 5 },
  { id: 'slow', name: '6×, 6 h and 30 min', kind: 'page', burn: 6, longMin: 360, shortMin: 30 },
  {
    id: 'ticket',
    name: '1×, 3 d and 6 h',
    kind: 'ticket',
    burn: 1,
    longMin: 4_320,
    shortMin: 360,
  },
];
/** For comparison: more than 1 % of errors in one minute. */
export const rawRule: Rule = {
  id: 'raw',
  name: 'over 1 % for 1 min',
  kind: 'page',
  burn: 10,
  longMin: 1,
  shortMin: 1,
};

/** The error ratio of each minute. */
export type Curve = Float64Array;

/** Minutes from `fromMin`, which counts, until `untilMin`, which does not. */
export interface Stretch {
  readonly fromMin: number;
  readonly untilMin: number;
}

/** What one rule made of one incident. */
export interface Noticed {
  /** Minutes from its beginning to the alert; null if there was none. */
  readonly afterMin: number | null;
  /** Minutes from its end until the alert was off again; null if it was off before. */
  readonly resetMin: number | null;
}

/** A stretch in which errors were above the pace that the budget allows. */
export interface Incident extends Stretch {
  readonly worst: number;
  /** Of the budget of the month: 0.05 is a twentieth. */
  readonly spent: number;
  readonly noticed: Readonly<Record<RuleId, Noticed>>;
}

export interface Account {
  /** Of the budget: 0 if the month was used up to the last request or beyond. */
  readonly left: number;
  readonly spent: number;
  /** The minute in which nothing was left; null if that did not happen. */
  readonly goneAtMin: number | null;
  readonly alerts: Readonly<Record<RuleId, readonly Stretch[]>>;
  readonly incidents: readonly Incident[];
}

export function quietMonth(): Curve {
  return new Float64Array(monthMin).fill(baseline);
}

/** The same month with another ratio in a stretch of it. */
export function paint(curve: Curve, { fromMin, untilMin }: Stretch, ratio: number): Curve {
  const painted = curve.slice();
  painted.fill(ratio, Math.max(0, fromMin), Math.min(monthMin, untilMin));
  return painted;
}

function sumsOf(curve: Curve): Float64Array {
  const sums = new Float64Array(curve.length + 1);
  for (let at = 0; at < curve.length; at++) sums[at + 1] = (sums[at] ?? 0) + (curve[at] ?? 0);
  return sums;
}

/** Mean error ratio of the window that ends with minute `at`; before the month it was as on a quiet day. */
function meanOf(sums: Float64Array, at: number, windowMin: number): number {
  const from = Math.max(0, at + 1 - windowMin);
  const before = Math.max(0, windowMin - at - 1);
  return ((sums[at + 1] ?? 0) - (sums[from] ?? 0) + before * baseline) / windowMin;
}

/** Sums of 43,200 terms have a last digit of their own; a rate that is exactly at the level is not above it. */
const grain = 1e-9;

/** How often a rule alerted, and for how long. */
export function alertsOf(sums: Float64Array, { burn, longMin, shortMin }: Rule): Stretch[] {
  const level = burn * budgetRatio + grain;
  const found: Stretch[] = [];
  let fromMin = -1;
  for (let at = 0; at < sums.length - 1; at++) {
    const isOn = meanOf(sums, at, shortMin) > level && meanOf(sums, at, longMin) > level;
    if (isOn && fromMin < 0) fromMin = at;
    if (!isOn && fromMin >= 0) {
      found.push({ fromMin, untilMin: at });
      fromMin = -1;
    }
  }
  if (fromMin >= 0) found.push({ fromMin, untilMin: sums.length - 1 });
  return found;
}

function noticedBy(alerts: readonly Stretch[], { fromMin, untilMin }: Stretch): Noticed {
  const first = alerts.find((alert) => alert.untilMin > fromMin && alert.fromMin < untilMin);
  const last = alerts.find((alert) => alert.fromMin < untilMin && alert.untilMin > untilMin);
  return {
    afterMin: first === undefined ? null : Math.max(0, first.fromMin - fromMin),
    resetMin: last === undefined ? null : last.untilMin - untilMin,
  };
}

function incidentsOf(curve: Curve, alerts: Account['alerts']): Incident[] {
  const found: Incident[] = [];
  let fromMin = -1;
  for (let at = 0; at <= curve.length; at++) {
    const isOver = at < curve.length && (curve[at] ?? 0) > budgetRatio + grain;
    if (isOver && fromMin < 0) fromMin = at;
    if (isOver || fromMin < 0) continue;
    const part = curve.subarray(fromMin, at);
    const stretch = { fromMin, untilMin: at };
    found.push({
      ...stretch,
      worst: part.reduce((worst, ratio) => Math.max(worst, ratio), 0),
      spent: part.reduce((sum, ratio) => sum + ratio, 0) / (monthMin * budgetRatio),
      noticed: {
        fast: noticedBy(alerts.fast, stretch),
        slow: noticedBy(alerts.slow, stretch),
        ticket: noticedBy(alerts.ticket, stretch),
        raw: noticedBy(alerts.raw, stretch),
      },
    });
    fromMin = -1;
  }
  return found;
}

/** Alerts that come within a day of the last one belong to the ticket that is open. */
const ticketMin = 1_440;

/** Who was told: one page where both rules alert at once, one ticket a day. */
export function toldOf({ fast, slow, ticket }: Account['alerts']): {
  readonly pages: number;
  readonly tickets: number;
} {
  const apart = slow.filter(
    ({ fromMin, untilMin }) =>
      !fast.some((page) => page.fromMin <= untilMin && page.untilMin >= fromMin),
  );
  const opened = ticket.filter(
    ({ fromMin }, index) => fromMin - (ticket[index - 1]?.untilMin ?? -Infinity) >= ticketMin,
  );
  return { pages: fast.length + apart.length, tickets: opened.length };
}

/** What a month came to. */
export function accountOf(curve: Curve): Account {
  const sums = sumsOf(curve);
  const budget = monthMin * budgetRatio;
  const spent = (sums[monthMin] ?? 0) / budget;
  const [fast, slow, ticket] = rules.map((rule) => alertsOf(sums, rule));
  const alerts = {
    fast: fast ?? [],
    slow: slow ?? [],
    ticket: ticket ?? [],
    raw: alertsOf(sums, rawRule),
  };
  const gone = spent > 1 ? sums.findIndex((sum) => sum > budget) - 1 : -1;
  return {
    spent,
    left: Math.max(0, 1 - spent),
    goneAtMin: gone < 0 ? null : gone,
    alerts,
    incidents: incidentsOf(curve, alerts),
  };
}

/** The instants of the vote night that its promises name, and how an instant is printed. */

const minute = 60_000;

/** `13:20` as virtual milliseconds. */
export function at(minutes: number, seconds = 0): number {
  return minutes * minute + seconds * 1_000;
}

/** 800,000 -> `13:20`; with tenths where it does not fall on a second: `13:20.4`. */
export function clockOf(ms: number): string {
  const tenths = Math.floor(ms / 100);
  const seconds = Math.floor(tenths / 10);
  const two = String(seconds % 60).padStart(2, '0');
  const rest = tenths % 10;
  return `${Math.floor(seconds / 60)}:${two}${rest === 0 ? '' : `.${rest}`}`;
}

/** The night, and the time until which people ask for something. */
export const nightMs = at(30);
export const loadUntilMs = at(29);
/** What was acknowledged until then has to be done by the end of the load. */
export const settledMs = at(28, 30);
/** The audits are in. */
export const auditedMs = at(29, 30);

/** How long a person waits for an answer that still counts. */
export const patienceMs = 2_000;

/** One bar of the control room. */
export const windowMs = 10_000;

/** The televised final. */
export const final = { fromMs: at(13), untilMs: at(14) } as const;
/** The rolling upgrade, until the last node is back. */
export const deploy = { fromMs: at(17), untilMs: at(19, 40) } as const;

/** While zone 2 is cut off or gone, orders that enter there are not counted: the ledger says that it refuses them. */
export const zone2Excused = [
  { fromMs: at(7), untilMs: at(8, 30) },
  { fromMs: at(20), untilMs: at(22) },
] as const;

export interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}
export function isWithin(ms: number, { fromMs, untilMs }: Span): boolean {
  return ms >= fromMs && ms < untilMs;
}

/**
 * What a promise of the night is, and what it makes of a history. Each is judged from its beginning to its last instant,
 * and broken at the instant from which on nothing that comes later can mend it: so a night that is played only that far
 * says the same.
 */
import { formatNumber } from '#grader/format.ts';
import type { Call } from './calls.ts';
import type { CampaignFault, Code, Decision, History, NightBreach } from './night-types.ts';
import type { Observed } from './world/observed.ts';

/** What promises read: the history, sorted once. */
export interface NightRecord extends History {
  readonly calls: readonly Call[];
}

/** A promise that was broken, with what a verdict wants to know of it. */
export interface Broken {
  /** When it was certain. */
  readonly atMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly title: string;
  readonly text: string;
  readonly count: number;
  readonly decision: Decision;
  /** One short sentence: what was seen instead. */
  readonly observed: string;
  /** What shows it, e.g. `order 311`. */
  readonly operation: string;
  /** The lab's short name for the kind of breach. */
  readonly cause: string;
  /** Conversations that took part. */
  readonly tags: readonly string[];
}

/** What one promise comes to. */
export interface Reading {
  readonly code: Code;
  /** How many things were looked at. */
  readonly checked: number;
  /** What was measured, with its unit. */
  readonly value: string;
  /** Larger is worse; for comparing nights. */
  readonly badness: number;
  /** In the order of time; empty if it was kept. */
  readonly broken: readonly Broken[];
}

export type NightPromise = (record: NightRecord) => Reading;

/** The fault that acted at an instant, or had ended less than `afterMs` before; the latest of several. */
export function faultAt(
  faults: readonly CampaignFault[],
  atMs: number,
  afterMs = 15_000,
): CampaignFault | null {
  const acting = faults.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs + afterMs);
  return acting.at(-1) ?? null;
}

/** `during the final`, or nothing where no fault acted. */
export function duringOf(record: History, atMs: number): string {
  const fault = faultAt(record.faults, atMs);
  return fault === null ? '' : `, ${fault.title}`;
}

/** What the ledger says in a row and column; empty where it says nothing. */
export function ledgerRow(
  { ledger }: History,
  {
    row,
    column,
    chapter,
  }: { readonly row: string; readonly column: string; readonly chapter: string },
): Decision {
  const value = ledger[row]?.[column];
  const said = value === undefined ? '' : `${column}: ${value}`;
  return { kind: 'ledger', row, said, chapter };
}

export function wiring(row: string, chapter: string, said = ''): Decision {
  return { kind: 'wiring', row, said, chapter };
}

/** A breach as the report of the night has it. */
export function reported(
  code: Code,
  broken: Broken,
  faults: readonly CampaignFault[],
): NightBreach {
  const { atMs, fromMs, untilMs, title, text, count, decision } = broken;
  const fault = faultAt(faults, fromMs)?.id ?? null;
  return { code, atMs, fromMs, untilMs, title, text, count, fault, decision };
}

/** `1 parcel`, `2 parcels`. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** Observations of one kind, with when they were made. */
export function seen<Kind extends Observed['kind']>(
  { observed }: NightRecord,
  kind: Kind,
): { readonly atMs: number; readonly value: Extract<Observed, { readonly kind: Kind }> }[] {
  return observed.filter(
    (one): one is { atMs: number; value: Extract<Observed, { readonly kind: Kind }> } =>
      one.value.kind === kind,
  );
}

function pluralOf(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** What the desk told on an evening: every alarm from its raise to its clear, and what it was about. */
import { field, type RunRecord } from '#grader/index.ts';
import type { Ending, Happening } from './world/plan.ts';
import type { ActionName, AlarmId, Metric } from './world/types.ts';

/** Something that happened that evening. */
export interface Happened {
  readonly id: string;
  readonly what: Happening;
  readonly fromMs: number;
  /** When it ended, as far as the record goes, and how. */
  readonly endMs: number;
  readonly how: Ending | null;
}

export interface Told {
  readonly alarm: AlarmId;
  /** The node that it is about; whoever reports it is always the operations node. */
  readonly on: string;
  readonly metric: Metric | null;
  readonly atMs: number;
}

/** An alarm from its raise to its clear. */
export interface Episode extends Told {
  /** Null if it never was cleared. */
  readonly clearedMs: number | null;
  readonly about: Happened | null;
}

export interface Paged extends Told {
  readonly about: Happened | null;
}

export interface Ran extends Told {
  readonly run: ActionName;
  readonly hadCause: boolean;
}

/** What an evening came to. */
export interface EveningRecord {
  readonly happened: readonly Happened[];
  readonly episodes: readonly Episode[];
  readonly pages: readonly Paged[];
  readonly tickets: readonly Paged[];
  readonly ran: readonly Ran[];
  readonly untilMs: number;
}

const minute = 60_000;
/** What comes of something still counts as its own for so long after its end. Right: cleared after 4.0 min at most; m19: 15. */
export const graceMs = 5 * minute;
/** Caches that fill, sessions that come back: what a restart does to a node is its own for so long. */
const warmMs = 30 * minute;

const read = new WeakMap<RunRecord, EveningRecord>();

/** Read once, however many checks ask. */
export function eveningRecordOf(record: RunRecord): EveningRecord {
  const known = read.get(record) ?? reading(record);
  read.set(record, known);
  return known;
}

function reading(record: RunRecord): EveningRecord {
  const happened = record.operations.map(({ operation, endedMs, answer }): Happened => {
    const what = field(operation.args, 'what') as Happening;
    const forMs = Number(field(operation.args, 'forMs'));
    const endMs = endedMs ?? Math.min(operation.atMs + forMs, record.untilMs);
    return {
      id: operation.id,
      what,
      fromMs: operation.atMs,
      endMs,
      how: (answer as Ending | undefined) ?? null,
    };
  });
  const withCause = <T extends Told>(told: T): T & { readonly about: Happened | null } => ({
    ...told,
    about: aboutOf(told, happened),
  });
  const clears = new Map<string, number[]>();
  for (const { alarm, on, atMs } of record.seen<Told>('clear')) {
    const key = `${alarm}@${on}`;
    clears.set(key, [...(clears.get(key) ?? []), atMs]);
  }
  return {
    happened,
    episodes: record.seen<Told>('raise').map((raise) => {
      const { alarm, on, atMs } = raise;
      const clearedMs = clears.get(`${alarm}@${on}`)?.find((at) => at > atMs) ?? null;
      return { ...withCause(raise), clearedMs };
    }),
    pages: record.seen<Told>('page').map(withCause),
    tickets: record.seen<Told>('ticket').map(withCause),
    ran: record.seen<Ran>('action'),
    untilMs: record.untilMs,
  };
}

/** What shows on the node that something happens to. */
const own: Readonly<Record<Happening['kind'], readonly Metric[]>> = {
  leak: ['memory'],
  mailbox: ['queue', 'memory'],
  disk: ['disk'],
  atoms: ['atoms'],
  restarts: ['restarts', 'processes'],
  exporter: ['scrapeAge'],
  crash: ['up', 'scrapeAge'],
  split: ['up', 'scrapeAge'],
  silence: ['votes', 'votesForecast'],
  sawtooth: ['memory'],
  batch: ['cpu', 'runQueue'],
  deploy: [],
};
/** What shows on all nodes when some are lost. */
const everywhere: ReadonlySet<Metric> = new Set(['peersLost', 'distBuffer', 'queue']);
/** What shows when a node dies of something. */
const atDeath: ReadonlySet<Metric> = new Set(['up', 'scrapeAge']);

/** What an alarm is about: an incident that it fits, else the noise, else a boot; null for nothing at all. */
export function aboutOf(told: Told, happened: readonly Happened[]): Happened | null {
  const isDeploy = ({ what }: Happened): boolean => what.kind === 'deploy';
  return (
    happened.findLast((one) => isIncident(one) && fits(told, one)) ??
    happened.find((one) => !isIncident(one) && !isDeploy(one) && fits(told, one)) ??
    (happened.some((one) => fitsReboot(told, one)) ? reboot : null) ??
    happened.find((one) => isDeploy(one) && fits(told, one)) ??
    null
  );
}

/** A node that boots again, deploy or not: nothing that somebody should be woken for. */
const reboot: Happened = {
  id: 'reboot',
  what: { kind: 'deploy', everyMs: 0 },
  fromMs: 0,
  endMs: 0,
  how: 'ended',
};

/** True for what somebody must know of. */
export function isIncident({ id }: Happened): boolean {
  return id.startsWith('J');
}

function fits({ metric, on: node, atMs }: Told, { what, fromMs, endMs, how }: Happened): boolean {
  if (atMs < fromMs) return false;
  if (what.kind === 'deploy') return atMs <= endMs;
  if (atMs > endMs + graceMs) return false;
  const isHere = what.kind === 'split' ? what.nodes.includes(node) : what.node === node;
  if (isHere && (metric === null || own[what.kind].includes(metric))) return true;
  if (metric === null) return false;
  const isLost =
    what.kind === 'split' || what.kind === 'crash' || (how === 'died' && atMs >= endMs);
  if (!isLost) return false;
  return everywhere.has(metric) || (isHere && how === 'died' && atDeath.has(metric));
}

/** A node that has died or crashed warms up again. */
function fitsReboot({ metric, on: node, atMs }: Told, { what, endMs, how }: Happened): boolean {
  if (!('node' in what) || what.node !== node || metric !== 'memory') return false;
  return (how === 'died' || what.kind === 'crash') && atMs >= endMs && atMs <= endMs + warmMs;
}

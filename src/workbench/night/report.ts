/**
 * The report of a capstone's grade: the nights it was played on, what came out, and whose files the system was made of.
 * It is what the diploma prints. One is kept for the last Grade and one for the last Run, whatever their verdict.
 */
import {
  count,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  text,
  type Checker,
} from '#sandbox/check.ts';
import type { Counterexample } from '#grader/verdict.ts';
import type { Verdict } from '#sandbox/protocol.ts';
import { isRecord, isTexts, readJson } from '#workbench/draft-format.ts';
import type { TextStore } from '#workbench/draft-storage.ts';
import type { Texts } from '#workbench/lab-state.ts';
import { nightOf, nightShape, nightSummaryShape, type Night, type NightSummary } from './night.ts';

/** A place in the system and whose file works there. */
export interface Slot {
  readonly lab: string;
  readonly files: readonly string[];
  readonly from: 'learner' | 'reference';
}

/** A code with its promise in one sentence. */
export interface PromiseSentence {
  readonly code: string;
  readonly sentence: string;
}

/** What a link and a printed page hold of a report. */
export interface Claim {
  readonly format: 1;
  /** Who it is about, as they wrote it; left out if they did not. */
  readonly name?: string;
  readonly atMs: number;
  /** Hash of the lab's files at that time. */
  readonly contentHash: string;
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** The code that the verdict names; null where nothing broke. */
  readonly code: string | null;
  readonly goal: 'run' | 'grade';
  readonly seeds: readonly number[];
  readonly events: number;
  readonly traceHash: string;
  readonly slots: readonly Slot[];
  /** What the codes promise. */
  readonly promises: readonly PromiseSentence[];
  readonly nights: readonly NightSummary[];
}

/** A report with the course of its nights and the learner's files, as this browser keeps it. */
export interface Report extends Claim {
  readonly nights: readonly Night[];
  readonly texts: Texts;
  /** The story and the messages of what broke first; null where nothing did. Its recipe is left out. */
  readonly told: Counterexample | null;
}

const name = text(200);

const fields = {
  format: ((value, path) => {
    if (value === 1) return 1;
    throw new RangeError(`${path} is another format`);
  }) satisfies Checker<1>,
  name: optional(text(80)),
  atMs: number,
  contentHash: name,
  outcome: oneOf('passed', 'failed', 'undecided'),
  code: nullable(text(12)),
  goal: oneOf('run', 'grade'),
  seeds: list(count, 100),
  events: count,
  traceHash: name,
  slots: list(
    record<Slot>({ lab: name, files: list(name, 40), from: oneOf('learner', 'reference') }),
    40,
  ),
  promises: list(record<PromiseSentence>({ code: text(12), sentence: text(400) }), 60),
};

/**
 * As far as the drawing relies on it. It was checked field by field when the sandbox sent it, and it comes back from this
 * browser's own store; the sandbox's whole checker would weigh on every page that has a runner.
 */
const counterexample: Checker<Counterexample> = (value, path) => {
  const { breach, story, diagram } = isRecord(value) ? value : {};
  const isTold =
    isRecord(breach) &&
    typeof breach['code'] === 'string' &&
    isRecord(story) &&
    Array.isArray(story['events']) &&
    isRecord(diagram) &&
    ['lanes', 'arrows', 'marks'].every((part) => Array.isArray(diagram[part]));
  if (isTold) return value as Counterexample;
  throw new RangeError(`${path} is no story`);
};

const texts: Checker<Texts> = (value, path) => {
  if (isTexts(value)) return value;
  throw new RangeError(`${path} holds no files`);
};

/** What a link or a printed page may claim. */
export const claimShape: Checker<Claim> = record<Claim>({
  ...fields,
  nights: list(nightSummaryShape, 4),
});

/** A report as it is kept. */
export const reportShape: Checker<Report> = record<Report>({
  ...fields,
  nights: list(nightShape, 4),
  texts,
  told: nullable(counterexample),
});

/** When and with what a report came about. */
export interface Occasion {
  readonly goal: 'run' | 'grade';
  readonly atMs: number;
  readonly contentHash: string;
  readonly texts: Texts;
}

/** The report of a verdict; null if its runs reported no nights. */
export function reportOf(verdict: Verdict, occasion: Occasion): Report | null {
  if (verdict.kind === 'rejected' || verdict.kind === 'stopped') return null;
  const nights = (verdict.reports ?? []).flatMap(({ json }) => nightOf(json) ?? []);
  if (nights.length === 0) return null;
  const { seeds, events, traceHash, checks, imports = [] } = verdict;
  const told = verdict.kind === 'failed' ? { ...verdict.counterexample, recipe: '' } : null;
  return {
    format: 1,
    ...occasion,
    outcome: verdict.kind,
    code: told?.breach.code ?? null,
    seeds,
    events,
    traceHash,
    slots: imports,
    promises: checks.map(({ code, sentence }) => ({ code, sentence })),
    nights,
    told,
  };
}

const prefix = 'report/';

/** Keeps a report in the place of the last one of its kind. */
export async function keepReport(store: TextStore, lab: string, report: Report): Promise<void> {
  await store.put(`${prefix}${lab}/${report.goal}`, JSON.stringify(report));
}

/** The last report of a lab, of a Grade or of a Run; null if there is none that can be read. */
export async function readReport(
  store: TextStore,
  lab: string,
  goal: Report['goal'],
): Promise<Report | null> {
  const raw = await store.get(`${prefix}${lab}/${goal}`);
  const value = raw === undefined ? undefined : readJson(raw);
  try {
    return reportShape(value, '');
  } catch {
    return null;
  }
}

/** What a report claims, without what a link has no room for. */
export function claimOf(report: Claim): Claim {
  return claimShape(report, '');
}

/**
 * What is kept of a lab that was passed: the files, which later labs import, and what the verdict measured, which the
 * portfolio shows. One text under a key for each lab, replaced by every later pass.
 */
import type { CheckResult, ImportedLab, Passed } from '#grader/verdict.ts';
import { isRecord, isTexts, readJson } from './draft-format.ts';
import type { TextStore } from './draft-storage.ts';
import type { Texts } from './lab-state.ts';

/** What was asked of the files, and what the worst seed measured. */
export interface Measured extends Pick<CheckResult, 'code' | 'sentence' | 'worst' | 'bound'> {
  /** A stretch goal, and whether it is met; left out where the lab requires it, for then it held. */
  readonly stretch?: 'met' | 'missed';
}

/** A pass of one lab. */
export interface PassedWork {
  readonly lab: string;
  /** Hash of the lab's files at that time. */
  readonly contentHash: string;
  readonly texts: Texts;
  readonly atMs: number;
  readonly seeds: readonly number[];
  readonly events: number;
  readonly traceHash: string;
  readonly checks: readonly Measured[];
  readonly imports: readonly ImportedLab[];
}

const prefix = 'passed/';
const formatVersion = 1;

/** Puts together what is kept of a pass. */
export function passedWork(
  verdict: Passed,
  work: Pick<PassedWork, 'lab' | 'contentHash' | 'texts' | 'atMs'>,
): PassedWork {
  const { seeds, events, traceHash, imports = [] } = verdict;
  const checks = verdict.checks.map(
    ({ code, sentence, worst, bound, status, isOptional }): Measured => ({
      code,
      sentence,
      worst,
      bound,
      ...(isOptional === true && { stretch: status === 'held' ? 'met' : 'missed' }),
    }),
  );
  return { ...work, seeds, events, traceHash, checks, imports };
}

export function formatPassed(work: PassedWork): string {
  return JSON.stringify({ version: formatVersion, ...work });
}

function isCheck(value: unknown): value is Measured {
  return (
    isRecord(value) &&
    typeof value['code'] === 'string' &&
    typeof value['sentence'] === 'string' &&
    typeof value['bound'] === 'string' &&
    (value['worst'] === null || typeof value['worst'] === 'string') &&
    ['met', 'missed', undefined].includes(value['stretch'] as undefined)
  );
}

function isImport(value: unknown): value is ImportedLab {
  return (
    isRecord(value) &&
    typeof value['lab'] === 'string' &&
    Array.isArray(value['files']) &&
    value['files'].every((file) => typeof file === 'string') &&
    (value['from'] === 'learner' || value['from'] === 'reference')
  );
}

/** Reads a stored pass; null for text that is none, which counts as a lab not passed. */
export function parsePassed(raw: string | undefined, lab: string): PassedWork | null {
  const value = raw === undefined ? undefined : readJson(raw);
  if (!isRecord(value) || value['version'] !== formatVersion || value['lab'] !== lab) return null;
  const { contentHash, texts, atMs, seeds, events, traceHash, checks, imports } = value;
  const isSound =
    typeof contentHash === 'string' &&
    isTexts(texts) &&
    typeof atMs === 'number' &&
    Array.isArray(seeds) &&
    seeds.every((seed) => typeof seed === 'number') &&
    typeof events === 'number' &&
    typeof traceHash === 'string' &&
    Array.isArray(checks) &&
    checks.every(isCheck) &&
    Array.isArray(imports) &&
    imports.every(isImport);
  return isSound
    ? { lab, contentHash, texts, atMs, seeds, events, traceHash, checks, imports }
    : null;
}

/** The last pass of a lab, if there is one. */
export async function readPassed(store: TextStore, lab: string): Promise<PassedWork | null> {
  return parsePassed(await store.get(prefix + lab), lab);
}

export async function keepPassed(store: TextStore, work: PassedWork): Promise<void> {
  await store.put(prefix + work.lab, formatPassed(work));
}

/** Every lab's last pass, in the order of the labs' names. */
export async function allPassed(store: TextStore): Promise<PassedWork[]> {
  const keys = await store.keys(prefix);
  const all = await Promise.all(keys.map((key) => readPassed(store, key.slice(prefix.length))));
  return all.filter((work) => work !== null);
}

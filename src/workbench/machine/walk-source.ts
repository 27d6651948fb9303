/**
 * Where a run in the time machine comes from: whose files, which run, and what it should hash to. Made from a verdict
 * or from a shared link; nothing runs until `openWalk` is called.
 */
import type { SourceText } from '#compiler/source-file.ts';
import type { RunDescription } from '#grader/walk.ts';
import type { PlayedRun, Stopped } from '#grader/verdict.ts';
import { writeLink, type LinkPayload } from '#sandbox/permalink.ts';
import { Walk } from '#sandbox/walk.ts';
import type { Listeners } from '#sandbox/client.ts';
import type { LabInfo } from '#workbench/lab-info.ts';
import type { Judgement, Texts } from '#workbench/lab-state.ts';
import type { RunView } from './run-view.ts';
import type { Shared } from './ShareButton.tsx';

export interface WalkSource {
  /** Empty for the playground. */
  readonly lab: string;
  readonly labHash: string;
  /** The files that were written for it. */
  readonly texts: Texts;
  /** Files of earlier labs that take part. */
  readonly imports: readonly SourceText[];
  readonly run: RunDescription;
  readonly expectedHash: string | null;
  readonly event: number | null;
}

/** A shared run of the playground belongs to no lab. */
export function walkLab({ id }: Pick<LabInfo, 'id'>): string {
  return id === 'playground' ? '' : id;
}

/** The failure that a verdict tells, or one of its runs; null if it has neither. */
export function sourceOfJudgement(
  lab: LabInfo,
  judgement: Judgement,
  run: PlayedRun | null,
): WalkSource | null {
  const { verdict, texts, imported } = judgement;
  const shared = {
    lab: lab.id,
    labHash: lab.contentHash,
    texts,
    imports: imported.map(({ file, source }) => ({ file, source, origin: 'learner' }) as const),
    event: null,
  };
  if (run !== null) {
    const subject = { kind: 'world', ...run } as const;
    return { ...shared, run: { subject, forks: [] }, expectedHash: null };
  }
  if (verdict.kind !== 'failed') return null;
  const { recipe, traceHash } = verdict.counterexample;
  const subject = { kind: 'recipe', recipe } as const;
  return { ...shared, run: { subject, forks: [] }, expectedHash: traceHash };
}

/** A run that somebody shared. */
export function sourceOfPayload(payload: LinkPayload): WalkSource {
  return {
    lab: payload.lab.id,
    labHash: payload.lab.hash,
    texts: Object.fromEntries(payload.files.map(({ file, source }) => [file, source])),
    imports: payload.imports.map(({ specifier, source }) => ({
      file: specifier,
      source,
      origin: 'learner',
    })),
    run: payload.run,
    expectedHash: payload.hash,
    event: payload.event,
  };
}

export type OpenedWalk =
  | { readonly kind: 'walk'; readonly walk: Walk }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

function failed({ message, remedy }: Pick<Stopped, 'message' | 'remedy'>): OpenedWalk {
  return { kind: 'failed', message, remedy };
}

/** How far a run is played; to its end if left out. */
export type Until = { readonly step: number } | { readonly ms: number };

/** Compiles the files and plays the run once. */
export async function openWalk(
  source: WalkSource,
  { listen = {}, until }: { readonly listen?: Listeners; readonly until?: Until },
  signal: AbortSignal,
): Promise<OpenedWalk> {
  const { lab, texts, imports, run, expectedHash } = source;
  try {
    const { groundOf } = await import('#workbench/engine.ts');
    const ground = await groundOf({ lab, texts, imports }, signal);
    if (ground.kind === 'rejected') {
      const [first] = ground.problems;
      const place = first === undefined ? '' : `${first.place.file}:${first.place.line}: `;
      return failed({
        message: `The code does not compile. ${place}${first?.message ?? ''}`,
        remedy: first?.remedy ?? '',
      });
    }
    const { sandbox, modules } = ground;
    const opened = await Walk.open(
      sandbox,
      {
        lab,
        modules,
        run,
        ...(expectedHash !== null && { expectedHash }),
        ...(until !== undefined && { until }),
      },
      listen,
      signal,
    );
    if (opened.kind === 'walk') return opened;
    if (opened.kind === 'stopped') return failed(opened.stopped);
    return failed({ message: 'The code does not compile.', remedy: '' });
  } catch (error) {
    if (signal.aborted) return failed({ message: 'Stopped.', remedy: '' });
    const why = error instanceof Error ? error.message : String(error);
    return failed({
      message: `The run could not be opened: ${why}`,
      remedy: 'Check the connection and try again.',
    });
  }
}

/** What is shared of a walk: which run, what of it is looked at, and what it hashes to. */
export interface SharedView {
  readonly run: RunDescription;
  readonly event: number;
  readonly hash: string;
}

/** A run as it is looked at. */
export function shownOf({ walk, cursor }: RunView): SharedView {
  return { run: walk.run, event: Math.max(0, cursor.value), hash: walk.end.hash };
}

/** Makes a link to a run. `page` is the address that opens it, without a fragment. */
export async function shareRun(
  source: WalkSource,
  shown: SharedView,
  page: string,
): Promise<Shared> {
  const link = await writeLink({
    lab: { id: source.lab, hash: source.labHash },
    files: Object.entries(source.texts).map(([file, text]) => ({ file, source: text })),
    imports: source.imports.map(({ file, source }) => ({
      specifier: file,
      origin: 'own',
      source,
    })),
    ...shown,
  });
  return link.kind === 'link' ? { kind: 'link', url: `${page}#${link.fragment}` } : link;
}

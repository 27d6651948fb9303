/** The shapes of what a walk reports: its pieces, unread, and its end. */
import type { CheckResult, Stopped } from '#grader/verdict.ts';
import type { WalkEnd, WalkVerdict } from '#grader/walk.ts';
import {
  type Checker,
  boolean,
  count,
  hash,
  list,
  number,
  oneOf,
  record,
  text,
  union,
} from './check.ts';
import { chunkParts, walkCaps, type ChunkReport, type WalkedReport } from './protocol.ts';

/** Checkers for the reports of a walk, made with those for the parts that verdicts have as well. */
export function walkReports({
  checkResult,
  stopped,
}: {
  readonly checkResult: Checker<CheckResult>;
  readonly stopped: Checker<Stopped>;
}): { readonly chunk: Checker<ChunkReport>; readonly walked: Checker<WalkedReport> } {
  const checks = list(checkResult, 200);
  const verdict = union<WalkVerdict>({
    passed: record<Extract<WalkVerdict, { kind: 'passed' }>>({ kind: oneOf('passed'), checks }),
    failed: record<Extract<WalkVerdict, { kind: 'failed' }>>({ kind: oneOf('failed'), checks }),
    stopped: record<Extract<WalkVerdict, { kind: 'stopped' }>>({
      kind: oneOf('stopped'),
      stopped,
    }),
    open: record<Extract<WalkVerdict, { kind: 'open' }>>({ kind: oneOf('open') }),
  });
  const end = record<WalkEnd>({
    verdict,
    hash,
    steps: count,
    events: count,
    atMs: number,
    isOver: boolean,
    untilMs: number,
    forkedAt: list(
      record<WalkEnd['forkedAt'][number]>({ step: count, event: count, atMs: number }),
      1_000,
    ),
  });
  const chunk = record<ChunkReport>({
    kind: oneOf('chunk'),
    id: count,
    part: oneOf(...chunkParts),
    index: count,
    text: text(walkCaps.chunkLengthMax),
  });
  const walked = record<WalkedReport>({
    kind: oneOf('walked'),
    id: count,
    end,
    chunks: record<WalkedReport['chunks']>({ columns: count, tables: count, moments: count }),
    rows: record<WalkedReport['rows']>({ events: count, messages: count }),
    elapsedMs: number,
  });
  return { chunk, walked };
}

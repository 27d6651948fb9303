/** The worker's side of a walk: goes through the run, and sends what it has to say in pieces. */
import type { LabGrader } from '#grader/lab.ts';
import type { LabProgram } from '#grader/program.ts';
import { packColumns } from '#grader/trace-columns.ts';
import type { OutputLine, Stopped } from '#grader/verdict.ts';
import type { WalkEnd } from '#grader/walk.ts';
import { moments, trace, type WalkProgress } from '#grader/walker.ts';
import { encodeBase64 } from './base64.ts';
import { packMoments } from './moment-frames.ts';
import {
  walkCaps,
  type ChunkPart,
  type ChunkReport,
  type WalkRequest,
  type WalkedReport,
} from './protocol.ts';

/** What a walk needs besides its request. */
export interface WalkJob {
  readonly program: LabProgram;
  /** Null for a run without grader. */
  readonly lab: LabGrader | null;
  readonly output: (line: OutputLine) => void;
  readonly post: (report: ChunkReport) => void;
}

/** What a walk came to; the time it took is added by who runs it. */
export type Walked = Omit<WalkedReport, 'elapsedMs'>;

/** Bytes of a piece: whole groups of base64. */
const chunkBytes = (walkCaps.chunkLengthMax / 4) * 3;
/** Steps whose states are put on the way together. */
const framesPerPiece = 16;

/** Carries out the request. */
export function* walkSteps(
  request: WalkRequest,
  job: WalkJob,
): Generator<WalkProgress | void, Walked | Stopped> {
  const { program, lab, output } = job;
  const options = { program, lab, output, run: request.run };
  const sender = new Sender(request.id, job.post);
  if (request.kind === 'moments') {
    const { fromStep } = request;
    const count = Math.min(request.count, walkCaps.momentsMax);
    const windowed = yield* moments(options, { fromStep, count });
    if (windowed.kind === 'stopped') return windowed;
    yield* sendMoments(windowed.moments, sender);
    return { ...sender.end(nothing), rows: { events: 0, messages: 0 } };
  }
  const traced = yield* trace(options, request);
  if (traced.kind === 'stopped') return traced;
  const { events, messages, ...tables } = traced.trace;
  const bytes = packColumns(events, messages);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    sender.send('columns', encodeBase64(bytes.subarray(at, at + chunkBytes)));
    yield;
  }
  yield* sendText(JSON.stringify(tables), 'tables', sender);
  if (sender.isFull) return tooLarge;
  const rows = { events: events.length, messages: messages.length };
  return { ...sender.end(traced.end), rows };
}

/** States that find no more room are not sent: the window is shorter then. */
function* sendMoments(
  window: Parameters<typeof packMoments>[0],
  sender: Sender,
): Generator<void, void> {
  const frames = packMoments(window);
  for (let at = 0; at < frames.length; at += framesPerPiece) {
    const lines = frames.slice(at, at + framesPerPiece).map((frame) => JSON.stringify(frame));
    yield* sendText(`${lines.join('\n')}\n`, 'moments', sender);
    if (sender.isFull) return;
  }
}

function* sendText(text: string, part: ChunkPart, sender: Sender): Generator<void, void> {
  for (let at = 0; at < text.length; at += walkCaps.chunkLengthMax) {
    sender.send(part, text.slice(at, at + walkCaps.chunkLengthMax));
    yield;
  }
}

class Sender {
  readonly #id: number;
  readonly #post: (report: ChunkReport) => void;
  readonly #chunks: { [part in ChunkPart]: number } = { columns: 0, tables: 0, moments: 0 };
  #length = 0;
  isFull = false;

  constructor(id: number, post: (report: ChunkReport) => void) {
    this.#id = id;
    this.#post = post;
  }

  send(part: ChunkPart, text: string): void {
    this.isFull ||= this.#length + text.length > walkCaps.lengthMax;
    if (this.isFull) return;
    this.#length += text.length;
    this.#post({ kind: 'chunk', id: this.#id, part, index: this.#chunks[part], text });
    this.#chunks[part] += 1;
  }

  end(end: WalkEnd): Omit<Walked, 'rows'> {
    return { kind: 'walked', id: this.#id, end, chunks: this.#chunks };
  }
}

/** The end of a walk that was not to any end. */
const nothing: WalkEnd = {
  verdict: { kind: 'open' },
  hash: '0000000000000000',
  steps: 0,
  events: 0,
  atMs: 0,
  isOver: false,
  untilMs: 0,
  forkedAt: [],
};

const tooLarge: Stopped = {
  kind: 'stopped',
  code: 'KIT-FLOOD',
  message: 'The trace of this run is larger than 8 MB and cannot be shown.',
  remedy: 'Look at a shorter run: a counterexample, or a world with less load.',
  place: null,
  seed: null,
};

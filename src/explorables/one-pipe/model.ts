/**
 * One link of 5 MB/s, one export of 20 MB, and small requests beside it. What a small one waits for hangs on how large
 * the slices of the export are, and on whether it has to stand behind all of them.
 */

const bytesPerMs = 5_000;
export const exportBytes = 20_000_000;
const smallBytes = 200;
const headerBytes = 14;
const smallMs = (smallBytes + headerBytes) / bytesPerMs;
const smallMany = 50;
/** A small request comes every so often, from the start of the export on. */
const smallEveryMs = 20;
const beatMs = 1_000;
/** Three heartbeats have not come. */
export const silenceMaxMs = 3 * beatMs;

/** Sizes that the slider offers. */
export const sizes = [
  1_024,
  4_096,
  16_384,
  65_536,
  262_144,
  1_048_576,
  4_194_304,
  exportBytes,
] as const;

export interface Choices {
  readonly sliceBytes: number;
  /** Small ones and heartbeats take turns with the slices; else all stand in one queue. */
  readonly takesTurns: boolean;
}

/** A stretch of the link's time. */
interface Sent {
  readonly kind: 'export' | 'small' | 'beat';
  readonly askedMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Outcome {
  readonly slices: number;
  /** How long the longest-waiting small request waits for its turn. */
  readonly longestWaitMs: number;
  /** The longest time without a heartbeat at the other end. */
  readonly silenceMs: number;
  readonly isGivenUp: boolean;
  readonly exportMs: number;
  /** Headers, as a share of the export. */
  readonly overhead: number;
  /** What the link carries, small ones and heartbeats only: the rest is the export. */
  readonly others: readonly Sent[];
}

/** What happens on the link. */
export function outcomeOf({ sliceBytes, takesTurns }: Choices): Outcome {
  const slices = Math.ceil(exportBytes / sliceBytes);
  const headerMs = headerBytes / bytesPerMs;
  const sliceMs = Math.min(sliceBytes, exportBytes) / bytesPerMs + headerMs;
  const wholeMs = exportBytes / bytesPerMs + slices * headerMs;
  const others = takesTurns ? inTurns(sliceMs, wholeMs) : inQueue(wholeMs);
  // What is sent between the slices makes the export so much longer.
  const between = others.filter(({ fromMs }) => fromMs < wholeMs).length;
  const waits = others.map(({ askedMs, fromMs, kind }) =>
    kind === 'small' ? fromMs - askedMs : 0,
  );
  const silenceMs = longestGap(others.filter(({ kind }) => kind === 'beat'));
  return {
    slices,
    longestWaitMs: Math.max(...waits),
    silenceMs,
    isGivenUp: silenceMs > silenceMaxMs,
    exportMs: wholeMs + between * smallMs,
    overhead: (slices * headerBytes) / exportBytes,
    others,
  };
}

/** Small requests for a second, and heartbeats for as long as the export lasts. */
function wanted(untilMs: number): { readonly kind: 'small' | 'beat'; readonly askedMs: number }[] {
  const small = Array.from({ length: smallMany }, (_, index) => ({
    kind: 'small' as const,
    askedMs: 1 + index * smallEveryMs,
  }));
  const beats = Array.from({ length: Math.ceil(untilMs / beatMs) }, (_, index) => ({
    kind: 'beat' as const,
    askedMs: 500 + index * beatMs,
  }));
  return [...small, ...beats].toSorted((left, right) => left.askedMs - right.askedMs);
}

/** Whoever comes waits until the slice that is under way has been sent. */
function inTurns(sliceMs: number, wholeMs: number): Sent[] {
  let freeMs = 0;
  /** Time of the link that others have taken so far. */
  let takenMs = 0;
  return wanted(wholeMs).map(({ kind, askedMs }) => {
    const done = Math.max(0, askedMs - takenMs);
    const sliceEndMs = takenMs + Math.min(wholeMs, Math.ceil(done / sliceMs) * sliceMs);
    const fromMs = Math.max(askedMs, Math.min(sliceEndMs, takenMs + wholeMs), freeMs);
    takenMs += smallMs;
    freeMs = fromMs + smallMs;
    return { kind, askedMs, fromMs, untilMs: freeMs };
  });
}

/** The export is in the queue already: everybody stands behind all of it. */
function inQueue(wholeMs: number): Sent[] {
  let freeMs = wholeMs;
  return wanted(wholeMs).map(({ kind, askedMs }) => {
    const fromMs = Math.max(askedMs, freeMs);
    freeMs = fromMs + smallMs;
    return { kind, askedMs, fromMs, untilMs: freeMs };
  });
}

/** From half a second before the export, when the last heartbeat came. */
function longestGap(beats: readonly Sent[]): number {
  let last = -500;
  let longest = 0;
  for (const { untilMs } of beats) {
    longest = Math.max(longest, untilMs - last);
    last = untilMs;
  }
  return longest;
}

/** `64 KiB`, `20 MB`. */
export function sizeText(bytes: number): string {
  if (bytes === exportBytes) return '20 MB';
  return bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes / 1_024} KiB`;
}

/** `13.1 ms`, `4.0 s`. */
export function timeText(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : 1)} ms`;
}

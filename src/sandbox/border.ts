/**
 * What the page and its frame say to each other. The reports of the worker pass through the frame unread: the frame
 * counts and measures them, puts what came within one batch into one text, and the page checks every one of them.
 *
 * Towards the page there are only strings: the first line is the frame's own notice, each further line is one report.
 */

/** Page to frame. The page is trusted here; still nothing but these plain objects is sent. */
export type FrameOrder =
  /** The text of the worker, once per frame. */
  | { readonly kind: 'load'; readonly worker: string }
  /** Ends the worker, if there is one, and starts the next. */
  | { readonly kind: 'start'; readonly generation: number }
  /** A request for the worker of that generation, as JSON. */
  | { readonly kind: 'request'; readonly generation: number; readonly text: string }
  | { readonly kind: 'ping' };

/** Why the frame ended a worker. */
export type EndReason = 'silent' | 'flood' | 'malformed' | 'failed';

/** Frame to page. */
export type FrameNotice =
  | { readonly kind: 'opened' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'reports'; readonly generation: number }
  | {
      readonly kind: 'ended';
      readonly generation: number;
      readonly reason: EndReason;
      readonly detail: string;
    };

/** What passes the frame, and how much of it. A worker that says more than this is ended. */
export const borderCaps = {
  /** Characters of one report: the largest honest one is a verdict with its story and recipe. */
  reportLengthMax: 512 * 1024,
  reportsPerSecondMax: 2_000,
  lengthPerSecondMax: 16 * 1024 * 1024,
  /** Characters that go to the page in one piece, so that no piece keeps it busy for long. */
  batchLengthMax: 1024 * 1024,
  batchMs: 16,
  pingMs: 250,
  /** How long the worker may leave a ping unanswered. */
  silentMs: 2_000,
} as const;

/** Puts a notice and the reports that go with it into one text. */
export function packNotice(notice: FrameNotice, reports: readonly string[] = []): string {
  return [JSON.stringify(notice), ...reports].join('\n');
}

/** Takes such a text apart. Gives null if it is none. */
export function unpackNotice(data: unknown): { notice: FrameNotice; reports: string[] } | null {
  if (typeof data !== 'string') return null;
  const [first = '', ...reports] = data.split('\n');
  try {
    const notice: unknown = JSON.parse(first);
    return isFrameNotice(notice) ? { notice, reports } : null;
  } catch {
    return null;
  }
}

const endReasons = new Set<unknown>(['silent', 'flood', 'malformed', 'failed']);

function isFrameNotice(value: unknown): value is FrameNotice {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'opened' || value.kind === 'pong') return true;
  if (!('generation' in value) || typeof value.generation !== 'number') return false;
  if (value.kind === 'reports') return true;
  return (
    value.kind === 'ended' &&
    'reason' in value &&
    endReasons.has(value.reason) &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}

/** What the world files of this lab report, and who is who. */
import { field, type CallRecord, type Operation, type RunRecord } from '#grader/index.ts';

/** A status on a friend's screen; `times` counts how often this one was shown there. */
export interface Shown {
  readonly friend: string;
  readonly text: string;
  readonly times: number;
}
export interface Publishing {
  readonly operation: string;
  readonly status: string;
}
/** What the session said of a publish. */
export interface PublishedNews extends Publishing {
  readonly delivered: number;
  readonly failed: number;
}
/** How a status went out in the hall. */
export interface CrowdTold {
  readonly delivered: number;
  readonly tookMs: number;
}
export interface Ended {
  readonly reason: string;
}
export interface ChildNews {
  readonly child: string;
}
export interface GaveUp extends ChildNews {
  readonly reason: string;
}
export interface Census extends ChildNews {
  /** How many of the children are there. */
  readonly left: number;
  readonly isRunning: boolean;
}

/** A friend of Ada's, and how well. */
export interface Friend {
  readonly name: string;
  readonly health: string;
  readonly call: CallRecord;
}

/** An argument that is a text. */
export function textOf(operation: Operation, name: string): string {
  const text = field(operation.args, name);
  return typeof text === 'string' ? text : '';
}

export function friendsOf(record: RunRecord): Friend[] {
  return record.asked('befriend').map((call) => ({
    name: textOf(call.operation, 'name'),
    health: textOf(call.operation, 'health'),
    call,
  }));
}

/** The statuses that were published, each with what came of it. */
export function publishes(record: RunRecord): {
  readonly status: string;
  readonly operation: string;
  readonly startedMs: number;
  readonly done: (PublishedNews & { readonly atMs: number }) | undefined;
}[] {
  const done = new Map(
    record.seen<PublishedNews>('published').map((news) => [news.status, news] as const),
  );
  return record.seen<Publishing>('publishing').map(({ status, operation, atMs }) => ({
    status,
    operation,
    startedMs: atMs,
    done: done.get(status),
  }));
}

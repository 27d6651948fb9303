/** P-7: the checks of the nursery. */
import { always, formatMeasure, type Check, type Instance, type RunRecord } from '#grader/index.ts';
import type { Census, ChildNews, GaveUp } from './news.ts';

const restartsMax = 3;

/** P-7: a supervisor gives up when it must, and only then. */
export const supervision: readonly Check[] = [
  always({
    code: 'P-7',
    as: 'wrong ends',
    expected: 'exit shutdown, siblings stopped',
    of: gaveUp,
  }),
  always({
    code: 'P-7',
    as: 'wrong restarts',
    expected: `${restartsMax} restarts within 5 s, and no more`,
    of: restarts,
  }),
  always({
    code: 'P-7',
    as: 'not started again',
    expected: 'started again, whatever it ended of',
    of: startedAgain,
  }),
];

/** A child of two seconds is due a sixth time before the census; a permanent one that returned is due as well. */
const startsMin = 5;

function* startedAgain(record: RunRecord): Generator<Instance> {
  const isIt = ({ child }: ChildNews): boolean => child === 'now-and-then';
  const starts = record.seen<ChildNews>('started').filter(isIt);
  const ends = record.seen<ChildNews>('ended').filter(isIt);
  const isUp = record.seen<GaveUp>('gaveUp').every((news) => !isIt(news));
  yield {
    // A supervisor that gave up has a finding of its own.
    ok: !isUp || starts.length >= startsMin,
    atMs: (ends.at(-1)?.atMs ?? 0) + 100,
    operation: 'the child that ends every two seconds',
    tags: ['now-and-then'],
    observed: `started ${starts.length} times in ten seconds`,
    cause: 'not started again',
  };
}

function* restarts(record: RunRecord): Generator<Instance> {
  const starts = record.seen<ChildNews>('started').filter(({ child }) => child === 'crash-loop');
  const extra = starts[restartsMax + 1];
  yield {
    ok: starts.length === restartsMax + 1,
    atMs: extra?.atMs ?? record.untilMs,
    operation: 'the child that crashes in a loop',
    tags: ['crash-loop'],
    observed: extra === undefined ? `${starts.length - 1} restarts` : 'a fourth restart',
    cause: extra === undefined ? 'too few restarts' : 'too many restarts',
  };
}

function* gaveUp(record: RunRecord): Generator<Instance> {
  const ends = record.seen<GaveUp>('gaveUp');
  const calm = ends.find(({ child }) => child === 'now-and-then');
  const crashes = record
    .seen<ChildNews>('ended')
    .filter(({ child }) => child === 'now-and-then').length;
  const firstMs = record
    .seen<ChildNews>('started')
    .find(({ child }) => child === 'now-and-then')?.atMs;
  yield {
    ok: calm === undefined,
    atMs: calm?.atMs ?? record.untilMs,
    operation: 'the child that ends every two seconds',
    tags: ['now-and-then'],
    expected: 'its supervisor stays',
    observed: `gave up at end ${crashes}, ${formatMeasure((calm?.atMs ?? 0) - (firstMs ?? 0), 'ms')} after the first start`,
    cause: 'gave up too early',
  };
  const end = ends.find(({ child }) => child === 'crash-loop');
  const census = record.seen<Census>('census').find(({ child }) => child === 'crash-loop');
  const isTidy = end?.reason === 'shutdown' && census?.left === 0;
  yield {
    ok: isTidy,
    atMs: census?.atMs ?? record.untilMs,
    operation: 'the supervisor of the child that crashes in a loop',
    tags: ['crash-loop'],
    observed:
      end === undefined
        ? 'still running'
        : `exit ${end.reason}, ${census?.left ?? 0} children left`,
    cause: end === undefined ? 'never gave up' : 'gave up badly',
  };
}

/** Draws scenarios: each takes part of what there is, so that no common move drowns a rare one. */
import type { Limits } from '#runtime/limits.ts';
import type { NetworkSpec, PathSpec, StreamSpec } from '#runtime/network-spec.ts';
import type { BootProcess, NodeSpec } from '#runtime/node.ts';
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import { drawDeeds } from './draw-deeds.ts';
import { Draw } from './draw.ts';
import type { Deed, Scenario } from './scenario.ts';

/** What an actor can be told to do: see lab/program/actor.ts. */
const moves: readonly string[] = [
  ...['ask', 'askMany', 'drain', 'flood', 'hear', 'listen', 'notices', 'pick', 'say', 'tell'],
  ...['bear', 'bearLinked', 'bearMonitored', 'name', 'strike', 'strikeSelf', 'tie'],
  ...['unwatch', 'watch', 'watchNobody', 'watchNode'],
  ...['alarm', 'native', 'quiet', 'race', 'rest', 'toil'],
  ...['forget', 'recall', 'store'],
  ...['dial', 'host', 'post'],
  ...['calculate', 'linger', 'order', 'spell'],
  ...['compose', 'err', 'write'],
  ...['trade', 'enter', 'found', 'delegate'],
  ...['crown', 'enlist', 'gather'],
  ...['hurry', 'look', 'watchNodes'],
];

/** Mistakes that end a run: see lab/program/blunders.ts. */
const blunders: readonly (readonly [file: string, name: string])[] = [
  ...['endless', 'bottomless', 'bottomlessAwaited', 'uncopyable'].map(
    (name) => ['blunders.ts', name] as const,
  ),
  ...['negative', 'toNowhere', 'meddler', 'closure'].map((name) => ['blunders.ts', name] as const),
  ['broken.ts', 'main'],
  ['driver.ts', 'gossip'],
];

/** The scenario of a seed. */
export function drawScenario(seed: number): Scenario {
  const draw = new Draw(seed);
  const names = draw.times(
    draw.between(1, 5),
    (index) => `${index < 2 ? 'shop' : 'data'}-${index}`,
  );
  const known = draw.some(moves);
  const nodes = names.map((name) => drawNode(draw, name, { names, known }));
  const untilMs = draw.pick([400, 1_500, 6_000, 30_000]);
  return {
    seed,
    nodes,
    network: drawNetwork(draw, names),
    scheduler: drawScheduler(draw),
    limits: drawLimits(draw),
    buggify: draw.percent(30),
    deeds: [...drawDeeds(draw, names, untilMs), ...drawBlunder(draw, names, untilMs)],
    untilMs,
  };
}

interface Cast {
  readonly names: readonly string[];
  readonly known: readonly string[];
}

function drawNode(draw: Draw, name: string, cast: Cast): NodeSpec {
  const boot: BootProcess[] = [
    { file: 'server.ts', name: 'keeper', arg: { peer: draw.pick(cast.names) }, as: 'keeper' },
    ...draw.times(draw.between(1, 2), (index) => drawActor(draw, `actor-${index}`, cast)),
  ];
  if (draw.percent(60)) {
    const arg = {
      nodes: cast.names,
      operations: draw.between(3, 30),
      everyMs: draw.between(1, 40),
    };
    boot.push({ file: 'driver.ts', name: 'driver', arg });
  }
  return {
    name,
    boot,
    ...(draw.percent(40) && { cores: draw.between(1, 3) }),
    ...(draw.percent(20) && { memoryMB: draw.pick([2, 20]) }),
    ...(draw.percent(15) && { hidden: true }),
    ...(draw.percent(8) && { up: false }),
    ...(draw.percent(30) && { skewMs: draw.between(-500, 500) }),
    ...(draw.percent(30) && { driftPpm: draw.between(-20_000, 20_000) }),
  };
}

function drawActor(draw: Draw, name: string, { names, known }: Cast): BootProcess {
  const script = draw.times(draw.between(8, 32), () => ({
    do: draw.pick(known),
    to: drawTarget(draw, names),
    n: draw.below(1_000),
    ms: draw.pick([0, 0.5, 1, 3, 10, 45]),
  }));
  return { file: 'actor.ts', name: 'actor', arg: { name, moves: script }, as: name };
}

function drawTarget(draw: Draw, names: readonly string[]): object {
  const name = draw.pick(['server', 'server', 'actor-0', 'actor-1', 'nobody']);
  if (draw.percent(60)) return { kind: 'there', name, node: draw.pick(names) };
  return draw.percent(50) ? { kind: 'here', name } : { kind: 'known', index: draw.below(12) };
}

function drawNetwork(draw: Draw, names: readonly string[]): NetworkSpec {
  const latency = draw.pick<NetworkSpec>([
    {},
    { latencyMs: 2, jitterMs: 0 },
    { latencyMs: 0.002, jitterMs: 0 },
    { latencyMs: 40, jitterMs: 4 },
    { latencyMs: 1, jitterMs: 1 },
    { latencyMs: 0.5, megabytesPerSecond: 0.05 },
    { latency: { kind: 'constant', ms: 1 } },
    { latency: { kind: 'uniform', ms: 2, jitterMs: 2 } },
    { latency: { kind: 'normal', ms: 3, deviationMs: 2 } },
    { latency: { kind: 'longTail', ms: 1, p99Ms: 30 } },
  ]);
  return {
    ...latency,
    ...(draw.percent(75) && { tickTimeMs: draw.pick([20, 20, 300, 1_500]) }),
    ...(draw.percent(70) && { connectTimeoutMs: draw.pick([20, 50, 400]) }),
    ...(draw.percent(40) && { paths: drawPaths(draw, names) }),
    ...(draw.percent(30) && { fragmentKB: draw.pick([0.05, 1]) }),
    ...(draw.percent(30) && { busyLimitKB: draw.pick([0.1, 1]) }),
    ...(draw.percent(30) && { mesh: draw.percent(50) }),
    ...(draw.percent(50) && { streams: drawStreams(draw) }),
    ...(draw.percent(50) && { datagrams: { loss: 0.2, duplicates: 0.2, reorderMs: 4 } }),
  };
}

function drawStreams(draw: Draw): StreamSpec {
  const spec = {
    ...(draw.percent(60) && { bufferKB: draw.pick([0.3, 2]) }),
    ...(draw.percent(60) && { segments: draw.pick(['random', 'smallest', 'largest'] as const) }),
    ...(draw.percent(60) && { giveUpMs: draw.pick([15, 200]) }),
  };
  // Byte by byte, a buffer of the usual size would drown everything else.
  return spec.segments === 'smallest' ? { ...spec, bufferKB: 0.3 } : spec;
}

function drawPaths(draw: Draw, names: readonly string[]): readonly PathSpec[] {
  return [
    { between: [draw.pick(names), draw.pick(['data-*', 'shop-0'])], latencyMs: 12, jitterMs: 6 },
    { between: ['shop-1', '*'], latency: { kind: 'longTail', ms: 2, p99Ms: 9 } },
    { between: ['shop-*', 'data-*'], megabytesPerSecond: draw.pick([0.02, 1]) },
  ];
}

function drawScheduler(draw: Draw): SchedulerSpec {
  return draw.pick<SchedulerSpec>([
    'round-robin',
    'random',
    'random',
    { kind: 'pct', depth: draw.between(1, 5) },
    { kind: 'pct', depth: 3, turnsExpected: 200 },
    // A schedule that fits no run: from the first choice on that it does not have, the first in line comes first.
    { kind: 'replay', schedule: draw.times(40, () => draw.between(1, 12)) },
  ]);
}

function drawLimits(draw: Draw): Partial<Limits> {
  const limits = { turnStepsMax: 300_000, framesMax: 2_000, observationsMax: 150 };
  return draw.percent(30) ? { ...limits, traceEventsMax: 100 } : limits;
}

function drawBlunder(draw: Draw, names: readonly string[], untilMs: number): Scenario['deeds'] {
  if (!draw.percent(26)) return [];
  const [file, name] = draw.pick(blunders);
  const deed: Deed = { do: 'spawnOn', node: draw.pick(names), file, name };
  return [{ atMs: draw.below(Math.min(untilMs, 150)), deed }];
}

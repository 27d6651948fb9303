/** Draws what the host does in a scenario: faults, rules about messages, and what a host does besides. */
import type { Match, RuleAction } from '#runtime/rules.ts';
import type { Draw } from './draw.ts';
import type { Deed, Scenario } from './scenario.ts';

interface World {
  readonly names: readonly string[];
  readonly untilMs: number;
}

type DrawDeed = (draw: Draw, world: World) => readonly Deed[];
const durations: readonly number[] = [0.5, 5, 60, 400, 2_500];

/** Every deed, drawn; some come with what ends them. Started processes are the scenario's own affair. */
const deeds: { readonly [K in Exclude<Deed['do'], 'spawnOn'>]: DrawDeed } = {
  send: (draw, { names }) => {
    const name = draw.pick(['server', 'actor-0', 'nobody']);
    const message = { kind: 'cast', request: { do: 'add', n: draw.below(9) } };
    return [
      { do: 'send', node: draw.pick(names), name, message, tag: draw.pick(['', 'from-outside']) },
    ];
  },
  callExport: (draw, { names }) => {
    const call = draw.pick([
      { file: 'pure.ts', name: 'primes', args: [draw.below(400)] },
      { file: 'pure.ts', name: 'table' },
      { file: 'pure.ts', name: 'nothing' },
    ]);
    return [{ do: 'callExport', node: draw.pick(names), call }];
  },
  kill: (draw, { names }) => [{ do: 'kill', node: draw.pick(names), nth: draw.below(8) }],
  crash: (draw, { names }) => {
    const node = draw.pick(names);
    const crash: Deed = {
      do: 'crash',
      node,
      torn: draw.pick([0, 0.5, 1]),
      silent: draw.percent(30),
    };
    return draw.percent(70) ? [crash, { do: 'restart', node }] : [crash];
  },
  restart: (draw, { names }) => [{ do: 'restart', node: draw.pick(names) }],
  hang: (draw, { names }) => [{ do: 'hang', node: draw.pick(names), forMs: draw.pick(durations) }],
  pause: (draw, { names, untilMs }) => [
    {
      do: 'pause',
      node: draw.pick(names),
      everyMs: draw.between(20, 90),
      forMs: draw.between(1, 15),
      untilMs,
    },
  ],
  partition: (draw, { names }) => {
    const two = [draw.some(names), draw.some(names)] as const;
    const groups = draw.percent(30) ? [...two, draw.some(names)] : two;
    return draw.percent(70)
      ? [
          { do: 'partition', groups },
          { do: 'heal', groups: two },
        ]
      : [{ do: 'partition', groups }];
  },
  heal: (draw, { names }) => [
    { do: 'heal', ...(draw.percent(30) && { groups: [draw.some(names), draw.some(names)] }) },
  ],
  ring: (draw, { names }) => [
    { do: 'ring', names, ...(draw.percent(50) && { reach: 1 }) },
    { do: 'heal' },
  ],
  impair: (draw, { names }) => {
    const link = { from: draw.pick([...names, '*', 'shop-*']), to: draw.pick(names) };
    const impairment = {
      ...(draw.percent(60) && { loss: draw.pick([0.2, 0.7]) }),
      ...(draw.percent(50) && { addMs: draw.pick([0.3, 20]) }),
      ...(draw.percent(50) && { megabytesPerSecond: draw.pick([0.01, 1]) }),
    };
    return [
      { do: 'impair', ...link, impairment },
      { do: 'impair', ...link, impairment: null },
    ];
  },
  shutDown: (draw, { names }) => {
    const node = draw.pick(names);
    return [
      { do: 'shutDown', node, graceMs: draw.pick([0, 5, 5_000]) },
      { do: 'restart', node },
    ];
  },
  cut: (draw, { names }) => [
    { do: 'cut', from: draw.pick([draw.pick(names), draw.some(names)]), to: draw.pick(names) },
    { do: 'heal' },
  ],
  skew: (draw, { names }) => [{ do: 'skew', node: draw.pick(names), ms: draw.between(-90, 90) }],
  clockJump: (draw, { names }) => [
    { do: 'clockJump', node: draw.pick(names), ms: draw.between(-900, 900) },
  ],
  drift: (draw, { names }) => [
    { do: 'drift', node: draw.pick(names), partsPerMillion: draw.between(-90_000, 90_000) },
  ],
  addRule: (draw, world) => [drawRule(draw, world)],
  removeRule: (draw) => [{ do: 'removeRule', id: `${draw.pick(actionKinds)}-${draw.below(4)}` }],
  fillDisk: (draw, { names }) => {
    const percentPerSecond = draw.pick([100, 5_000, 1_000_000]);
    return draw.some(names).map((node) => ({ do: 'fillDisk', node, percentPerSecond }));
  },
  leak: (draw, { names }) => [
    { do: 'leak', node: draw.pick(names), megabytesPerSecond: draw.pick([1, 4_000]) },
  ],
};

type DrawAction = (draw: Draw, world: World) => RuleAction;
const actions: { readonly [K in RuleAction['kind']]: DrawAction } = {
  drop: () => ({ kind: 'drop' }),
  delay: (draw) => ({ kind: 'delay', ms: draw.pick([0.001, 2, 40]) }),
  duplicate: (draw, { names }) => ({
    kind: 'duplicate',
    ...(draw.percent(50) && { afterMs: draw.pick([0, 3]) }),
    ...(draw.percent(50) && { toNode: draw.pick(names) }),
  }),
  reorder: (draw) => ({ kind: 'reorder', withinMs: draw.pick([1, 30]) }),
  hold: (draw, world) => ({
    kind: 'hold',
    until: { ...drawMatch(draw, world), ...(draw.percent(50) && { sameTag: true }) },
    plusMs: draw.pick([0, 4]),
    ...(draw.percent(70) && { atMostMs: draw.pick([10, 300]) }),
  }),
  tap: () => ({ kind: 'tap' }),
};
const actionKinds = Object.keys(actions) as readonly RuleAction['kind'][];

/** Each field of a match, drawn. */
const matches: { readonly [K in keyof Match]-?: (draw: Draw, world: World) => Match[K] } = {
  from: (draw, { names }) => draw.pick([...names, 'shop-*']),
  to: (draw, { names }) => draw.pick([...names, '*']),
  carries: (draw) => draw.pick(['message', 'call', ['cast', 'reply'], ['reply']] as const),
  payload: (draw) => draw.pick([{ do: 'echo' }, { kind: 'flood' }, 'ready']),
  tag: (draw) => draw.pick(['operation-*', 'operation-3', '']),
  ordinal: (draw) => draw.below(4),
  toProcess: (draw) => draw.pick(['server', 'actor-0']),
  fromProcess: (draw) => draw.pick(['operation', 'actor-1']),
};

/** A match by up to two fields. */
function drawMatch(draw: Draw, world: World): Match {
  const fields = draw.times(draw.below(3), () =>
    draw.pick(Object.keys(matches) as (keyof Match)[]),
  );
  return Object.fromEntries(fields.map((field) => [field, matches[field](draw, world)]));
}

function drawRule(draw: Draw, world: World): Deed {
  const kind = draw.pick(actionKinds);
  const action = actions[kind](draw, world);
  const atEnd = (kind === 'drop' || kind === 'tap') && draw.percent(40);
  const rule = {
    id: `${kind}-${draw.below(4)}`,
    match: drawMatch(draw, world),
    action,
    ...(atEnd && { on: 'delivered' as const }),
    ...(draw.percent(60) && { probability: draw.pick([0.1, 0.5, 0.9]) }),
    ...(draw.percent(20) && { fromMs: draw.below(world.untilMs), untilMs: world.untilMs }),
    ...(draw.percent(30) && { max: draw.between(1, 5) }),
  };
  if (!draw.percent(20)) return { do: 'addRule', rule };
  const [then] = draw.pick([deeds.kill, deeds.crash, deeds.hang, deeds.skew])(draw, world);
  return { do: 'addRule', rule, ...(then !== undefined && { then }) };
}

/** The deeds of a scenario, with the instants at which they are done. What ends a fault comes some time after it. */
export function drawDeeds(
  draw: Draw,
  names: readonly string[],
  untilMs: number,
): Scenario['deeds'] {
  // Of rules there is much more to draw than of anything else.
  const known = [...draw.some(Object.values(deeds)), deeds.addRule, deeds.addRule];
  return draw
    .times(draw.between(0, 16), () => draw.pick(known)(draw, { names, untilMs }))
    .flatMap((group) => {
      let atMs = draw.below(Math.min(untilMs, draw.pick([200, 3_000])));
      return group.map((deed) => {
        const at = { atMs, deed };
        atMs += draw.pick([3, 40, 900]);
        return at;
      });
    });
}

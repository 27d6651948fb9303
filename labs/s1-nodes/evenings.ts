/** The six evenings of a seed: what the town asks for, and what goes wrong. The machines are the learner's. */
import {
  crash,
  onMessage,
  operationsAt,
  poison,
  signal,
  type Boot,
  type Draw,
  type Fault,
  type FaultPlan,
  type Learner,
  type NodeSpec,
  type Operation,
  type Scenario,
} from '#grader/index.ts';
import { isSound } from './plan-checks.ts';
import { machinesOf, machinesWith, planOf, typesWith } from './plan.ts';
import { hardware } from './world/demand.ts';
import type { NodeType } from './world/types.ts';

/** Everything is judged from here on. */
export const fromMs = 5_000;
/** … until here; what strikes once is over earlier, and so is its evening. */
export const endMs = 40_000;
export const shortEndMs = 25_000;
export const crashEndMs = 20_000;
/** The last checkouts are answered after so long. */
const answersMs = 1_500;
/** What goes wrong, goes wrong from here on. */
export const faultMs = 10_000;
const backAfterMs = 2_000;
/** A visitor thinks for so long between the books and the checkout. */
const thinkMs = 2_000;

/** F1: four customers want four invoices each for a book that cannot be printed: sixteen at once. */
export const runawayInvoices = evening(
  () =>
    Array.from({ length: 4 }, (_, index) =>
      poison(
        {
          id: `runaway-${index + 1}`,
          atMs: faultMs + index,
          fn: 'printFour',
          args: { turn: 4 * index, title: 'Finnegans Wake' },
          driver,
        },
        'F1',
      ),
    ),
  shortEndMs,
);

/** F2: all phones lose their connection, and dial again within three seconds. */
export const reconnection = evening(
  () => [
    signal({
      label: 'F2',
      process: { node: 'town', name: 'dialer' },
      at: faultMs,
      message: { kind: 'dropAll', withinMs: 3_000 },
    }),
  ],
  shortEndMs,
);

/** F3: every three seconds a picture crashes the library, and the library the machine. */
export const badPictures = evening(({ pictures }) =>
  Array.from({ length: 7 }, (_, index) => {
    // A little more than three seconds, so that round robin does not come back to the same machines.
    const bad = pictures.find(({ atMs }) => atMs >= faultMs + index * 3_100);
    return crash({
      label: 'F3',
      node: { end: 'receiver' },
      at: onMessage(
        'arrived',
        { tag: bad?.id ?? '', from: 'town', carrier: 'call', body: { fn: 'shrink' } },
        { plusMs: 5 },
      ),
      backAfterMs,
    });
  }),
);

/** F4: one of the machines that serve the browsers crashes. */
export const webCrash = evening(({ types, draw }) => {
  const node = draw.pick(machinesWith(types, 'web.render'));
  return [crash({ label: 'F4', node, at: faultMs, backAfterMs })];
}, crashEndMs);

/** F4 again: any machine may be the one. */
export const anyCrash = evening(({ types, draw }) => {
  const node = draw.pick(types.flatMap(machinesOf));
  return [crash({ label: 'F4', node, at: faultMs, backAfterMs })];
}, crashEndMs);

/** F5: a new version of `recommend` is rolled out, machine after machine. */
export const rollingRestart = evening(({ types }) => {
  const names = typesWith(types, 'recommend').flatMap(machinesOf);
  return names
    .map((node, index): Fault => {
      return crash({ label: 'F5', node, at: faultMs + index * 4_000, backAfterMs });
    })
    .slice(0, 4);
}, shortEndMs);

/** What faults may be about. */
interface Ground {
  readonly types: readonly NodeType[];
  readonly pictures: readonly Operation[];
  readonly draw: Draw;
}

/** An evening on the learner's machines. A plan that cannot be meant is not switched on: it has been judged already. */
function evening(
  faults: (ground: Ground) => FaultPlan,
  lastMs = endMs,
): (draw: Draw, seed: number, learner: Learner) => Scenario {
  return (draw, _, learner) => {
    const plan = planOf(learner);
    if (plan.kind !== 'plan' || !isSound(plan.types)) return nothing;
    const { types } = plan;
    const pictures = inSlots({ everyMs: 100, untilMs: lastMs }, draw.of('pictures'), (index) => ({
      id: `picture-${index + 1}`,
      fn: 'shrink',
      args: { turn: index, picture: `cover ${index + 1}` },
      driver,
    }));
    return {
      nodes: [
        ...types.flatMap((type): NodeSpec[] =>
          machinesOf(type).map((name) => ({ name, cores: hardware[type.machine].cores })),
        ),
        { name: 'town', cores: 64 },
      ],
      boot: [
        ...types.flatMap(machines),
        { node: 'town', file: 'town-node.ts', body: 'town', as: 'town' },
        { node: 'town', file: 'dialer-node.ts', body: 'dialer', as: 'dialer' },
      ],
      workload: [
        ...visits(draw, lastMs),
        ...searches(draw, lastMs),
        ...invoices(draw, lastMs),
        ...pictures,
      ].sort((left, right) => left.atMs - right.atMs),
      faults: faults({ types, pictures, draw: draw.of('faults') }),
      untilMs: lastMs + answersMs,
    };
  };
}

const nothing: Scenario = {
  nodes: [{ name: 'town' }],
  boot: [],
  workload: [],
  faults: [],
  untilMs: 1,
};

function machines(type: NodeType): Boot[] {
  return machinesOf(type).map((node) => ({
    node,
    file: 'machine-node.ts',
    body: 'machine',
    as: `machine ${node}`,
    arg: { apps: type.apps, tier: type.tier },
  }));
}

const driver = { node: 'town', name: 'town' };

/**
 * One operation in each slot, at an instant of its own: as irregular as people are, and yet never so many at once
 * that the number which a crash finds under way is a matter of luck.
 */
function inSlots(
  { everyMs, untilMs }: { readonly everyMs: number; readonly untilMs: number },
  draw: Draw,
  make: (index: number, draw: Draw) => Omit<Operation, 'atMs'>,
): Operation[] {
  const firstMs = fromMs - thinkMs;
  const count = Math.floor((untilMs - firstMs) / everyMs);
  const instants = Array.from(
    { length: count },
    (_, index) => firstMs + (index + draw.of(index).between(0, 1)) * everyMs,
  );
  return operationsAt(instants, draw, make);
}

const shelf = ['Dracula', 'Middlemarch', 'Emma', 'Moby-Dick', 'The Time Machine', 'Jane Eyre'];

/** Twenty visitors a second, each with two or three books: 50 books and 20 checkouts. */
function visits(draw: Draw, lastMs: number): Operation[] {
  const slots = { everyMs: 50, untilMs: lastMs - thinkMs };
  return inSlots(slots, draw.of('visits'), (index, own) => ({
    id: `visit-${index + 1}`,
    fn: 'visit',
    args: { turn: index, books: own.some(shelf, own.integer(2, 3)) },
    driver,
  }));
}

function searches(draw: Draw, lastMs: number): Operation[] {
  return inSlots({ everyMs: 500, untilMs: lastMs }, draw.of('searches'), (index, own) => ({
    id: `search-${index + 1}`,
    fn: 'search',
    args: { turn: index, words: own.pick(shelf) },
    driver,
  }));
}

function invoices(draw: Draw, lastMs: number): Operation[] {
  return inSlots({ everyMs: 200, untilMs: lastMs }, draw.of('invoices'), (index, own) => ({
    id: `invoice-${index + 1}`,
    fn: 'print',
    args: { turn: index, title: own.pick(shelf) },
    driver,
  }));
}

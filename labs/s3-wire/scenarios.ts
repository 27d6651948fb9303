/** The seven worlds of a seed: who asks for what, and what goes wrong. */
import {
  hang,
  regular,
  signal,
  type Boot,
  type Data,
  type Draw,
  type Fault,
  type Operation,
  type Scenario,
} from '#grader/index.ts';

/** The shop's door, and that of what stands in between. */
const doorPort = 7_000;
const relayPort = 7_001;
/** Each attack has a door of its own, so that everybody knows whose line ended. */
const attackPort = 7_010;

const hangMs = 5_000;
const resumeMs = 20_000;
export const exportMs = 2_000;
/** 4.0 s on a link of 5 MB/s. */
export const exportBytes = 20_000_000;
export const exportWithinMs = 10_000;
export const deafMs = 2_000;
export const uploadBytes = 100_000;
export const slowNumber = 17;
export const askWithinMs = 1_000;

const customers = { node: 'web-1', name: 'web' };
const intruder = { node: 'web-1', name: 'intruder' };

interface Place {
  /** Lines of the web node, by the port that each dials. */
  readonly lines: readonly number[];
  readonly attacks?: readonly number[];
  readonly relay?: boolean;
  readonly asked: readonly Operation[];
  readonly faults?: readonly Fault[];
  readonly untilMs: number;
}

function place({
  lines,
  attacks = [],
  relay = false,
  asked,
  faults = [],
  untilMs,
}: Place): Scenario {
  const shop = (file: string, body: string, rest: Pick<Boot, 'as' | 'arg'>): Boot => {
    return { node: 'shop-1', file, body, ...rest };
  };
  const web = (file: string, body: string, arg: Data): Boot => {
    return { node: 'web-1', file, body, as: body, arg };
  };
  const peers = lines.map((port) => ({ node: 'shop-1', port }));
  return {
    nodes: [{ name: 'web-1' }, { name: 'shop-1' }],
    network: { megabytesPerS: 5 },
    boot: [
      shop('shop-node.ts', 'porter', { as: 'porter' }),
      ...[doorPort, ...attacks].map((port) =>
        shop('shop-node.ts', 'door', { as: `door-${port}`, arg: { port } }),
      ),
      ...(relay
        ? [
            shop('relay-node.ts', 'relay', { as: 'relay' }),
            shop('relay-node.ts', 'relayDoor', {
              as: 'relay door',
              arg: { port: relayPort, to: doorPort },
            }),
          ]
        : []),
      web('web-node.ts', 'switchboard', {}),
      web('web-node.ts', 'web', { peers }),
      web('intruder-node.ts', 'intruder', {}),
    ],
    workload: asked,
    faults,
    untilMs,
  };
}

interface Crowd {
  readonly ratePerS: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly withinMs?: number;
  readonly args?: (index: number, draw: Draw) => { readonly [field: string]: Data };
}

/** Customers who ask for a price, evenly and each a little off the beat. */
function customersAsk(draw: Draw, crowd: Crowd): Operation[] {
  const { ratePerS, fromMs, untilMs, withinMs = askWithinMs, args = () => ({}) } = crowd;
  const everyMs = 1_000 / ratePerS;
  const asked = regular({ everyMs, fromMs, untilMs }, draw.of('customers'), (index, one) => ({
    id: `ask-${index + 1}`,
    fn: 'ask',
    args: { op: 'price', withinMs, ...args(index, one) },
    driver: customers,
  }));
  return asked.map((operation, index) => ({
    ...operation,
    atMs: microseconds(operation.atMs + draw.of(`beat-${index}`).between(0, everyMs / 2)),
  }));
}

function microseconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}

const attackWays = ['long', 'http', 'version', 'cut'] as const;

/** W2: four bad frames, each on a line of its own, and two lines that have nothing to do with it. */
export function badFrames(draw: Draw): Scenario {
  const attacks = attackWays.map((how, index): Operation => ({
    id: `attack-${index + 1}`,
    atMs: microseconds(1_500 + index * 600 + draw.of(how).between(0, 300)),
    fn: 'attack',
    args: { how, port: attackPort + index },
    driver: intruder,
  }));
  return place({
    lines: [doorPort, doorPort],
    attacks: attacks.map((_, index) => attackPort + index),
    asked: [
      ...customersAsk(draw, {
        ratePerS: 20,
        fromMs: 500,
        untilMs: 5_000,
        args: (index) => ({ line: index % 2 }),
      }),
      ...attacks,
    ],
    untilMs: 6_500,
  });
}

const forbiddenOps = ['os.cmd', 'constructor', '__proto__', 'toString'];

/** W3: twenty times each what nobody may ask for, now and then what makes no sense, and a command to the cluster. */
export function forbidden(draw: Draw): Scenario {
  const names = Array.from({ length: 20 }, () => draw.shuffle([...forbiddenOps])).flat();
  const asks = names.map((op, index): Operation => ({
    id: `forbidden-${index + 1}`,
    atMs: microseconds(500 + index * 20 + draw.of(`forbidden-${index}`).between(0, 10)),
    fn: 'ask',
    args: { op, withinMs: askWithinMs },
    driver: customers,
  }));
  const spoilt = Array.from({ length: 5 }, (_, index): Operation => ({
    id: `nonsense-${index + 1}`,
    atMs: 505.5 + index * 300,
    fn: 'ask',
    args: { op: 'price', withinMs: askWithinMs, spoilt: true },
    driver: customers,
  }));
  const commands = Array.from({ length: 5 }, (_, index): Operation => ({
    id: `command-${index + 1}`,
    atMs: 450 + index * 300,
    fn: 'command',
    args: {},
    driver: intruder,
  }));
  // In the pauses between the others, so that all answers come in the order of the questions.
  const crowd = regular({ everyMs: 100, fromMs: 517, untilMs: 2_500 }, draw, (index) => ({
    id: `ask-${index + 1}`,
    fn: 'ask',
    args: { op: 'price', withinMs: askWithinMs },
    driver: customers,
  }));
  return place({
    lines: [doorPort],
    asked: [...crowd, ...spoilt, ...asks, ...commands],
    untilMs: 4_000,
  });
}

/** W4: the shop stands still for 15 s. Only who notices by itself can answer in time. */
export function standstill(draw: Draw): Scenario {
  return place({
    lines: [doorPort],
    asked: customersAsk(draw, {
      ratePerS: 10,
      fromMs: 500,
      untilMs: 30_000,
      withinMs: 10_000,
    }),
    faults: [hang({ label: 'W4', node: 'shop-1', at: hangMs, forMs: resumeMs - hangMs })],
    untilMs: 31_000,
  });
}

/** W5: one export of 20 MB, and small requests meanwhile. */
export function bulk(draw: Draw): Scenario {
  const wholesale: Operation = {
    id: 'export-1',
    atMs: exportMs,
    // Of a kind of its own, so that no story leaves it out for one more of the small ones.
    fn: 'export',
    args: { op: 'export', withinMs: exportWithinMs, with: { bytes: exportBytes } },
    driver: customers,
  };
  return place({
    lines: [doorPort],
    asked: [...customersAsk(draw, { ratePerS: 50, fromMs: 1_500, untilMs: 8_000 }), wholesale],
    untilMs: 13_000,
  });
}

/** W6: for six seconds nobody reads what the web node sends, and it goes on being asked. */
export function unread(draw: Draw): Scenario {
  const instants = regular({ everyMs: 250, fromMs: 1_000, untilMs: 7_500 }, draw, (index) => ({
    id: `upload-${index + 1}`,
    fn: 'ask',
    args: { op: 'upload', withinMs: 20_000, textBytes: uploadBytes },
    driver: customers,
  }));
  return place({
    lines: [relayPort],
    relay: true,
    asked: instants.map((one, index) => ({
      ...one,
      atMs: microseconds(one.atMs + draw.of(`upload-${index}`).between(0, 50)),
    })),
    faults: [
      signal({
        label: 'W6',
        process: { node: 'shop-1', name: 'relay' },
        at: deafMs,
        message: { kind: 'deaf' },
        forMs: 6_000,
        after: { kind: 'hear' },
      }),
    ],
    untilMs: 12_000,
  });
}

/** W7: the handler of request 17 takes three seconds, and now and then two finish in reverse order. */
export function outOfOrder(draw: Draw): Scenario {
  return place({
    lines: [doorPort],
    asked: customersAsk(draw, {
      ratePerS: 50,
      fromMs: 500,
      untilMs: 3_500,
      args: (index): { readonly [field: string]: Data } => {
        if (index + 1 === slowNumber) return { with: { waitMs: 3_000 } };
        return index % 20 === 8 ? { with: { waitMs: 60 } } : {};
      },
    }),
    untilMs: 6_000,
  });
}

/** W8: the other end is of release 1, then 3, then 2, and so on. */
export function releases(draw: Draw): Scenario {
  const versions = [1, 3, 2, 1, 3];
  return place({
    lines: [relayPort],
    relay: true,
    asked: customersAsk(draw, { ratePerS: 10, fromMs: 500, untilMs: 11_000 }),
    faults: versions.map((version, index) =>
      signal({
        label: 'W8',
        process: { node: 'shop-1', name: 'relay' },
        at: 1_000 + index * 2_000,
        message: { kind: 'version', version },
      }),
    ),
    untilMs: 13_000,
  });
}

const renewedMs = 2_000;

/** The stretch goal: a certificate is renewed, and two seconds later lines made with the old one end. */
export function rollOver(draw: Draw): Scenario {
  const tell = (process: { node: string; name: string }, kind: string, atMs: number): Fault =>
    signal({ label: 'W9', process, at: atMs, message: { kind } });
  return place({
    lines: [doorPort],
    asked: customersAsk(draw, {
      ratePerS: 25,
      fromMs: 500,
      untilMs: 5_500,
      args: () => ({ with: { waitMs: 150 } }),
    }),
    faults: [
      tell({ node: 'shop-1', name: 'porter' }, 'renewed', renewedMs),
      tell(customers, 'certificate', renewedMs),
      tell({ node: 'shop-1', name: 'porter' }, 'expired', renewedMs + 2_000),
    ],
    untilMs: 7_000,
  });
}

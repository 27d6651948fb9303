/** Which functions fail together: a plan puts eleven functions on types of machines, and a fault strikes one of them. */
import {
  buy,
  creditsEach,
  creditsMax,
  functions,
  hardware,
  type Bought,
  type Demand,
} from './plan.ts';

/** Function -> the letter of its type. */
export type Placement = Readonly<Record<string, string>>;

export const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K'] as const;

function placed(...types: readonly string[]): Placement {
  return Object.fromEntries(
    types.flatMap((names, index) => names.split(' ').map((name) => [name, letters[index] ?? 'A'])),
  );
}

const all = functions.map(({ name }) => name);

export const presets = [
  { id: 'one', label: 'One program', placement: placed(all.join(' ')) },
  {
    id: 'tiers',
    label: 'Three tiers',
    placement: placed(
      'web.render chat.conn sms.gw',
      'search recommend cart checkout pdf thumb',
      'pay.gw db',
    ),
  },
  {
    id: 'nine',
    label: 'Nine types',
    placement: placed(
      'web.render',
      'chat.conn',
      'sms.gw',
      'cart checkout',
      'search recommend',
      'pdf',
      'thumb',
      'db',
      'pay.gw',
    ),
  },
  { id: 'each', label: 'One for each', placement: placed(...all) },
] as const;

export interface NodeType {
  readonly letter: string;
  readonly functions: readonly Demand[];
  /** Null if no machine can hold it. */
  readonly bought: Bought | null;
}

/** The types that have something to do. */
export function typesOf(placement: Placement): NodeType[] {
  return letters.flatMap((letter) => {
    const those = functions.filter(({ name }) => placement[name] === letter);
    return those.length === 0 ? [] : [{ letter, functions: those, bought: buy(those) }];
  });
}

export const faults = [
  { id: 'crash', label: 'A picture crashes its library', strikes: 'thumb' },
  { id: 'runaway', label: 'Sixteen invoices never come back', strikes: 'pdf' },
  { id: 'storm', label: 'All phones dial at once', strikes: 'chat.conn' },
] as const;
export type FaultId = (typeof faults)[number]['id'];

/** Sixteen invoices occupy a core each; 12,000 handshakes of 5 ms within 3 s want twenty. */
const coresWanted = { runaway: 16, storm: 20 } as const;

export interface Blast {
  /** Functions that suffer and have nothing to do with it. */
  readonly touched: readonly string[];
  /** The function that it began with. */
  readonly source: string;
  /** How many of the machines that run them are struck. */
  readonly machines: string;
  readonly verdict: string;
}

/** What a fault does to a plan. */
export function blastOf(placement: Placement, fault: FaultId): Blast {
  const source = faults.find(({ id }) => id === fault)?.strikes ?? 'thumb';
  const type = typesOf(placement).find(({ letter }) => letter === placement[source]);
  const others = (type?.functions ?? []).flatMap(({ name }) => (name === source ? [] : [name]));
  const bought = type?.bought ?? null;
  const count = bought?.count ?? 1;
  if (fault === 'crash') {
    const machines = `1 of ${count}, again and again`;
    return { source, touched: others, machines, verdict: sayCrash(others, count) };
  }
  const cores = bought === null ? 0 : count * hardware[bought.machine].cores;
  const load = (type?.functions ?? []).reduce((sum, one) => sum + one.cores, 0);
  const isEnough = cores > coresWanted[fault] + load;
  return {
    source,
    touched: isEnough ? [] : others,
    machines: `all ${count}`,
    verdict: sayFull({ others, cores, load, fault, isEnough }),
  };
}

function sayCrash(others: readonly string[], count: number): string {
  if (others.length === 0) return 'Pictures are not shrunk for two seconds. Nobody else notices.';
  return `With each bad picture, what is under way on one machine in ${count} is lost, and every connection and every memory there.`;
}

function sayFull(what: {
  readonly others: readonly string[];
  readonly cores: number;
  readonly load: number;
  readonly fault: 'runaway' | 'storm';
  readonly isEnough: boolean;
}): string {
  const { others, cores, load, fault, isEnough } = what;
  const wanted = coresWanted[fault];
  if (isEnough) {
    return `${wanted} of ${cores} cores are busy with it. The others go on, a little slower.`;
  }
  const alone =
    fault === 'runaway'
      ? 'Invoices wait for half a minute. Nobody else notices.'
      : 'The phones take longer to come back. Nobody else notices.';
  if (others.length === 0) return alone;
  return `It wants ${wanted} cores, the evening wants ${load.toFixed(1)}, and there are ${cores}: whatever shares these machines starves.`;
}

/** The calls of one checkout, from the browser's page to the stored order. */
const route: readonly (readonly [from: string, to: string])[] = [
  ['web.render', 'checkout'],
  ['checkout', 'cart'],
  ['cart', 'db'],
  ['checkout', 'pay.gw'],
  ['checkout', 'db'],
];

/** How many calls of a checkout go over the network. */
export function hopsOf(placement: Placement): number {
  return route.filter(([from, to]) => placement[from] !== placement[to]).length;
}

export interface Cost {
  readonly machines: number;
  readonly credits: number;
  readonly spares: number;
  readonly isTooDear: boolean;
  /** True if some type fits no machine. */
  readonly isImpossible: boolean;
}

export function costOf(placement: Placement): Cost {
  const types = typesOf(placement);
  const machines = types.reduce((sum, { bought }) => sum + (bought?.count ?? 0), 0);
  const credits = machines * creditsEach;
  return {
    machines,
    credits,
    spares: types.length,
    isTooDear: credits > creditsMax,
    isImpossible: types.some(({ bought }) => bought === null),
  };
}

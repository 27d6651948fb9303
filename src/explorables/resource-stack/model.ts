/** How full the machines of six types are, at more or less traffic, and with one machine of each type lost. */
import {
  functions,
  useMax,
  useOf,
  type Bought,
  type Demand,
  type MachineClass,
  type Use,
} from '#explorables/blast-radius/plan.ts';

interface Planned extends Bought {
  readonly name: string;
  readonly functions: readonly string[];
}

/** A plan by resources alone: everything fits, and nothing is said of what fails together. */
export const plan: readonly Planned[] = [
  { name: 'edge', functions: ['web.render', 'chat.conn'], machine: 'mem', count: 3 },
  { name: 'sms', functions: ['sms.gw'], machine: 'io', count: 2 },
  { name: 'shop', functions: ['cart', 'checkout', 'pay.gw'], machine: 'std', count: 2 },
  { name: 'discover', functions: ['search', 'recommend'], machine: 'std', count: 3 },
  { name: 'native', functions: ['pdf', 'thumb'], machine: 'cpu', count: 2 },
  { name: 'data', functions: ['db'], machine: 'io', count: 2 },
];

/** What can be turned up, and which functions go with it. */
export const knobs = [
  { id: 'readers', label: 'Pages, searches, carts', moves: 'web.render search recommend cart db' },
  { id: 'members', label: 'Chat connections', moves: 'chat.conn' },
  { id: 'buyers', label: 'Checkouts and invoices', moves: 'checkout pay.gw pdf' },
  { id: 'messages', label: 'Texts and pictures', moves: 'sms.gw thumb' },
] as const;
export type Knob = (typeof knobs)[number]['id'];

/** Per cent of the evening of the book fair. */
export type Traffic = Readonly<Record<Knob, number>>;
export const evening: Traffic = { readers: 100, members: 100, buyers: 100, messages: 100 };

/** What one function takes of each machine of its type. */
export interface Part extends Use {
  readonly name: string;
}

export interface Stack {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly machine: MachineClass;
  readonly count: number;
  readonly cores: number;
  readonly gb: number;
  readonly io: number;
  /** The fullest of the three, and what it is called. */
  readonly fullest: number;
  readonly fullestIs: 'CPU' | 'memory' | 'network';
  readonly isTooFull: boolean;
}

/** All types under some traffic: each with one machine lost, or with all there. */
export function stacks(traffic: Traffic, isOneLost: boolean): Stack[] {
  return plan.map((type) => {
    const those = type.functions.map((name) => demandOf(name, traffic));
    const left = type.count - (isOneLost ? 1 : 0);
    const { cores, gb, io } = useOf(those, type.machine, left);
    const parts = those.map((one) => ({ name: one.name, ...useOf([one], type.machine, left) }));
    const fullest = Math.max(cores, gb, io);
    const fullestIs = fullest === gb ? 'memory' : fullest === cores ? 'CPU' : 'network';
    const isTooFull = fullest > useMax + 1e-9;
    return { ...type, parts, cores, gb, io, fullest, fullestIs, isTooFull };
  });
}

/** What a function needs: CPU, network and connections grow with traffic, what each machine holds does not. */
function demandOf(name: string, traffic: Traffic): Demand {
  const one = functions.find((each) => each.name === name);
  if (one === undefined) throw new Error(`there is no function ${name}`);
  const knob = knobs.find(({ moves }) => moves.split(' ').includes(name));
  const factor = knob === undefined ? 1 : traffic[knob.id] / 100;
  return {
    ...one,
    cores: one.cores * factor,
    gbInAll: one.gbInAll * factor,
    io: one.io * factor,
  };
}

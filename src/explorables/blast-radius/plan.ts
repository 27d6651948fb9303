/**
 * Papertrain's eleven functions, the machines that can be bought for them, and what a plan costs. The numbers are
 * those of the lab, where the plan is run as well.
 */

export interface Demand {
  readonly name: string;
  /** What is asked per second, as one reads it. */
  readonly rate: string;
  /** Cores, over all machines together. */
  readonly cores: number;
  /** GB on each machine, and over all together. */
  readonly gbEach: number;
  readonly gbInAll: number;
  /** MB/s, over all together. */
  readonly io: number;
}

function row(name: string, rate: string, needs: Partial<Demand>): Demand {
  return { name, rate, cores: 0, gbEach: 0, gbInAll: 0, io: 0, ...needs };
}

export const functions: readonly Demand[] = [
  row('web.render', '400 /s', { cores: 1.6, gbEach: 0.5, io: 5 }),
  row('chat.conn', '12,000 held', { cores: 0.5, gbInAll: 24, io: 10 }),
  row('sms.gw', '2,000 /s', { cores: 0.4, gbEach: 0.5, io: 40 }),
  row('search', '60 /s', { cores: 2.4, gbEach: 6 }),
  row('recommend', '100 /s', { cores: 1.5, gbEach: 4 }),
  row('cart', '50 /s', { cores: 0.05, gbEach: 1 }),
  row('checkout', '20 /s', { cores: 0.1, gbEach: 0.5 }),
  row('pdf', '5 /s', { cores: 2, gbEach: 1 }),
  row('thumb', '10 /s', { cores: 0.5, gbEach: 1, io: 30 }),
  row('pay.gw', '20 /s', { cores: 0.02, gbEach: 0.5 }),
  row('db', '700 /s', { cores: 0.35, gbEach: 5, io: 60 }),
];

export type MachineClass = 'std' | 'cpu' | 'mem' | 'io';

export const hardware: Readonly<
  Record<MachineClass, { readonly cores: number; readonly gb: number; readonly io: number }>
> = {
  std: { cores: 4, gb: 16, io: 100 },
  cpu: { cores: 8, gb: 8, io: 50 },
  mem: { cores: 2, gb: 32, io: 50 },
  io: { cores: 2, gb: 8, io: 400 },
};
export const classes: readonly MachineClass[] = ['std', 'cpu', 'mem', 'io'];

export const creditsEach = 4;
export const creditsMax = 84;
/** Of any resource, with one machine of the type lost. */
export const useMax = 0.7;

/** Share of each resource that is in use on every machine, if so many are left. */
export interface Use {
  readonly cores: number;
  readonly gb: number;
  readonly io: number;
}

/** What functions use of machines of a class, of which so many are left. */
export function useOf(those: readonly Demand[], machine: MachineClass, left: number): Use {
  const sum = (of: (one: Demand) => number): number => those.reduce((all, one) => all + of(one), 0);
  const { cores, gb, io } = hardware[machine];
  const count = Math.max(1, left);
  return {
    cores: sum((one) => one.cores) / count / cores,
    gb: sum((one) => one.gbEach + one.gbInAll / count) / gb,
    io: sum((one) => one.io) / count / io,
  };
}

export interface Bought {
  readonly machine: MachineClass;
  readonly count: number;
}

/** As few machines as do with one of them lost: at least two. Null if no class can hold all of it. */
export function buy(those: readonly Demand[]): Bought | null {
  let best: Bought | null = null;
  for (const machine of classes) {
    for (let count = 2; count <= 24; count++) {
      const { cores, gb, io } = useOf(those, machine, count - 1);
      if (Math.max(cores, gb, io) > useMax + 1e-9) continue;
      if (best === null || count < best.count) best = { machine, count };
      break;
    }
  }
  return best;
}

/** The learner's plan as the grader reads it, and what of it can be reckoned without running anything. */
import { field, type Learner } from '#grader/index.ts';
import { creditsEach, demand, hardware, useMax } from './world/demand.ts';
import type { AppName, MachineClass, NodeType, Tier } from './world/types.ts';

/** A plan that makes sense as such, whether or not it is a good one; or what keeps it from making sense. */
export type Plan =
  | { readonly kind: 'plan'; readonly types: readonly NodeType[] }
  | { readonly kind: 'nonsense'; readonly problem: string };

/** More machines than anybody can pay are not even counted. */
const countMax = 1_000;

/** Reads `nodeTypes` of nodes.ts. */
export function planOf(learner: Learner): Plan {
  const outcome = learner.value('nodes.ts', 'nodeTypes');
  if (outcome.kind !== 'returned' || !Array.isArray(outcome.value)) {
    return { kind: 'nonsense', problem: 'nodes.ts exports no list of node types' };
  }
  const types: NodeType[] = [];
  for (const value of outcome.value as readonly unknown[]) {
    const type = typeOf(value);
    if (typeof type === 'string') return { kind: 'nonsense', problem: type };
    if (types.some(({ name }) => name === type.name)) {
      return { kind: 'nonsense', problem: `two types have the name “${type.name}”` };
    }
    types.push(type);
  }
  const missing = demand.find(({ app }) => types.every(({ apps }) => !apps.includes(app)));
  if (missing !== undefined) {
    return { kind: 'nonsense', problem: `no machine runs ${missing.app}` };
  }
  return { kind: 'plan', types };
}

/** A type of nodes, or what is wrong with it. */
function typeOf(value: unknown): NodeType | string {
  const [name, tier, apps, machine, count] = ['name', 'tier', 'apps', 'machine', 'count'].map(
    (one) => field(value, one),
  );
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*$/.test(name) || name === 'town') {
    return `“${String(name)}” is no name for a type: a word of small letters, and not “town”`;
  }
  if (tier !== 'front-end' && tier !== 'logic' && tier !== 'service') {
    return `${name} has no tier`;
  }
  if (typeof machine !== 'string' || !Object.hasOwn(hardware, machine)) {
    return `there is no machine “${String(machine)}” to buy for ${name}`;
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > countMax) {
    return `${String(count)} is no number of machines for ${name}`;
  }
  if (!Array.isArray(apps)) return `${name} has no list of functions`;
  const known = demand.filter(({ app }) => apps.includes(app)).map(({ app }) => app);
  if (known.length < apps.length) return `${name} lists ${oddOne(apps as readonly unknown[])}`;
  return { name, tier: tier satisfies Tier, apps: known, machine: machine as MachineClass, count };
}

/** The entry of a list of functions that makes it no such list, and why. */
function oddOne(apps: readonly unknown[]): string {
  const strange = apps.find((one) => demand.every(({ app }) => app !== one));
  if (typeof strange === 'string') return `\`${strange}\`: no such function`;
  if (strange !== undefined) return 'something that is no name of a function';
  const twice = apps.find((one, index) => apps.indexOf(one) < index);
  return `\`${String(twice)}\` twice`;
}

export function machinesOf({ name, count }: NodeType): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

/** The types that run a function. */
export function typesWith(types: readonly NodeType[], app: AppName): NodeType[] {
  return types.filter(({ apps }) => apps.includes(app));
}

/** The machines that run a function. */
export function machinesWith(types: readonly NodeType[], app: AppName): string[] {
  return typesWith(types, app).flatMap(machinesOf);
}

export function creditsOf(types: readonly NodeType[]): number {
  return machineCount(types) * creditsEach;
}

export function machineCount(types: readonly NodeType[]): number {
  return types.reduce((sum, { count }) => sum + count, 0);
}

export type Resource = 'cores' | 'gb' | 'megabytesPerS';

/** How much of a resource the machines of a type use when one of them is lost. */
export interface Use {
  readonly type: NodeType;
  readonly resource: Resource;
  /** On each of the machines that are left. */
  readonly needed: number;
  readonly there: number;
  readonly share: number;
}

/** The fullest resource of each type, with one of its machines lost. */
export function uses(types: readonly NodeType[]): Use[] {
  return types.flatMap((type) =>
    (['cores', 'gb', 'megabytesPerS'] as const).map((resource): Use => {
      const needed = neededOf(types, type, resource);
      const there = hardware[type.machine][resource];
      return { type, resource, needed, there, share: needed / there };
    }),
  );
}

function neededOf(types: readonly NodeType[], type: NodeType, resource: Resource): number {
  let needed = 0;
  for (const one of demand) {
    if (!type.apps.includes(one.app)) continue;
    const left = machineCount(typesWith(types, one.app)) - 1;
    const inAll = { cores: one.cores, gb: one.gbInAll, megabytesPerS: one.megabytesPerS };
    needed += inAll[resource] / Math.max(1, left) + (resource === 'gb' ? one.gbEach : 0);
  }
  return needed;
}

export function isTooFull({ share }: Use): boolean {
  // 70 % of 16 GB, written in binary, is a little less than 11.2.
  return share > useMax + 1e-9;
}

/**
 * What is wrong with a scenario, in sentences for the lab's author: names that nobody has, instants outside the run,
 * numbers that mean nothing. A plan that makes no sense never runs, because a fault that cannot strike proves nothing.
 */
import { isFields } from './data.ts';
import type { Fault, ProcessTarget } from './fault.ts';
import { formatMeasure } from './format.ts';
import type { Probe, World } from './lab.ts';
import { isNamed, type Match } from './match.ts';
import { familyOf } from './plan.ts';
import type { Scenario } from './scenario.ts';
import type { Operation } from './workload.ts';

type Say = (problem: string) => void;

/** One sentence for each problem of the scenario, and of what its world wants to see; none if all makes sense. */
export function findProblems(
  scenario: Scenario,
  world: Pick<World, 'wire' | 'probes'> = {},
): string[] {
  const nodes = scenario.nodes.map((node) => node.name);
  const problems: string[] = [];
  const sayOf =
    (what: string): Say =>
    (problem) =>
      problems.push(`${what}: ${problem}`);
  if (new Set(nodes).size !== nodes.length) problems.push('two nodes have one name');
  if (!(scenario.untilMs > 0)) problems.push('the run lasts for no time');
  for (const { node, body, as } of scenario.boot) {
    if (!nodes.includes(node)) sayOf(`boot of ${as ?? body}`)(`there is no node '${node}'`);
  }
  findWorkloadProblems(scenario, problems);
  for (const fault of scenario.faults) {
    const say = sayOf(familyOf(fault));
    for (const name of nodesNamed(fault))
      if (!nodes.includes(name)) say(`there is no node '${name}'`);
    for (const match of matchesOf(fault)) findMatchProblems(match, nodes, say);
    findNumberProblems(fault, say);
    findTimeProblems(fault, scenario.untilMs, say);
    findOwnProblems(fault, say);
  }
  for (const [name, match] of Object.entries(world.wire ?? {}))
    findMatchProblems(match, nodes, sayOf(`wire '${name}'`));
  for (const [name, probe] of Object.entries(world.probes ?? {}))
    findProbeProblems(probe, nodes, sayOf(`probe '${name}'`));
  return problems;
}

function findWorkloadProblems({ nodes, workload, faults }: Scenario, problems: string[]): void {
  const names = new Set(nodes.map((node) => node.name));
  const ids = new Set<string>();
  for (const { id, atMs, driver } of [...workload, ...faults.flatMap(operationsOf)]) {
    if (ids.has(id)) problems.push(`two operations are called '${id}'`);
    ids.add(id);
    if (!names.has(driver.node)) problems.push(`${id}: there is no node '${driver.node}'`);
    if (!(atMs >= 0)) problems.push(`${id}: it starts at no instant`);
  }
}

function operationsOf(fault: Fault): readonly Operation[] {
  if (fault.kind === 'poison') return [fault.operation];
  return fault.kind === 'surge' ? fault.operations : [];
}

function findProbeProblems(probe: Probe, nodes: readonly string[], say: Say): void {
  if (!nodes.includes(probe.node)) say(`there is no node '${probe.node}'`);
  if (probe.everyMs !== undefined && !(probe.everyMs > 0)) say('it is read without a pause');
  if (probe.everyMs === undefined && probe.atMs === undefined) say('it is never read');
  if (probe.of === 'mailbox' && probe.name === undefined) say('it names no process');
}

/** Matches of a fault, its trigger's included. */
function matchesOf(fault: Fault): readonly Match[] {
  const matches: Match[] = [];
  if ('match' in fault) matches.push(fault.match);
  if (fault.kind === 'hold') matches.push(fault.until);
  if (fault.kind === 'impair') matches.push({ from: fault.from, to: fault.to });
  if (fault.kind === 'duplicate' && fault.to !== undefined) matches.push({ to: fault.to });
  if ('at' in fault && typeof fault.at !== 'number') matches.push(fault.at.match);
  return matches;
}

function findMatchProblems({ from, to }: Match, nodes: readonly string[], say: Say): void {
  for (const names of [from, to]) {
    if (names === undefined) continue;
    for (const name of typeof names === 'string' ? [names] : names) {
      if (!nodes.some((node) => isNamed(node, name))) say(`no node is named '${name}'`);
    }
  }
}

/** Fields that may be negative: a clock can go back. */
const signed: ReadonlySet<string> = new Set(['skew', 'clockJump']);

function findNumberProblems(fault: Fault, say: Say): void {
  for (const [name, value] of Object.entries(fault)) {
    if (typeof value !== 'number') continue;
    if (!Number.isFinite(value)) say(`its ${name} is no number`);
    else if (value < 0 && !signed.has(fault.kind)) say(`its ${name} is negative`);
  }
  const share = (name: 'probability' | 'torn' | 'loss'): void => {
    const value: unknown = isFields(fault) ? fault[name] : undefined;
    if (typeof value === 'number' && !(value >= 0 && value <= 1))
      say(`its ${name} is not between 0 and 1`);
  };
  share('probability');
  share('torn');
  share('loss');
  if ('times' in fault && fault.times !== undefined && !isCount(fault.times))
    say('it strikes a whole number of times');
}

function findTimeProblems(fault: Fault, untilMs: number, say: Say): void {
  if ('at' in fault && typeof fault.at === 'number' && !(fault.at >= 0 && fault.at <= untilMs)) {
    say(`it strikes at ${formatMeasure(fault.at, 'ms')}, outside the run`);
  }
  if ('at' in fault && typeof fault.at !== 'number') {
    if (!isCount(fault.at.nth)) say('messages count from 1');
    else if (fault.at.lost && fault.at.nth !== 1)
      say('only the first message of a match can be lost with its trigger');
  }
  if ('forMs' in fault && fault.forMs !== undefined && !(fault.forMs > 0))
    say('it lasts for no time');
  const { fromMs = 0, untilMs: endMs = untilMs } =
    'fromMs' in fault || 'untilMs' in fault ? fault : {};
  if (fromMs > untilMs || endMs <= fromMs) say('its window is empty or outside the run');
}

function findOwnProblems(fault: Fault, say: Say): void {
  switch (fault.kind) {
    case 'pause': {
      if (fault.forMs >= fault.everyMs) say('it pauses longer than its period');
      if (fault.everyMs < 1) say('its period is a millisecond at least');
      return;
    }
    case 'partition': {
      const all = fault.sides.flat();
      if (fault.sides.length < 2) say('a partition has two sides at least');
      if (new Set(all).size !== all.length) say('a node stands on two sides');
      return;
    }
    case 'ring': {
      if (fault.nodes.length < 3) say('a ring has three nodes at least');
      if (new Set(fault.nodes).size !== fault.nodes.length) say('a node stands on a ring once');
      if (fault.reach !== undefined && !isCount(fault.reach))
        say('it reaches a whole number of nodes');
      return;
    }
    case 'impair': {
      const { addMs, megabytesPerS, loss } = fault;
      if (addMs === undefined && megabytesPerS === undefined && loss === undefined)
        say('it makes nothing worse');
      if (megabytesPerS !== undefined && !(megabytesPerS > 0)) say('a bandwidth is more than 0');
      return;
    }
    case 'cut': {
      if (fault.from === fault.to) say('a node is never cut off from itself');
      return;
    }
    case 'slow': {
      if (!(fault.factor > 0)) say('a factor is more than 0');
      return;
    }
    case 'kill': {
      findTargetProblems(fault.process, say);
      return;
    }
    case 'signal': {
      if ((fault.forMs === undefined) !== (fault.after === undefined))
        say('forMs and after belong together');
      return;
    }
    case 'surge': {
      if (fault.operations.length === 0) say('it brings no operation');
      return;
    }
    default: {
      // The numbers and names of the others have been looked at.
    }
  }
}

function findTargetProblems(target: ProcessTarget, say: Say): void {
  if ('count' in target && !isCount(target.count)) say('it kills a whole number of processes');
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** Names of nodes that the fault must find. Patterns with a star find what there is. */
function nodesNamed(fault: Fault): string[] {
  switch (fault.kind) {
    case 'crash':
    case 'restart':
    case 'hang': {
      return typeof fault.node === 'string' ? [fault.node] : [];
    }
    case 'kill': {
      return [fault.process.node];
    }
    case 'partition': {
      return fault.sides.flat();
    }
    case 'ring': {
      return [...fault.nodes];
    }
    case 'cut': {
      return [fault.from, fault.to];
    }
    case 'wiretap': {
      return [fault.listener.node];
    }
    case 'slow': {
      return [fault.dependency.node];
    }
    case 'signal': {
      return [fault.process.node];
    }
    case 'poison':
    case 'surge':
    case 'buggify':
    case 'impair':
    case 'drop':
    case 'delay':
    case 'duplicate':
    case 'reorder':
    case 'hold': {
      return [];
    }
    default: {
      return [fault.node];
    }
  }
}
